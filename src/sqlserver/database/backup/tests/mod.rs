mod any;
mod order;
mod real;
mod sets;
mod stripes;
mod tape;

use crate::sqlserver::database::storage::Storage;

/// How many pages of the first file there are.
fn pages_of_1(storage: &Storage) -> u64 {
    let runs = storage.map().runs().iter();
    let own = runs.filter(|run| run.first.file == 1);
    own.map(|run| u64::from(run.count)).sum()
}
