use super::Message;
use super::run_ids::RunIds;

/// What is made of a run's messages, room by room. A message that names no room is in the room around the run, which is
/// known only when the run is complete.
#[derive(Debug)]
pub(crate) struct ByRoom<T> {
    /// Of the messages that name no room.
    here: Option<T>,
    /// Of those that name one, by its number in `ids`.
    named: Vec<T>,
    ids: RunIds,
}

impl<T> Default for ByRoom<T> {
    fn default() -> Self {
        ByRoom {
            here: None,
            named: Vec::new(),
            ids: RunIds::default(),
        }
    }
}

impl<T: Default> ByRoom<T> {
    /// What is made of the room that the message is in.
    pub fn of(&mut self, message: &Message<'_>) -> &mut T {
        let Some(room) = message.own_room() else {
            return self.here.get_or_insert_default();
        };
        let at = self.ids.number(room) as usize;
        if at == self.named.len() {
            self.named.push(T::default());
        }
        &mut self.named[at]
    }

    /// Hands over what was made of each room. Messages of no room at all are left out: the reader counts them.
    pub fn each(self, around: Option<&str>, mut take: impl FnMut(&str, T)) {
        if let (Some(room), Some(here)) = (around, self.here) {
            take(room, here);
        }
        for (room, named) in self.ids.iter().zip(self.named) {
            take(room, named);
        }
    }
}
