use std::collections::BTreeMap;

use super::{Action, BadCharacter, Decision, Deed, Impossible, NoInvitations, Refusal, Subject};
use crate::directory::{Category, Directory, Parent, PrincipalRef, is_xml_char};
use crate::rules::outside_scope::{self, Outside, Watch};
use crate::rules::{Evidence, ObjectKind, root_manager};

/// What was decided, by the object it is about. Every choice is known by the place of its decision.
#[derive(Debug)]
pub(super) struct Choices<'a> {
    decisions: &'a [Decision],
    /// By position: the decision that leaves out the category, its own or one about a category above.
    categories_left_out: Vec<Option<usize>>,
    /// By position: the decision that leaves out the room, its own or one about a category above.
    rooms_left_out: Vec<Option<usize>>,
    names: BTreeMap<Subject, usize>,
    /// Rooms whose category is to send invitations.
    inviting: BTreeMap<u32, usize>,
    /// Principals without roles and scope entries.
    dropped: BTreeMap<PrincipalRef, usize>,
    /// Principals who are no longer to manage the root.
    root_dropped: BTreeMap<PrincipalRef, usize>,
    /// Rooms that are to be left by those who do not belong there.
    cleared: BTreeMap<u32, usize>,
    /// Who that is.
    outside: BTreeMap<u32, Outside<'a>>,
}

impl<'a> Choices<'a> {
    /// Finds what each decision is about.
    pub fn new(evidence: &'a Evidence<'a>, decisions: &'a [Decision]) -> Result<Self, Refusal> {
        let directory = evidence.directory;
        let mut choices = Choices {
            decisions,
            categories_left_out: vec![None; directory.categories.len()],
            rooms_left_out: vec![None; directory.rooms.len()],
            names: BTreeMap::new(),
            inviting: BTreeMap::new(),
            dropped: BTreeMap::new(),
            root_dropped: BTreeMap::new(),
            cleared: BTreeMap::new(),
            outside: BTreeMap::new(),
        };
        for (at, decision) in decisions.iter().enumerate() {
            choices.take(evidence, at, decision)?;
        }
        choices.leave_out_below(evidence);
        for (room, decision) in &choices.inviting {
            if choices.room_left_out(*room).is_none() {
                can_invite(evidence, *room).map_err(|reason| refusal(*decision, reason))?;
            }
        }
        choices.find_outside(evidence)?;
        choices.keep_scopes_closed(directory)?;
        Ok(choices)
    }

    fn take(
        &mut self,
        evidence: &Evidence<'_>,
        at: usize,
        decision: &'a Decision,
    ) -> Result<(), Refusal> {
        let Decision { rule, kind, id, .. } = decision;
        let subject = subject(evidence.directory, *kind, id);
        if let Some(reason) = missing(evidence, decision) {
            return Err(refusal(at, reason));
        }
        let is_root = *kind == ObjectKind::Category && evidence.tree.is_root(id);
        match (&decision.action, subject) {
            (Action::Keep, _) | (_, None) => {}
            (Action::Rename(_) | Action::Exclude, _) if is_root => {
                return Err(refusal(at, Impossible::IsRoot));
            }
            (
                Action::Rename(name),
                Some(it @ (Subject::Category(_) | Subject::Room(_) | Subject::Addin(_))),
            ) => {
                let before = name_before(evidence, it).unwrap_or_default();
                can_be_called(name, before).map_err(|reason| refusal(at, reason))?;
                self.rename(at, it, name)?;
            }
            (Action::Exclude, Some(Subject::Category(it))) => {
                self.categories_left_out[it as usize].get_or_insert(at);
            }
            (Action::Exclude, Some(Subject::Room(it))) => {
                self.rooms_left_out[it as usize].get_or_insert(at);
            }
            (Action::Drop, Some(Subject::Principal(it))) => {
                let list = if *rule == root_manager::RULE.id {
                    &mut self.root_dropped
                } else {
                    &mut self.dropped
                };
                list.entry(it).or_insert(at);
            }
            (Action::Drop, Some(Subject::Room(it))) if *rule == outside_scope::RULE.id => {
                self.cleared.entry(it).or_insert(at);
            }
            (Action::EnableInvitations, Some(Subject::Room(it))) => {
                self.inviting.entry(it).or_insert(at);
            }
            (action, Some(_)) => {
                let deed = match action {
                    Action::Keep => Deed::Kept,
                    Action::Rename(_) => Deed::Renamed,
                    Action::Exclude => Deed::LeftOut,
                    Action::Drop => Deed::LosesRoles,
                    Action::EnableInvitations => Deed::Invites,
                };
                let reason = Impossible::NoSuchDeed {
                    kind: *kind,
                    id: id.clone(),
                    deed,
                    rule,
                };
                return Err(refusal(at, reason));
            }
        }
        Ok(())
    }

