use crate::input::Limits;
use crate::package::{self, Layout};
use crate::pool::schema;
use crate::sqlserver::{self, ExtractOptions};

/// How input is read.
#[derive(Debug)]
pub struct ReadOptions {
    /// Where things stand in the XML of a package.
    pub layout: Layout,
    /// Step over damaged records and count them, rather than end with an error.
    pub skip_damaged: bool,
    /// What an extract of the database does not say itself.
    pub extract: ExtractOptions,
    /// What the input may ask for at most.
    pub limits: Limits,
}

impl Default for ReadOptions {
    /// The built-in layout, and nothing stepped over.
    fn default() -> Self {
        ReadOptions {
            layout: Layout::built_in(),
            skip_damaged: false,
            extract: ExtractOptions::default(),
            limits: Limits::default(),
        }
    }
}

impl ReadOptions {
    /// How a package is read.
    pub fn of_package(&self) -> package::Options<'_> {
        package::Options {
            layout: &self.layout,
            skip_damaged: self.skip_damaged,
            show_content: self.extract.show_content,
            limits: &self.limits,
        }
    }

    /// How an extract is read.
    pub fn of_extract(&self) -> sqlserver::Options<'_> {
        sqlserver::Options {
            skip_damaged: self.skip_damaged,
            limits: &self.limits,
            extract: &self.extract,
            published: schema::published(),
        }
    }
}
