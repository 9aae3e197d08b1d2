//! What people see of the sample: every kind of table, whole.

use insta::assert_snapshot;

use crate::common::{Place, copy_sample, pchat};

#[test]
fn inspect() {
    assert_snapshot!(pchat("inspect samples/contoso.zip").exits(0).text());
}

#[test]
fn inspect_a_backup() {
    assert_snapshot!(pchat("inspect samples/contoso.bak").exits(0).text());
}

#[test]
fn analyze() {
    assert_snapshot!(pchat("analyze samples/contoso.zip").exits(1).text());
}

#[test]
fn analyze_with_all_options() {
    let options = "--target samples/target --since 2010-01-01 --store samples/filestore --rows 3";
    let line = format!("analyze samples/contoso.zip {options}");
    assert_snapshot!(pchat(&line).exits(1).text());
}

#[test]
fn what_if() {
    let line = "convert samples/contoso.zip --what-if --decisions samples/decisions.csv";
    assert_snapshot!(pchat(line).exits(1).text());
}

#[test]
fn convert_and_verify() {
    let place = Place::new();
    for sample in ["contoso.zip", "decisions.csv"] {
        copy_sample(sample, &place.path(sample));
    }
    let decided = "--decisions decisions.csv";
    let converted = place.pchat(&format!("convert contoso.zip -o new.zip {decided}"));
    assert_snapshot!("convert", converted.exits(1).text());
    let proved = place.pchat(&format!("verify contoso.zip new.zip {decided}"));
    assert_snapshot!("verify_equal", proved.exits(0).text());
    let otherwise = place.pchat("verify contoso.zip new.zip");
    assert_snapshot!("verify_differences", otherwise.exits(5).text());
}

#[test]
fn tables() {
    assert_snapshot!(pchat("tables samples/contoso.sql").exits(0).text());
    let rows = pchat("tables samples/contoso.bak --table tblRoleType").exits(0);
    assert_snapshot!("tables_rows", rows.text());
}

#[test]
fn explain() {
    assert_snapshot!(pchat("explain").exits(0).text());
}
