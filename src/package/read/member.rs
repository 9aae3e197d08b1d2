//! One member: from its bytes to records, messages and the census.

use crate::wording::Sentence;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Read};
use std::ops::Range;

use super::ahead::{Ahead, Whereabouts};
use super::assemble::{Assembly, Carry};
use super::chunks::{Chunk, Chunks, Detected, HEAD, Spot, detect};
use super::elements::{Elements, Oddities};
use super::fault::{Fault, NoXml, Notice};
use super::scan::Seen;
use crate::directory::{Directory, UndefinedReferences};
use crate::input::foreign::{Foreign, first_bytes};
use crate::input::inflate::Content;
use crate::input::members::{Member, looks_like_xml, read_some, unreadable};
use crate::input::{Error, Skipped};
use crate::package::Layout;
use crate::package::layout::Entity;
use crate::package::paths::Paths;
use crate::package::read::context::Context;
use crate::reading::{Located, MemberReading, MemberState, Survey};
use crate::xml::markup;

/// What one member gave.
pub(super) struct Parsed<T> {
    pub reading: MemberReading,
    pub directory: Directory,
    pub total: T,
    pub elements: u64,
    pub unknown_values: BTreeMap<String, u64>,
    pub skipped: Skipped,
    pub notices: Vec<Sentence>,
    /// Where its name says something else than its content, and damage is not stepped over.
    pub misnamed: Option<Error>,
}

/// Begins to read a member, unless it is known already what becomes of it: it may be no XML.
pub(super) fn open<'a, S: Survey>(
    job: MemberJob<'a, S>,
) -> Result<(Source<'a, S>, Sink<'a, S>), Outcome<S>> {
    let MemberJob { member, context } = job;
    let mut content = member.open().map_err(Err)?;
    let mut head = vec![0; HEAD];
    let (length, damage) = read_some(&mut content, &mut head);
    head.truncate(length);
    if !looks_like_xml(&head) {
        context.progress.advance(member.bytes);
        let whole = match damage {
            Some(cause) => Err(unreadable(cause, length as u64)),
            None => member.verify(),
        };
        let whole = match not_as_named(member, &head, context.show_content) {
            Some(damage) => whole.and(Err(damage)),
            None => whole,
        };
        return Err(not_xml(member, context.skip, whole, None));
    }
    if let Some(cause) = damage {
        // Met again where it belongs: behind what could be read.
        content = Content::Plain(Box::new(Damaged(Some(cause))));
    }
    let detected = detect(&head).map_err(Err)?;
    let whereabouts = Whereabouts::default();
    let source = Source {
        member,
        context,
        chunks: Chunks::new(content, &head, detected, context),
        at: 0,
        whereabouts: Whereabouts::clone(&whereabouts),
    };
    let sink = Sink {
        detected,
        carry: Carry::default(),
        consumer: Consumer {
            context,
            elements: Elements::new(context.layout, &member.name, context.skip, context.limits),
            ahead: VecDeque::new(),
            total: S::Total::default(),
        },
        whereabouts,
    };
    Ok((source, sink))
}

/// Ends a member that was read.
pub(super) fn close<S: Survey>(
    source: Source<'_, S>,
    sink: Sink<'_, S>,
    end: Result<(), Error>,
) -> Outcome<S> {
    let Source {
        member,
        context,
        chunks,
        ..
    } = source;
    let Consumer {
        mut elements,
        total,
        ..
    } = sink.consumer;
    let is_none = elements.too_deep || !is_called_xml(member);
    let only_looked_like_xml = is_none && !elements.paths.anything_claimed();
    match end {
        // Damage in something that no reader claims and that is not called XML: it only looked like it.
        Err(error) if error.cause.is_none() && only_looked_like_xml => {
            return not_xml(member, context.skip, member.verify(), Some(error));
        }
        Ok(()) if elements.skipped.count > 0 && only_looked_like_xml => {
            return not_xml(member, context.skip, member.verify(), None);
        }
        end => end?,
    }
    if let Some(damage) = chunks.damage {
        elements.skipped.note(1, || in_one_line(&damage, member));
    }
    elements.malformed += chunks.malformed;
    let mut misnamed = disagreement(member, context.layout, &elements.paths);
    if let Some(error) = misnamed.take_if(|_| context.skip) {
        elements.skipped.note(1, || in_one_line(&error, member));
    }
    let parsed = parsed(member, sink.detected, elements, total);
    Ok(Box::new(Parsed { misnamed, ..parsed }))
}

