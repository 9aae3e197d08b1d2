//! Which pool the rows are of: a deployment's cmdlets list those of all its pools, the source's own among them.

use std::collections::BTreeMap;

use super::{Listing, TargetKind, TargetObject, error};
use crate::directory::Inventory;
use crate::input::Error;
use crate::surroundings::fault::{Fault, Named};

/// What the files list of one pool: of this one, or of the only one there is.
///
/// # Errors
/// Where the rows are of several pools and none was chosen, or of others than the chosen one, or do not say of which.
pub fn inventory(listings: &[Listing], pool: Option<&str>) -> Result<Inventory, Error> {
    let rows = || listings.iter().flat_map(|listing| &listing.rows);
    // As written first, by how they compare.
    let mut pools: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for row in rows().filter(|row| !row.pool.is_empty()) {
        let (_, count) = pools
            .entry(row.pool.to_lowercase())
            .or_insert((&row.pool, 0));
        *count += 1;
    }
    let named = || {
        let named = pools.values();
        let named: Vec<String> = named
            .map(|(pool, rows)| {
                let (pool, rows) = ((*pool).to_owned(), *rows);
                Named::Pool { pool, rows }.to_string()
            })
            .collect();
        named
    };
    let wanted = pool.map(|pool| pool.trim().trim_end_matches('.').to_lowercase());
    let path = || listings.first().map(|listing| listing.path.as_path());
    let refused = |what| Err(error(path().unwrap_or_else(|| "".as_ref()), what));
    match &wanted {
        None if pools.len() > 1 => {
            let (last, _) = pools.values().last().copied().unwrap_or_default();
            return refused(Fault::SeveralPools {
                count: pools.len(),
                pools: named(),
                last: last.to_owned(),
            });
        }
        Some(wanted) if !pools.is_empty() && !pools.contains_key(wanted) => {
            return refused(Fault::OtherPools {
                wanted: wanted.clone(),
                pools: named(),
            });
        }
        _ => {}
    }
    let nowhere = |listing: &&Listing| listing.rows.iter().any(|row| row.pool.is_empty());
    if let (Some(wanted), Some(listing)) = (&wanted, listings.iter().find(nowhere)) {
        let wanted = wanted.clone();
        return Err(error(&listing.path, Fault::PoolUnsaid { wanted }));
    }
    let mut inventory = Inventory::default();
    for listing in listings {
        let names = match listing.kind {
            TargetKind::Categories => &mut inventory.categories,
            TargetKind::Rooms => &mut inventory.rooms,
            TargetKind::Addins => &mut inventory.addins,
        };
        let is_wanted = |row: &&TargetObject| {
            let pool = || row.pool.to_lowercase();
            wanted.as_ref().is_none_or(|wanted| pool() == *wanted)
        };
        for row in listing.rows.iter().filter(is_wanted) {
            names.add(&row.id, &row.name);
            names.add_doubtful(&row.id, &row.name);
        }
    }
    Ok(inventory)
}
