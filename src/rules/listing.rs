//! Every room, every category and every principal, with what holds for it: counts, dates, and settings as they are in effect.

use super::Evidence;
use crate::directory::{
    Behavior, Category, Grant, Inherited, Principal, PrincipalRef, Room, RoomHistory, Settings,
    Visibility, natural_order,
};
use crate::time::Ticks;

/// A room, and what holds for it.
#[derive(Debug)]
pub struct ListedRoom<'a> {
    /// The room.
    pub room: &'a Room,
    /// What it will be called.
    pub full_name: &'a str,
    /// Its category, where the input has it.
    pub category: Option<&'a Category>,
    /// Whether it sends invitations, by its own setting or that of a category above.
    pub invite: Option<bool>,
    /// Who can see it, likewise.
    pub visibility: Option<Visibility>,
    /// Normal room or auditorium, likewise.
    pub behavior: Option<Behavior>,
    /// How many manage it.
    pub managers: usize,
    /// How many are members.
    pub members: usize,
    /// How many are presenters.
    pub presenters: usize,
    /// Its messages; none where the input has no messages at all.
    pub messages: Option<ListedMessages>,
}

/// The messages of a room.
#[derive(Debug, Default)]
pub struct ListedMessages {
    /// How many there are.
    pub count: u64,
    /// Their text in bytes.
    pub bytes: u64,
    /// The earliest plausible time.
    pub first: Option<Ticks>,
    /// The latest plausible time.
    pub last: Option<Ticks>,
    /// How many have written.
    pub authors: usize,
    /// How many messages are alerts.
    pub alerts: u64,
    /// How many files they refer to.
    pub files: usize,
}

impl From<&RoomHistory> for ListedMessages {
    fn from(history: &RoomHistory) -> Self {
        ListedMessages {
            count: history.messages,
            bytes: history.bytes,
            first: history.first,
            last: history.last,
            authors: history.authors.len(),
            alerts: history.alerts,
            files: history.files.len(),
        }
    }
}

/// A category, and what holds for it.
#[derive(Debug)]
pub struct ListedCategory<'a> {
    /// The category.
    pub category: &'a Category,
    /// What it will be called.
    pub full_name: &'a str,
    /// How many categories are above it.
    pub depth: u32,
    /// Whether it is the root.
    pub is_root: bool,
    /// Whether its rooms send invitations.
    pub invite: ListedFlag,
    /// Whether their history is kept.
    pub logged: ListedFlag,
    /// Whether files can be uploaded.
    pub file_post: ListedFlag,
    /// How many manage it.
    pub managers: usize,
    /// How many may make rooms in it.
    pub creators: usize,
    /// How many its own scope admits.
    pub scope_allowed: usize,
    /// How many its own scope denies.
    pub scope_denied: usize,
    /// How many rooms are directly in it.
    pub rooms: u64,
    /// How many messages these have; none where the input has no messages at all.
    pub messages: Option<u64>,
}

/// A setting of a category.
#[derive(Clone, Copy, Debug)]
pub struct ListedFlag {
    /// As it is set here.
    pub own: Option<bool>,
    /// As it is in effect: set here or above.
    pub in_effect: Option<bool>,
}

/// A user, group or other principal, and what it holds.
#[derive(Debug)]
pub struct ListedPerson<'a> {
    /// Its id, as the input spells it.
    pub id: &'a str,
    /// Its record; none where the input only refers to it.
    pub principal: Option<&'a Principal>,
    /// How many roles it has on categories and rooms.
    pub roles: u64,
    /// In how many rooms it has a role.
    pub rooms: u64,
    /// How many rooms it manages.
    pub manages: u64,
    /// How many messages it wrote; none where the input has no messages at all.
    pub messages: Option<u64>,
}

