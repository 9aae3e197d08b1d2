use super::*;
use crate::workbook::{Book, Cell, Column, Look};

#[test]
fn what_was_written_is_read() {
    let column = |name, look| Column {
        name,
        width: 10,
        look,
    };
    let columns = [
        column("id", Look::Text),
        column("text", Look::Wrapped),
        column("number", Look::Plain),
    ];
    // One in memory, one in a temporary file.
    for count in [2, 6_000] {
        let bytes = Book::whole(|book| {
            let mut sheet = book.sheet("Things", &columns, count).unwrap();
            for row in 0..count {
                sheet.choice("=1+1", vec!["=1+1", "b"]).unwrap();
                sheet.cell(Cell::Text("a\n<b>_x0041_\u{e9}")).unwrap();
                sheet.cell(Cell::Number(row as u64)).unwrap();
                sheet.end_row().unwrap();
            }
            sheet.end()
        })
        .unwrap();
        let sheets = sheets(&bytes, &|_| true).unwrap();
        assert_eq!(sheets.len(), 1);
        assert_eq!(sheets[0].name, "Things");
        let rows = &sheets[0].rows;
        assert_eq!(rows.len(), count + 1);
        let texts: Vec<String> = rows[0].cells.iter().map(ReadCell::text).collect();
        assert_eq!(texts, ["id", "text", "number"]);
        assert_eq!(rows[count].number, count as u64 + 1);
        let last = &rows[count].cells;
        assert!(last.iter().all(|cell| !cell.is_formula));
        assert_eq!(last[0].value, ReadValue::Text("=1+1".into()));
        assert_eq!(last[1].text(), "a\n<b>_x0041_\u{e9}");
        assert_eq!(last[2].value, ReadValue::Number(count as f64 - 1.0));
    }
}

#[test]
fn what_is_no_workbook_or_damaged_is_told() {
    let sheets = |bytes: &[u8]| sheets(bytes, &|_| true);
    assert!(matches!(sheets(b"PK\x03\x04"), Err(Unreadable::Damaged(_))));
    let bytes = Book::whole(|book| book.page("A", &[9]).map(drop)).unwrap();
    assert_eq!(sheets(&bytes).unwrap().len(), 1);
    for end in (0..bytes.len()).step_by(97) {
        assert!(sheets(&bytes[..end]).is_err());
    }
    for at in (0..bytes.len()).step_by(13) {
        let mut other = bytes.clone();
        other[at] ^= 0x55;
        // No panic, whatever it is.
        let _ = sheets(&other);
    }
}