    fn rename(&mut self, at: usize, subject: Subject, name: &str) -> Result<(), Refusal> {
        match self.names.get(&subject) {
            Some(other) if self.name_of(*other) != name => Err(Refusal {
                decision: at,
                other: Some(*other),
                reason: Impossible::TwoNames {
                    one: self.name_of(*other).to_owned(),
                    other: name.to_owned(),
                },
            }),
            Some(_) => Ok(()),
            None => {
                self.names.insert(subject, at);
                Ok(())
            }
        }
    }

    fn name_of(&self, decision: usize) -> &'a str {
        match &self.decisions[decision].action {
            Action::Rename(name) => name,
            _ => "",
        }
    }

    /// What is left out takes along all that is below it.
    fn leave_out_below(&mut self, evidence: &Evidence<'_>) {
        let Evidence {
            directory, tree, ..
        } = evidence;
        let own = self.categories_left_out.clone();
        if own.iter().any(Option::is_some) {
            let own_of = |it: &Category| own[directory.category_position(&it.id)?];
            // The root cannot be left out, so nothing inherits it from there.
            let inherited = tree.inherited(own_of);
            for (at, left_out) in self.categories_left_out.iter_mut().enumerate() {
                *left_out = inherited.at(at).map(|(_, decision)| decision);
            }
        }
        for (left_out, room) in self.rooms_left_out.iter_mut().zip(&directory.rooms) {
            if let Parent::Category(category) = tree.category_of(room)
                && let Some(above) = directory.category_position(&category.id)
            {
                *left_out = left_out.or(self.categories_left_out[above]);
            }
        }
    }

    fn find_outside(&mut self, evidence: &'a Evidence<'a>) -> Result<(), Refusal> {
        let Some(first) = self.cleared.values().next() else {
            return Ok(());
        };
        let unknown = |decision| move |_| refusal(decision, Impossible::UnknownScope);
        let mut watch = Watch::new(evidence).map_err(unknown(*first))?;
        for (at, decision) in &self.cleared {
            let room = &evidence.directory.rooms[*at as usize];
            let outside = watch.outside(room).map_err(unknown(*decision))?;
            self.outside.insert(*at, outside);
        }
        Ok(())
    }

    /// A scope without entries admits all, so none may lose its last one.
    fn keep_scopes_closed(&self, directory: &Directory) -> Result<(), Refusal> {
        if self.dropped.is_empty() {
            return Ok(());
        }
        let categories = (0..).zip(&directory.categories);
        let categories = categories
            .filter(|(at, _)| self.category_left_out(*at).is_none())
            .map(|(_, it)| (ObjectKind::Category, &it.id, &it.scope));
        let rooms = (0..).zip(&directory.rooms);
        let rooms = rooms
            .filter(|(at, _)| self.room_left_out(*at).is_none())
            .map(|(_, it)| (ObjectKind::Room, &it.id, &it.scope));
        for (kind, id, scope) in categories.chain(rooms) {
            let mut cut = scope
                .iter()
                .filter_map(|entry| self.dropped(entry.principal));
            let Some(decision) = cut.next() else {
                continue;
            };
            let stays = |denied| {
                let mut entries = scope.iter().filter(|entry| entry.denied == denied);
                entries.any(|entry| self.dropped(entry.principal).is_none())
            };
            let had_admitted = scope.iter().any(|entry| !entry.denied);
            if !stays(false) && (had_admitted || !stays(true)) {
                return Err(Refusal {
                    decision,
                    other: cut.find(|other| *other != decision),
                    reason: Impossible::ScopeOpened {
                        kind,
                        id: id.to_string(),
                    },
                });
            }
        }
        Ok(())
    }

    /// The rule that a decision belongs to.
    pub fn rule(&self, decision: usize) -> &'static str {
        self.decisions[decision].rule
    }

    /// The decision that leaves out the category at this position.
    pub fn category_left_out(&self, at: u32) -> Option<usize> {
        self.categories_left_out[at as usize]
    }

    /// The decision that leaves out the room at this position.
    pub fn room_left_out(&self, at: u32) -> Option<usize> {
        self.rooms_left_out[at as usize]
    }

    /// The name that was decided, and the decision.
    pub fn name(&self, subject: Subject) -> Option<(&'a str, usize)> {
        let decision = *self.names.get(&subject)?;
        Some((self.name_of(decision), decision))
    }

    /// Whether the category of the room at this position is to send invitations, for its sake.
    pub fn invites(&self, room: u32) -> bool {
        self.inviting.contains_key(&room)
    }

    /// The decision that takes all roles and scope entries from a principal.
    pub fn dropped(&self, principal: PrincipalRef) -> Option<usize> {
        self.dropped.get(&principal).copied()
    }

    /// Who is to leave the room at this position, and by which decision.
    pub fn outside(&self, room: u32) -> Option<(&Outside<'a>, usize)> {
        Some((self.outside.get(&room)?, *self.cleared.get(&room)?))
    }

    /// The decision that takes the root from one of its managers.
    pub fn root_dropped(&self, principal: PrincipalRef) -> Option<usize> {
        self.dropped(principal)
            .or_else(|| self.root_dropped.get(&principal).copied())
    }
}

