//! One pool in every form of extract: the same findings, totals and digests as the package.

use crate::common::Place;
use crate::common::same::{digests, essence};

/// The forms that `pchat generate` writes, and what their output is called.
const FORMS: [(&str, &str); 9] = [
    ("script", "pool.sql"),
    ("csv", "csv"),
    ("grid", "grid"),
    ("sqlcmd", "sqlcmd"),
    ("bcp-c", "bcp-c"),
    ("bcp-w", "bcp-w"),
    ("bcp-n", "bcp-n"),
    ("bcp-wide-n", "bcp-wide-n"),
    ("bacpac", "pool.bacpac"),
];

const POOL: &str = "--rooms 30 --users 40 --messages 1500 --seed 7 -q";

#[test]
fn every_form_gives_what_the_package_gives() {
    for (schema, spelling) in [("legacy", "database"), ("2013", "database-2013")] {
        let place = Place::new();
        let line = format!("generate {POOL} -o package.zip --spell {spelling}");
        place.pchat(&line).exits(0);
        let options = "--format json --fail-on never --since 2011-01-01";
        let expected = essence(
            &place
                .pchat(&format!("analyze package.zip {options}"))
                .exits(0),
        );
        let promised = digests(&place, "package.zip", "from-package");
        for (form, name) in FORMS {
            let line = format!("generate {POOL} -o {name} --form {form} --schema {schema}");
            place.pchat(&line).exits(0);
            let found = place.pchat(&format!("analyze {name} {options}")).exits(0);
            assert_eq!(essence(&found), expected, "{form}, {schema}");
            assert_eq!(found.json()["input"]["kind"], "sql");
            let converted = digests(&place, name, &format!("from-{form}"));
            assert_eq!(converted, promised, "{form}, {schema}");
            place
                .pchat(&format!("verify {name} from-{form}.zip"))
                .exits(0)
                .prints(&["Everything that was promised is there."]);
        }
    }
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let place = Place::new();
    for (form, name) in FORMS {
        place
            .pchat(&format!("generate {POOL} -o {name} --form {form}"))
            .exits(0);
        let analyze = |threads| {
            let line = format!("analyze {name} --format json --fail-on never --threads {threads}");
            place.pchat(&line).exits(0).stdout
        };
        assert_eq!(analyze(1), analyze(3), "{form}");
    }
}

#[test]
fn a_table_may_be_in_several_files_and_the_files_may_be_named_one_by_one() {
    let place = Place::new();
    let node = "nodeID,parentID,nodeType,nodeName,nodeDesc\n";
    place.write(
        "tblNode.csv",
        format!("{node}1,1,1,Contoso,\n2,1,1,Sales,\n20,2,0,Offers,\n"),
    );
    let chat = "channelID,chatID,chatDate,userId,isAlert,content\n";
    place.write(
        "tblChat-1.csv",
        format!("{chat}20,1,634294368000000000,7,0,One\n"),
    );
    place.write(
        "tblChat-2.csv",
        format!("{chat}20,2,634294368000000001,7,0,Two\n"),
    );
    let all = "analyze tblNode.csv tblChat-1.csv tblChat-2.csv --fail-on never";
    place
        .pchat(all)
        .exits(0)
        .prints(&["2 messages", "1 room", "tblNode.csv and 2 more"]);
    place
        .pchat("analyze . --fail-on never")
        .exits(0)
        .prints(&["2 messages"]);
}

#[test]
fn inspect_says_what_each_file_is_and_how_it_was_read() {
    let place = Place::new();
    place
        .pchat(&format!("generate {POOL} -o extract --form csv"))
        .exits(0);
    place.write("extract/readme.txt", "Taken from the old server.\n");
    place.pchat("inspect extract").exits(0).prints(&[
        "dbo.tblChat.csv",
        "1,500 messages",
        "no extract",
        "tblContosoNotes",
        "Group Chat (2007 R2 or Lync 2010)",
    ]);
}

/// What `bcp` was told when it wrote the file: a format file, found beside it or named, and what stands between fields.
#[test]
fn what_bcp_was_told_can_be_told_again() {
    let place = Place::new();
    let format = "9.0\n2\n\
        1 SQLCHAR 0 12 \"|+\" 1 ID \"\"\n\
        2 SQLCHAR 0 40 \"\\n\" 2 City Latin1_General_CI_AS\n";
    for folder in ["beside", "elsewhere"] {
        std::fs::create_dir(place.path(folder)).unwrap();
    }
    place.write("beside/offices.dat", "1|+Bonn\n2|+Kiel\n");
    place.write("beside/offices.fmt", format);
    place.write("offices.dat", "1|+Bonn\n2|+Kiel\n");
    place.write("elsewhere/other.fmt", format);
    place.write("cities.txt", "1,~Bonn, am Rhein;\n2,~Kiel;\n");
    for (options, expected) in [
        (
            "beside/offices.dat --table offices",
            "ID,City\n1,Bonn\n2,Kiel\n",
        ),
        (
            "offices.dat --format-file elsewhere/other.fmt --table offices",
            "ID,City\n1,Bonn\n2,Kiel\n",
        ),
        (
            "cities.txt --field-terminator ,~ --row-terminator ;\\n --table cities",
            "column1,column2\n1,\"Bonn, am Rhein\"\n2,Kiel\n",
        ),
    ] {
        let rows = place.pchat(&format!("tables {options} --format csv"));
        assert_eq!(rows.exits(0).text(), expected, "{options}");
    }
}
