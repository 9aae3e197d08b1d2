//! Versions of SQL Server by the internal version of a database (reference: sql-extracts, 9).

use super::fault::CatalogueFault;
use crate::input::Error;

/// The internal versions that a database can have whose catalogue is known.
const FIRST: u16 = 611;
const LAST: u16 = 998;

/// The version of SQL Server that made a database of this internal version, or brought it up to it.
pub(crate) fn release(version: u16) -> Option<&'static str> {
    Some(match version {
        515 => "SQL Server 7.0",
        539 => "SQL Server 2000",
        611 | 612 => "SQL Server 2005",
        655 => "SQL Server 2008",
        660 | 661 => "SQL Server 2008 R2",
        706 => "SQL Server 2012",
        782 => "SQL Server 2014",
        852 => "SQL Server 2016",
        869 => "SQL Server 2017",
        904 => "SQL Server 2019",
        957 => "SQL Server 2022",
        998 => "SQL Server 2025",
        _ => return None,
    })
}

/// Makes sure that the catalogue of a database of this version is known.
///
/// # Errors
/// Where it is older or newer.
pub(super) fn supported(version: u16) -> Result<(), Error> {
    let release = release(version);
    let (first, last) = (FIRST, LAST);
    let fault = match version {
        ..FIRST => CatalogueFault::TooOld {
            version,
            release,
            first,
            last,
        },
        FIRST..=LAST => return Ok(()),
        _ => CatalogueFault::TooNew {
            version,
            release,
            first,
            last,
        },
    };
    Err(Error::new(fault))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_names() {
        assert_eq!(release(661), Some("SQL Server 2008 R2"));
        assert_eq!(release(700), None);
    }

    #[test]
    fn other_versions_are_refused_with_what_to_do() {
        for version in [611, 612, 655, 700, 904, 998] {
            assert!(supported(version).is_ok(), "{version}");
        }
        let old = supported(539).unwrap_err();
        assert_eq!(
            old.what,
            "the database has the internal version 539 (SQL Server 2000), whose catalogue is another one"
        );
        assert!(old.advice().contains("SQL Server 2005"));
        let new = supported(999).unwrap_err();
        assert!(
            new.what.to_string().contains("999, which is newer"),
            "{}",
            new.what
        );
        assert!(new.expectation().contains("998 (SQL Server 2025)"));
    }
}