/// Whether it should be XML, whatever is in it.
fn is_called_xml(member: &Member) -> bool {
    let extension = member.name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
}

/// What is wrong with a member that should be XML and does not begin like it.
fn not_as_named(member: &Member, head: &[u8], show: bool) -> Option<Error> {
    if !is_called_xml(member) {
        return None;
    }
    let how = if head.is_empty() {
        NoXml::Empty
    } else if head.iter().all(|byte| *byte == 0) {
        NoXml::Zeros { count: head.len() }
    } else if let Some(foreign) = Foreign::of(&member.name, head) {
        NoXml::Foreign { kind: foreign.what }
    } else {
        let beginning = first_bytes(head, show);
        NoXml::Unlike { beginning }
    };
    Some(Error::new(Fault::NotXml { how }).at(0))
}

/// Fails once, then ends.
struct Damaged(Option<io::Error>);

impl Read for Damaged {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Damage that is stepped over, as one of the places that are.
fn in_one_line(error: &Error, member: &Member) -> String {
    let place = Located::AtByte {
        what: error.what.clone(),
        cause: error.cause.as_ref().map(io::Error::to_string),
        member: member.name.clone(),
        byte: error.place.byte.unwrap_or_default(),
    };
    place.to_string()
}

/// Makes records and totals of a member's pieces.
pub(super) struct Consumer<'a, S: Survey> {
    pub context: &'a Context<'a, S>,
    pub elements: Elements<'a>,
    /// What was read of the chunk already.
    pub ahead: VecDeque<Ahead<'a>>,
    total: S::Total,
}

impl<S: Survey> Assembly<S::Run> for Consumer<'_, S> {
    fn rest(&mut self, chunk: &Chunk, range: Range<usize>) -> Result<(), Error> {
        let mut from = range.start;
        let is_here = |ahead: &mut Ahead<'_>| range.contains(&ahead.range.start);
        if let Some(ahead) = self.ahead.pop_front_if(is_here) {
            let Range { start, end } = ahead.range;
            self.elements.read(chunk, from, start)?;
            from = match ahead.give(&mut self.elements) {
                true => end,
                false => start,
            };
        }
        self.elements.read(chunk, from, range.end)
    }

    fn run(
        &mut self,
        chunk: &Chunk,
        range: Range<usize>,
        run: S::Run,
        seen: &Seen,
    ) -> Result<(), Error> {
        match self.elements.messages(seen, chunk) {
            Some(room) => {
                (self.context.survey).finish(&mut self.total, room.as_deref(), run);
                Ok(())
            }
            None => self.rest(chunk, range),
        }
    }

    fn fault(&mut self, fault: &markup::Fault, at: Spot<'_>) -> Result<(), Error> {
        self.elements.fault(&fault.what, at)
    }

    fn finish(&mut self, end: Spot<'_>, cut_off: bool, counted: bool) -> Result<(), Error> {
        self.elements.finish(end, cut_off, counted)
    }
}

/// A member that is no XML, or only began like it: `fault` says where that ended. `whole` says whether it is damaged.
fn not_xml<T: Default>(
    member: &Member,
    skip: bool,
    whole: Result<(), Error>,
    fault: Option<Error>,
) -> Result<Box<Parsed<T>>, Error> {
    let mut skipped = Skipped::default();
    if let Err(damage) = whole {
        if !skip {
            return Err(damage);
        }
        skipped.note(1, || in_one_line(&damage, member));
    }
    let name = || member.name.clone();
    let mut notices: Vec<Sentence> = Vec::new();
    if let Some(error) = fault {
        let what = error.what.clone();
        let member = name();
        notices.push(Notice::OnlyBegins { member, what }.into());
    }
    if member.bytes == 0 {
        notices.push(Notice::EmptyMember { member: name() }.into());
    }
    if member.name.to_ascii_lowercase().ends_with(".zip") {
        notices.push(Notice::InnerZip { member: name() }.into());
    }
    Ok(Box::new(Parsed {
        reading: reading(member, "", MemberState::NotXml),
        directory: Directory::default(),
        total: T::default(),
        elements: 0,
        unknown_values: BTreeMap::new(),
        skipped,
        notices,
        misnamed: None,
    }))
}

