//! placeholder until the merge
use super::Error;
use crate::directory::Inventory;
use std::path::Path;
/// x
pub fn looks_like_csv(_path: &Path) -> bool {
    false
}
/// x
pub fn read(_path: &Path) -> Result<Inventory, Error> {
    Err(Error::new("x"))
}
