//! `Origin.xml`: what wrote the bacpac, and how much is in it.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::fault::BacpacFault;
use crate::input::Error;
use crate::input::members::Member;
use crate::sqlserver::bacpac::model::{attribute, damaged};

/// The form of the data that is known.
const VERSION: &str = "2.0.0.0";

/// It says few things; whatever is longer is none.
const LONGEST: u64 = 1 << 20;

/// What it says of the rows.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// How many all tables have together; not every version says it.
    pub rows: Option<u64>,
    /// Whether rows were exported at all.
    pub has_rows: bool,
}

/// Reads it.
///
/// # Errors
/// Where it cannot be read, or the rows are in a form that is not known.
pub(super) fn read(member: &Member) -> Result<Origin, Error> {
    let mut reader = Reader::from_reader(BufReader::new(member.open()?.take(LONGEST)));
    let mut buffer = Vec::new();
    let mut inside = String::new();
    let mut is_data = false;
    let mut origin = Origin::default();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(|error| damaged(&error, reader.buffer_position()))? {
            Event::Start(element) => {
                inside = element.local_name().as_ref().to_owned();
                is_data = attribute(&element, "StreamName").is_some_and(|name| name == "Data");
            }
            Event::Text(text) => {
                let text = text.trim();
                match inside.as_str() {
                    "Version" if is_data && text != VERSION => {
                        return Err(Error::new(BacpacFault::OtherForm {
                            form: text.to_owned(),
                            known: VERSION,
                        }));
                    }
                    "TableRowCountTotalTag" => origin.rows = text.parse().ok(),
                    "ContainsExportedData" => origin.has_rows = text.eq_ignore_ascii_case("true"),
                    _ => {}
                }
            }
            Event::End(_) => inside.clear(),
            Event::Eof => return Ok(origin),
            _ => {}
        }
    }
}
