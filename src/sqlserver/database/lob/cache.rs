//! Pages that were read before: the values of rows that follow each other lie side by side.

use super::super::address::PageAddress;
use super::super::damage::PageDamage;
use super::super::page::Page;
use super::super::storage::{PageBuffer, Storage, page_buffer};

/// How many pages are kept.
const KEPT: usize = 64;

/// The pages that were read last, each in the place that its number gives.
#[derive(Default)]
pub(super) struct Cache {
    /// Empty until a page is read.
    places: Vec<Option<Kept>>,
}

struct Kept {
    at: PageAddress,
    page: PageBuffer,
    damage: Option<PageDamage>,
}

impl Cache {
    /// The page at this address.
    ///
    /// # Errors
    /// Where there is no such page, or it is damaged.
    pub fn page(&mut self, storage: &Storage, at: PageAddress) -> Result<Page<'_>, PageDamage> {
        if self.places.is_empty() {
            self.places.resize_with(KEPT, || None);
        }
        let place = at.page as usize % KEPT;
        let kept = self.places[place].get_or_insert_with(|| Kept {
            at: PageAddress::default(),
            page: page_buffer(),
            damage: None,
        });
        // No page has the address that a new place has.
        if kept.at != at {
            kept.at = at;
            kept.damage = storage.page(at, &mut kept.page).err();
        }
        match &kept.damage {
            None => Ok(Page::checked(&kept.page)),
            Some(damage) => Err(damage.clone()),
        }
    }
}
