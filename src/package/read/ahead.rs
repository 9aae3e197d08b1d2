//! Lists of records, read by whichever thread is free before it is known what stands around them.
//!
//! Where the piece before ended in a list, this one is taken to go on in it, and its whole entries are read as if they
//! stood there. Taken over is that only where it turns out so, and where it shows nothing new: else the entries are read
//! once more in their place. What is read is the same in any case.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem;
use quick_xml::events::Event;

use super::chunks::{Chunk, ends_a_name};
use super::elements::{Elements, List, reader_of_a_stretch};
use super::scan::{Piece, Scanned};
use crate::package::read::context::Context;

/// Less than this part of a chunk is not worth it.
const LEAST: usize = 64;

/// The list that a member is in, as far as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whereabouts(Arc<Mutex<Option<Arc<Around>>>>);

/// What stands around the entries of a list.
#[derive(Debug)]
pub(crate) struct Around {
    list: List,
    /// The local names of the elements around the entries, the outermost first.
    names: Vec<Box<str>>,
}

impl Whereabouts {
    /// Where it is now; `None` before the first list.
    pub fn get(&self) -> Option<Arc<Around>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Says where it is.
    pub fn set(&self, elements: &Elements<'_>) {
        let Some(list) = &elements.list else { return };
        let mut here = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if here.as_ref().is_none_or(|here| here.list != *list) {
            let names = elements.paths.names(list.path);
            *here = Some(Arc::new(Around {
                list: list.clone(),
                names: names.into_iter().map(Box::from).collect(),
            }));
        }
    }
}

/// Entries of a list that were read ahead.
pub(crate) struct Ahead<'l> {
    /// Where they stand in the chunk: whole entries.
    pub range: Range<usize>,
    around: Arc<Around>,
    elements: Elements<'l>,
}

impl<'l> Ahead<'l> {
    /// Reads the entries in what a scan found beside messages, in the order of the text.
    pub fn all<S, R>(
        chunk: &Chunk,
        scanned: &Scanned<R>,
        around: &Arc<Around>,
        context: &Context<'l, S>,
    ) -> Vec<Ahead<'l>> {
        let pieces = scanned.pieces.iter();
        let rests = pieces.filter_map(|piece| match piece {
            Piece::Rest(range) => Some(range),
            Piece::Run { .. } => None,
        });
        rests
            .filter_map(|range| Ahead::read(chunk, range, around, context))
            .collect()
    }

    fn read<S>(
        chunk: &Chunk,
        piece: &Range<usize>,
        around: &Arc<Around>,
        context: &Context<'l, S>,
    ) -> Option<Ahead<'l>> {
        let text = &chunk.text[piece.clone()];
        let least = context.buffers.size() / LEAST;
        // Between messages there are many that are short.
        if text.len() < least {
            return None;
        }
        let (first, last) = entries(text, around.list.entry.as_bytes())?;
        if last - first < least || !is_whole(&text[..first]) {
            return None;
        }
        let range = piece.start + first..piece.start + last;
        let mut elements = Elements::within(context.layout, &around.names, context.limits);
        elements.read(chunk, range.start, range.end).ok()?;
        elements
            .is_where_it_began(around.names.len())
            .then(|| Ahead {
                range,
                around: Arc::clone(around),
                elements,
            })
    }

    /// Hands over what was read, where the entries stand as was thought and show nothing new.
    pub fn give(self, to: &mut Elements<'l>) -> bool {
        to.is_directly_in(self.around.list.path) && to.take_over(self.elements)
    }
}

/// Where the first and the last element of this name begin, as far as bytes tell it.
fn entries(text: &[u8], name: &[u8]) -> Option<(usize, usize)> {
    let start = [b"<", name].concat();
    let ends = |at: &usize| text.get(at + start.len()).is_some_and(ends_a_name);
    let first = memmem::find_iter(text, &start).find(ends)?;
    let last = memmem::rfind_iter(text, &start).find(ends)?;
    Some((first, last))
}

/// Whether these are whole tags and texts.
fn is_whole(text: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(text) else {
        return false;
    };
    let mut reader = reader_of_a_stretch(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::input::buffers::Buffers;
    use crate::input::members::Member;
    use crate::input::{Limits, Progress};
    use crate::package::read::member::{MemberJob, open};
    use crate::package::read::names::Names;
    use crate::package::{Layout, Options};
    use crate::reading::NoSurvey;

    /// How many of a member's chunks were read ahead, and how many of those were taken over.
    fn ahead(text: &str, chunk: usize) -> (usize, usize) {
        let (layout, limits) = (Layout::built_in(), Limits::default());
        let options = Options {
            layout: &layout,
            skip_damaged: false,
            show_content: false,
            limits: &limits,
        };
        let (names, buffers) = (Names::new(&layout), Buffers::new(chunk));
        let progress = Progress::default();
        let context = Context::new(options, &names, &buffers, &NoSurvey, &progress);
        let text = Cursor::new(text.as_bytes().to_vec());
        let member = Member::from_reader("a.xml", Box::new(text));
        let job = MemberJob {
            member: &member,
            context: &context,
        };
        let Ok((mut source, sink)) = open(job) else {
            panic!("a member of XML");
        };
        let mut elements = sink.consumer.elements;
        let mut counts = (0, 0);
        while let Some(chunk) = source.chunks.next().unwrap() {
            let (chunk, scanned) = context.scan(chunk);
            let around = sink.whereabouts.get();
            let mut at = 0;
            for ahead in around
                .iter()
                .flat_map(|it| Ahead::all(&chunk, &scanned, it, &context))
            {
                let Range { start, end } = ahead.range;
                elements.read(&chunk, at, start).unwrap();
                counts.0 += 1;
                at = start;
                if ahead.give(&mut elements) {
                    counts.1 += 1;
                    at = end;
                }
            }
            elements.read(&chunk, at, scanned.end).unwrap();
            sink.whereabouts.set(&elements);
        }
        counts
    }

    fn users(ids: impl Iterator<Item = u32>) -> String {
        let users = ids.map(|id| format!("<User principalId=\"{id}\"><Name>{id}</Name></User>"));
        format!(
            "<Pool><AdUsers>{}</AdUsers></Pool>",
            users.collect::<String>()
        )
    }

    #[test]
    fn whole_entries_of_a_list_are_read_before_it_is_known_where_they_stand() {
        let (read, taken) = ahead(&users(0..200), 1_000);
        assert!(
            read >= 8 && taken == read,
            "{read} pieces, {taken} taken over"
        );
    }

    #[test]
    fn what_shows_something_new_is_read_again_in_its_place() {
        // An id that is there twice, far apart.
        let (read, taken) = ahead(&users((0..100).chain(50..51).chain(100..200)), 1_000);
        assert_eq!(taken + 1, read);
        // The entries are called as before, and stand in another list.
        let two = users(0..100) + &users(100..200).replace("AdUsers", "Others");
        let two = two.replace("</Pool><Pool>", "");
        let (read, taken) = ahead(&two, 1_000);
        assert!(
            0 < taken && taken < read,
            "{read} pieces, {taken} taken over"
        );
    }
}
