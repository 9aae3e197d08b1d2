//! placeholder until the merge
use super::Error;
use crate::directory::FileStore;
use std::path::Path;
/// x
pub fn list(_path: &Path) -> Result<FileStore, Error> {
    Err(Error::new("x"))
}
