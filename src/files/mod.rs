//! Uploaded files, which are in no package: what the messages refer to, room by room, held against a copy of the file
//! store, and the list of what is to be copied.
//!
//! That the store's whole folder is copied by hand is documented. Which file a link means is inferred, as the syntax of the
//! links is not published; that each room's files lie in a folder named after its GUID was seen elsewhere, and is not
//! documented either.

mod comparing;
mod copying;
mod matching;
mod spelling;
mod uploads;
mod windows;

pub use copying::{Batch, CopyList, Copying, Listed, Unfit, list};
pub use uploads::{
    Author, Count, FolderRoom, Kept, Near, Reference, RoomUploads, State, Store, Totals, Uploads,
    Use,
};
pub use windows::{BadName, WindowsFolder};
