//! Values that do not fit into their row (reference: sql-extracts, 6.6).

use super::page::{Address, PAGE, Page, kind};
use super::space::{Space, Store, Unit};

/// So many bytes of a value fit on a page.
const FRAGMENT: usize = 8040;
/// So many links a row may have to the parts of a value.
const ROOT_LINKS: usize = 5;
/// So many links a page of links has here.
const TREE_LINKS: usize = 500;

/// Writes values to pages.
pub struct Lobs {
    pub unit: Unit,
    /// The page that short values share.
    shared: Option<Page>,
    values: u64,
}

impl Lobs {
    pub fn new(unit: Unit) -> Self {
        Lobs {
            unit,
            shared: None,
            values: 0,
        }
    }

    /// Writes a value, and gives what stands in the row in its stead.
    pub fn write<S: Store>(&mut self, value: &[u8], space: &mut Space<S>) -> Vec<u8> {
        self.values += 1;
        let mut end = 0;
        let mut links: Vec<(u64, [u8; 8])> = Vec::new();
        for part in value.chunks(FRAGMENT) {
            end += part.len() as u64;
            links.push((end, self.fragment(3, part, space)));
        }
        if links.len() > ROOT_LINKS {
            let mut start = 0;
            let mut groups = Vec::new();
            for group in links.chunks(TREE_LINKS) {
                let end = group[group.len() - 1].0;
                groups.push((end, self.tree(group, start, space)));
                start = end;
            }
            links = groups;
        }
        assert!(links.len() <= ROOT_LINKS, "{} bytes", value.len());
        let mut root = vec![4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for (end, at) in links {
            root.extend((end as u32).to_le_bytes());
            root.extend(at);
        }
        root
    }

    /// A record of links: each with the end of what it leads to. Whether that counts from the beginning of the value or of
    /// what the record leads to, no file at hand tells; here it is the latter.
    fn tree<S: Store>(
        &mut self,
        group: &[(u64, [u8; 8])],
        start: u64,
        space: &mut Space<S>,
    ) -> [u8; 8] {
        let mut content = (TREE_LINKS as u16).to_le_bytes().to_vec();
        content.extend((group.len() as u16).to_le_bytes());
        content.extend(1u16.to_le_bytes());
        for (end, at) in group {
            content.extend((end - start).to_le_bytes());
            content.extend(at);
        }
        self.fragment(2, &content, space)
    }

    fn fragment<S: Store>(&mut self, what: u16, content: &[u8], space: &mut Space<S>) -> [u8; 8] {
        let mut record = vec![8, 0];
        record.extend((14 + content.len() as u16).to_le_bytes());
        record.extend((self.values << 16).to_le_bytes());
        record.extend(what.to_le_bytes());
        record.extend(content);
        if let Some(page) = &mut self.shared
            && page.fits(record.len())
        {
            return page.at.row(page.add(&record));
        }
        let at = space.page(&mut self.unit);
        // Whole pages of one value are of another kind than those that values share.
        let is_whole = record.len() > PAGE / 2;
        let of = if is_whole {
            kind::LOB_TREE
        } else {
            kind::LOB_MIX
        };
        let mut page = Page::new(of, at, self.unit.id);
        let slot = page.add(&record);
        let full = if is_whole {
            Some(page)
        } else {
            self.shared.replace(page)
        };
        if let Some(page) = full {
            space.write(page);
        }
        at.row(slot)
    }

    pub fn finish<S: Store>(&mut self, space: &mut Space<S>) -> Address {
        if let Some(page) = self.shared.take() {
            space.write(page);
        }
        space.close(&mut self.unit);
        self.unit.first_iam
    }
}