fn refusal(decision: usize, reason: Impossible) -> Refusal {
    Refusal {
        decision,
        other: None,
        reason,
    }
}

fn subject(directory: &Directory, kind: ObjectKind, id: &str) -> Option<Subject> {
    let position = |at: Option<usize>| at.map(|at| at as u32);
    match kind {
        ObjectKind::Category => position(directory.category_position(id)).map(Subject::Category),
        ObjectKind::Room => position(directory.room_position(id)).map(Subject::Room),
        ObjectKind::Addin => position(directory.addin_position(id)).map(Subject::Addin),
        ObjectKind::Principal => directory.principals.find(id).map(Subject::Principal),
        ObjectKind::Message | ObjectKind::Member => None,
    }
}

/// Why nothing can be done about an object that the input does not hold; nothing where it does.
pub fn missing(evidence: &Evidence<'_>, decision: &Decision) -> Option<Impossible> {
    let Decision {
        kind, id, action, ..
    } = decision;
    if subject(evidence.directory, *kind, id).is_some() {
        return None;
    }
    let (kind, id) = (*kind, id.clone());
    if is_mentioned(evidence, kind, &id) {
        return (*action != Action::Keep).then_some(Impossible::OnlyMentioned { kind, id });
    }
    let has_blanks = id.trim() != id;
    Some(Impossible::NotThere {
        kind,
        id,
        has_blanks,
    })
}

/// Whether something is known of an object that the directory does not hold: messages name rooms and authors.
fn is_mentioned(evidence: &Evidence<'_>, kind: ObjectKind, id: &str) -> bool {
    match kind {
        ObjectKind::Room => evidence.history.rooms.contains_key(id),
        ObjectKind::Principal => evidence.history.authors.find(id).is_some(),
        // They are not known one by one.
        ObjectKind::Message | ObjectKind::Member => true,
        ObjectKind::Category | ObjectKind::Addin => false,
    }
}

/// The full name that the input gives an object, where it is one that can have another.
fn name_before<'e>(evidence: &'e Evidence<'_>, subject: Subject) -> Option<&'e str> {
    let names = &evidence.names;
    let name = match subject {
        Subject::Category(at) => &names.categories[at as usize],
        Subject::Room(at) => &names.rooms[at as usize],
        Subject::Addin(at) => &names.addins[at as usize],
        Subject::Principal(_) => return None,
    };
    Some(&name.flat.text)
}

/// Why an object that is called `before` cannot be given this name, if so. What XML cannot carry may be in a name of the
/// input, and so in one that is made of it, but it is never decided on, and a line break comes from a spreadsheet's cell.
fn can_be_called(name: &str, before: &str) -> Result<(), Impossible> {
    if name.trim().is_empty() {
        return Err(Impossible::EmptyName);
    }
    let is_bad = |c: &char| (c.is_control() || !is_xml_char(*c)) && !before.contains(*c);
    let character = match name.chars().find(is_bad) {
        None => return Ok(()),
        Some('\n' | '\r') => BadCharacter::LineBreak,
        Some('\t') => BadCharacter::Tab,
        Some(other) => BadCharacter::Other {
            code: format!("{:04X}", u32::from(other)),
        },
    };
    Err(Impossible::BadName { character })
}

/// Why a room's category cannot be made to send invitations, if so.
fn can_invite(evidence: &Evidence<'_>, room: u32) -> Result<(), Impossible> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    let room = &directory.rooms[room as usize];
    let why = match tree.category_of(room) {
        Parent::Category(category) if tree.way(category).cyclic => NoInvitations::Circle,
        Parent::Category(_) => return Ok(()),
        Parent::Root => NoInvitations::BelowRoot,
        Parent::Unnamed | Parent::Missing(_) => NoInvitations::NoCategory,
    };
    let room = room.id.to_string();
    Err(Impossible::NoInvitations { room, why })
}