impl Evidence<'_> {
    /// Every principal that the input describes or refers to, in the order of the ids.
    pub fn listed_people(&self) -> impl Iterator<Item = ListedPerson<'_>> {
        let principals = &self.directory.principals;
        let has_messages = self.directory.parts.messages;
        let mut order: Vec<PrincipalRef> = principals.references().collect();
        principals.sort(&mut order);
        order.into_iter().map(move |at| {
            let holdings = self.holdings()[at.0 as usize];
            ListedPerson {
                id: principals.id(at),
                principal: principals.get(at),
                roles: holdings.roles,
                rooms: holdings.rooms,
                manages: holdings.manages,
                messages: has_messages.then_some(holdings.messages),
            }
        })
    }

    /// Every room, in the order of the ids.
    pub fn listed_rooms(&self) -> impl Iterator<Item = ListedRoom<'_>> {
        let invite = self.tree.inherited(|it| it.settings.invite);
        let visibility = self.tree.inherited(|it| it.settings.visibility);
        let behavior = self.tree.inherited(|it| it.settings.behavior);
        let rooms = &self.directory.rooms;
        let has_messages = self.directory.parts.messages;
        in_order(rooms, |room| &room.id).into_iter().map(move |at| {
            let room = &rooms[at];
            let history = self.history.rooms.get(&room.id);
            ListedRoom {
                room,
                full_name: &self.names.rooms[at].flat.text,
                category: (room.category.as_deref()).and_then(|id| self.directory.category(id)),
                invite: self.of_room(room, |it| it.invite, &invite),
                visibility: self.of_room(room, |it| it.visibility, &visibility),
                behavior: self.of_room(room, |it| it.behavior, &behavior),
                managers: holders(&room.roles, |grant| grant.manager),
                members: holders(&room.roles, |grant| grant.member),
                presenters: holders(&room.roles, |grant| grant.presenter),
                messages: has_messages
                    .then(|| history.map(ListedMessages::from).unwrap_or_default()),
            }
        })
    }

    /// Every category, in the order of the ids.
    pub fn listed_categories(&self) -> impl Iterator<Item = ListedCategory<'_>> {
        let categories = &self.directory.categories;
        let mut rooms = vec![0_u64; categories.len()];
        let mut messages = vec![0_u64; categories.len()];
        for room in &self.directory.rooms {
            let category = room.category.as_deref();
            if let Some(at) = category.and_then(|id| self.directory.category_position(id)) {
                rooms[at] += 1;
                messages[at] += self.history.messages_in(&room.id);
            }
        }
        let invite = self.tree.inherited(|it| it.settings.invite);
        let logged = self.tree.inherited(|it| it.settings.logged);
        let file_post = self.tree.inherited(|it| it.settings.file_post);
        let has_messages = self.directory.parts.messages;
        let order = in_order(categories, |category| &category.id);
        order.into_iter().map(move |at| {
            let category = &categories[at];
            let flag = |own, inherited: &Inherited<'_, bool>| ListedFlag {
                own,
                in_effect: inherited.value(category),
            };
            let scope = |denied| {
                let entries = category.scope.iter();
                entries.filter(|entry| entry.denied == denied).count()
            };
            ListedCategory {
                category,
                full_name: &self.names.categories[at].flat.text,
                depth: self.tree.way(category).depth,
                is_root: self.tree.is_root(&category.id),
                invite: flag(category.settings.invite, &invite),
                logged: flag(category.settings.logged, &logged),
                file_post: flag(category.settings.file_post, &file_post),
                managers: holders(&category.roles, |grant| grant.manager),
                creators: holders(&category.roles, |grant| grant.creator),
                scope_allowed: scope(false),
                scope_denied: scope(true),
                rooms: rooms[at],
                messages: has_messages.then_some(messages[at]),
            }
        })
    }

    /// A room's own setting, else that of the categories above.
    fn of_room<T: Copy>(
        &self,
        room: &Room,
        get: impl Fn(&Settings) -> Option<T>,
        inherited: &Inherited<'_, T>,
    ) -> Option<T> {
        get(&room.settings).or_else(|| inherited.value(self.tree.category_above(room)?))
    }
}

/// Where the objects stand, in the order of their ids.
fn in_order<T>(objects: &[T], id: impl Fn(&T) -> &str) -> Vec<usize> {
    let mut order: Vec<usize> = (0..objects.len()).collect();
    order.sort_by(|a, b| natural_order(id(&objects[*a]), id(&objects[*b])));
    order
}

fn holders(roles: &[Grant], role: impl Fn(&Grant) -> bool) -> usize {
    roles.iter().filter(|grant| role(grant)).count()
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

    #[test]
    fn people_stand_in_the_order_of_ids_with_what_they_hold() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        pool.room("11", "2", "Desk");
        pool.user("12");
        pool.principal("7", PrincipalKind::Group, |_| {});
        pool.grant("10", "12", "manager");
        pool.grant("11", "12", "member");
        pool.grant("2", "7", "creator");
        // Nothing describes it.
        pool.grant("11", "9", "member");
        let evidence = pool.evidence();
        let people: Vec<_> = evidence
            .listed_people()
            .filter(|it| it.id != "1")
            .map(|it| {
                (
                    it.id,
                    it.principal.is_some(),
                    it.roles,
                    it.rooms,
                    it.manages,
                )
            })
            .collect();
        assert_eq!(
            people,
            [
                ("7", true, 1, 0, 0),
                ("9", false, 1, 1, 0),
                ("12", true, 2, 2, 1),
            ]
        );
    }
}
