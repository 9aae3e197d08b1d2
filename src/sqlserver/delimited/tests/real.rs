//! Files that SQL Server's tools wrote.

use super::{File, Got};
use crate::sqlserver::real_files;

#[track_caller]
fn real(name: &'static str) -> (File, Got) {
    let path = real_files::path(&format!("bcp-char/{name}"));
    let file = File::new(name, std::fs::read(path).unwrap());
    let got = file.good();
    for piece in [100, 1000, 4096] {
        assert_eq!(file.in_pieces(piece).good(), got, "pieces of {piece}");
    }
    (file, got)
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn culture() {
    let (_, got) = real("Culture.csv");
    assert_eq!(got.method, "text, tab, LF, no quotes, without header");
    assert_eq!((got.rows.len(), got.columns().len()), (8, 3));
    assert_eq!(
        got.rows[1],
        ["'ar    '", "'Arabic'", "'2008-04-30 00:00:00'"]
    );
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn product_review() {
    let (_, got) = real("ProductReview.csv");
    assert_eq!(got.method, "text, tab, LF, no quotes, without header");
    assert_eq!((got.rows.len(), got.columns().len()), (4, 8));
    assert_eq!(
        got.column("column3"),
        ["'John Smith'", "'David'", "'Jill'", "'Laura Norman'"]
    );
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn country_region() {
    let (_, got) = real("CountryRegion.csv");
    assert_eq!(got.method, "text, tab, CRLF, no quotes, without header");
    assert_eq!((got.rows.len(), got.columns().len()), (238, 3));
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn product_model() {
    let (_, got) = real("ProductModel.csv");
    assert_eq!(got.method, r"text, +|, &|\r\n, no quotes, without header");
    assert_eq!((got.rows.len(), got.columns().len()), (128, 6));
    let marks = got
        .rows
        .iter()
        .flatten()
        .filter(|value| value.starts_with("'\u{FEFF}"));
    assert!(marks.count() > 0, "the mark inside a field is data");
}