fn parsed<T>(member: &Member, detected: Detected, elements: Elements<'_>, total: T) -> Parsed<T> {
    let Elements {
        records,
        paths,
        parts,
        skipped,
        malformed,
        odd,
        undefined,
        without_room,
        ..
    } = elements;
    let mut directory = records.directory;
    directory.parts = parts;
    let undefined = undefined.into_iter();
    directory.undefined = undefined
        .map(|(path, count)| UndefinedReferences {
            member: member.name.clone(),
            path,
            count,
        })
        .collect();
    let holds: Vec<_> = Entity::LISTED
        .into_iter()
        .map(|entity| (entity.kind(), paths.count_of(entity)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let census: Vec<_> = paths.unclaimed().into_iter().collect();
    let state = if !paths.anything_known() {
        MemberState::NotUnderstood
    } else if census.is_empty() && records.unknown_values.is_empty() {
        MemberState::Understood
    } else {
        MemberState::PartlyUnderstood
    };
    let mut notices = oddities(member, detected, odd);
    if malformed > 0 {
        let malformed = Notice::Malformed {
            member: member.name.clone(),
            encoding: detected.encoding.name(),
            places: malformed,
        };
        notices.push(malformed.into());
    }
    Parsed {
        reading: MemberReading {
            holds,
            without_room,
            census,
            ..reading(member, detected.encoding.name(), state)
        },
        directory,
        total,
        elements: paths.elements(),
        unknown_values: records.unknown_values,
        skipped,
        notices,
        misnamed: None,
    }
}

/// What a strict reader of XML would not take, although nothing is lost by it.
fn oddities(member: &Member, detected: Detected, odd: Oddities) -> Vec<Sentence> {
    let member = || member.name.clone();
    let mut notices: Vec<Notice> = Vec::new();
    if let Some(declared) = detected.mislabelled {
        notices.push(Notice::OtherEncoding {
            member: member(),
            declared: declared.name(),
            read: detected.encoding.name(),
        });
    }
    if detected.marks > 1 {
        let (member, marks) = (member(), detected.marks);
        notices.push(Notice::Marks { member, marks });
    }
    if odd.late_declaration {
        notices.push(Notice::LateDeclaration { member: member() });
    }
    if odd.marks_outside {
        notices.push(Notice::MarkOutside { member: member() });
    }
    if odd.own_entities {
        notices.push(Notice::OwnEntities { member: member() });
    }
    notices.into_iter().map(Sentence::from).collect()
}

fn reading(member: &Member, encoding: &'static str, state: MemberState) -> MemberReading {
    MemberReading {
        name: member.name.clone(),
        bytes: member.bytes,
        packed: member.packed,
        crc: member.crc(),
        packed_digest: member.packed_digest(),
        method: member.packing(),
        encoding: encoding.to_owned(),
        state,
        holds: Vec::new(),
        without_room: 0,
        census: Vec::new(),
    }
}

/// What became of a member.
pub(crate) type Outcome<S> = Result<Box<Parsed<<S as Survey>::Total>>, Error>;

/// A member to read.
pub(crate) struct MemberJob<'a, S> {
    pub member: &'a Member,
    pub context: &'a Context<'a, S>,
}

/// Where the chunks of a member come from.
pub(crate) struct Source<'a, S> {
    pub member: &'a Member,
    pub context: &'a Context<'a, S>,
    pub chunks: Chunks<'a>,
    /// How far they got, in the member's own bytes.
    pub at: u64,
    /// The list that the end of what was consumed stands in.
    pub whereabouts: Whereabouts,
}

/// Where they go.
pub(crate) struct Sink<'a, S: Survey> {
    pub detected: Detected,
    pub carry: Carry,
    pub consumer: Consumer<'a, S>,
    pub whereabouts: Whereabouts,
}

/// What is wrong where the member's name says what it holds, and it holds something else.
pub(super) fn disagreement(member: &Member, layout: &Layout, paths: &Paths<'_>) -> Option<Error> {
    let file = member.name.rsplit('/').next()?;
    let (stem, _) = file
        .rsplit_once('.')
        .filter(|(_, ending)| ending.eq_ignore_ascii_case("xml"))?;
    let named = layout.listed_in(stem);
    let held = named.iter().any(|entity| paths.has(*entity, stem));
    if named.is_empty() || held || !(paths.anything_known() || paths.anything_unclaimed()) {
        return None;
    }
    let misnamed = Fault::Misnamed {
        file: file.to_owned(),
        wanted: named[0].into(),
    };
    Some(Error::new(misnamed).in_member(&member.name))
}
