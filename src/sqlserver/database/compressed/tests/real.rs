//! Backups that SQL Server wrote.

use super::super::open;
use crate::sqlserver::database::address::u16_at;
use crate::sqlserver::database::file::PlainFile;
use crate::sqlserver::database::storage::Bytes as _;
use crate::sqlserver::real_files;

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn compressed_backups_of_sql_server_are_decoded_whole() {
    for (name, length) in [
        ("tsqlv4-2016.joeycheung.bak", 7_577_600),
        ("school-2019.peterezz.bak", 3_907_584),
    ] {
        let file = PlainFile::open(&real_files::path(&format!("bak-compressed/{name}"))).unwrap();
        let container = open(name, Box::new(file)).unwrap();
        assert_eq!(container.notices, [""; 0], "{name}");
        assert_eq!(container.notices, Vec::<String>::new(), "{name}");
        assert_eq!(container.length(), length, "{name}");
        let mut tape = vec![0; length as usize];
        container.read(0, &mut tape).unwrap();
        assert!(tape.starts_with(b"TAPE"), "{name}");
        let words = (0..25).map(|word| u16_at(&tape, 2 * word).unwrap());
        let sum = words.fold(0, |sum, word| sum ^ word);
        assert_eq!(u16_at(&tape, 50), Some(sum), "{name}");
    }
}
