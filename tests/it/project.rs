//! The project file: options that are given once for all commands.

use crate::common::package::Package;
use crate::common::{Place, findings};

/// Two rooms of one name.
fn troubled() -> Package {
    Package::clean().edit("ChatRooms.xml", "<Name>Desk</Name>", "<Name>News</Name>")
}

fn place(project: &str) -> Place {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    place.write("pchat.toml", project);
    place
}

#[test]
fn the_loop_needs_no_more_than_what_makes_its_commands_different() {
    let place = place(
        "input = 'pool.zip'\ndecisions = 'decisions.csv'\nseparator = ' / '\nsince = 2012-01-01\n",
    );
    place.pchat("analyze").exits(1).says(&[
        "options from pchat.toml: input, decisions, separator, since",
        "3 new",
    ]);
    place.pchat("convert --what-if -q").exits(0);
    place.pchat("convert -o new.zip -q").exits(0);
    place
        .pchat("verify new.zip -q")
        .exits(0)
        .prints(&["Everything that was promised is there."]);
    // The same typed.
    let typed = "pool.zip --no-project --decisions decisions.csv --since 2012-01-01 --separator";
    let mut words: Vec<&str> = "convert --what-if --format json".split(' ').collect();
    words.extend(typed.split(' ').chain([" / "]));
    let typed = place.pchat_with(&words).exits(0);
    let from_file = place.pchat("convert --what-if --format json").exits(0);
    assert!(typed.stdout == from_file.stdout);
    assert!(!typed.stderr.contains("pchat.toml"), "{}", typed.stderr);
}

#[test]
fn the_command_line_wins_and_takes_the_whole_option() {
    let place = place(
        "input = 'pool.zip'\nforest = ['contoso.com', 'litware.com']\nsince = 2012-01-01\nfail-on = 'never'\n",
    );
    let outside = |options: &str| {
        let line = format!("analyze --format json --only foreign-forest {options}");
        let outcome = place.pchat(&line).exits(0);
        let found = findings(&outcome.json(), "foreign-forest").len();
        (found, outcome.stderr)
    };
    let (found, remark) = outside("");
    assert_eq!(found, 0, "contoso.com is one of the file's");
    assert!(
        remark.contains("input, since, forest, fail-on")
            || remark.contains("input, forest, since, fail-on"),
        "{remark}"
    );
    let (found, remark) = outside("--forest fabrikam.com");
    assert_eq!(found, 3, "nothing of the file's list is left");
    assert!(
        remark.contains("pchat.toml: input, since, fail-on"),
        "{remark}"
    );
    // Another input, and the exit code.
    place.write("other.zip", Package::clean().zip());
    place
        .pchat("analyze other.zip")
        .exits(0)
        .prints(&["other.zip"]);
    place.pchat("analyze --fail-on error").exits(1);
}

#[test]
fn it_is_found_beside_the_input_or_where_it_is_named() {
    let place = Place::new();
    std::fs::create_dir(place.path("data")).unwrap();
    std::fs::create_dir(place.path("own")).unwrap();
    place.write("data/pool.zip", troubled().zip());
    place.write("data/pchat.toml", "rows = 1\n");
    place.write(
        "own/contoso.toml",
        "input = '../data/pool.zip'\nreport = 'out'\n",
    );
    place
        .pchat("analyze data/pool.zip")
        .exits(1)
        .says(&["options from data/pchat.toml: rows"])
        .prints(&["… and 1 more"]);
    // Paths are looked for from the file's folder.
    place
        .pchat("analyze --project own/contoso.toml")
        .exits(1)
        .says(&["options from own/contoso.toml: input, report"]);
    assert!(
        place
            .list("own/out/analyze")
            .contains(&"README.txt".to_owned())
    );
    for line in [
        "analyze data/pool.zip --no-project",
        "analyze --project own/contoso.toml -q",
    ] {
        let outcome = place.pchat(line).exits(1);
        assert_eq!(outcome.stderr, "", "{line}");
    }
    place
        .pchat("analyze data/pool.zip --project nowhere.toml")
        .fails(2, &["nowhere.toml", "--no-project"]);
    // None is looked for where nothing is read.
    place.write("pchat.toml", "nonsense");
    place.pchat("explain orphan").exits(0);
    place.pchat("analyze --help").exits(0);
}

#[test]
fn what_it_may_not_say_is_named_with_its_line() {
    for (project, parts) in [
        (
            "rows = 3\nsinc = 1\n",
            &["line 2", "sinc", "did you mean since?"][..],
        ),
        ("output = 'new.zip'", &["line 1", "there is no output"]),
        ("csv_separator = 'tab'", &["did you mean csv-separator?"]),
        (
            "\n\nsince = 'soon'",
            &["line 3", "since", "soon", "2012-01-31"],
        ),
        ("threads = 0", &["line 1", "threads", "“0”"]),
        (
            "csv-separator = 'dot'",
            &["line 1", "none of comma, semicolon, tab, auto"],
        ),
        ("allow-empty = 'yes'", &["line 1", "expected true or false"]),
        ("forest = [1.5]", &["line 1", "forest", "quotation marks"]),
        (
            "store = ['a', 'b']",
            &["line 1", "store", "expected a text in quotation marks"],
        ),
        (
            "forest = ['contoso.com', 'no domain']",
            &["line 1", "no domain", "contoso.com"],
        ),
        ("\"a\\nb\" = 1", &["line 1", "there is no a␊b for"]),
        // An option of another command.
        ("level = 99", &["line 1", "level", "99"]),
        ("[analyze]\nrows = 3", &["line 1", "there is no analyze"]),
        ("rows = 3\nrows = 4", &["line 2", "duplicate key"]),
        ("rows = ", &["line 1", "docs/project.md"]),
        (
            "separator = \"a\\tb\"",
            &["line 1", "a␉b", "control characters"],
        ),
    ] {
        let place = place(project);
        place
            .pchat("inspect pool.zip")
            .fails(2, parts)
            .says(&["pchat.toml"]);
    }
}

#[test]
fn reports_have_a_folder_each_and_take_the_place_of_earlier_ones() {
    let place = place("input = 'pool.zip'\nreport = 'reports'\nfail-on = 'never'\n");
    for _ in 0..2 {
        place.pchat("analyze").exits(0);
        place.pchat("convert --what-if").exits(0);
        place.write("reports/analyze/mine.txt", "mine");
    }
    assert_eq!(place.list("reports"), ["analyze", "convert"]);
    assert_eq!(place.read("reports/analyze/mine.txt"), b"mine");
    // What was typed is refused as ever, and no package is replaced.
    place
        .pchat("analyze --report reports/analyze")
        .fails(2, &["the folder holds files already"]);
    place.write("new.zip", "mine");
    place
        .pchat("convert -o new.zip")
        .fails(2, &["new.zip", "--force"]);
    assert_eq!(place.read("new.zip"), b"mine");
}

#[test]
fn a_report_says_what_it_was_made_with() {
    let place = place("input = 'pool.zip'\nreport = 'out'\nsince = 2012-01-01\nthreads = 2\n");
    place
        .pchat("analyze --separator / --decisions decisions.csv")
        .exits(1);
    let text = String::from_utf8(place.read("out/analyze/README.txt")).unwrap();
    let (_, options) = text.split_once("Made with these options").expect(&text);
    for part in [
        "\n  --since 2012-01-01\n",
        "\n  --separator /\n",
        "\n  --decisions decisions.csv\n",
        "from the project file pchat.toml.",
    ] {
        assert!(options.contains(part), "{part} in\n{text}");
    }
    assert!(
        !options.contains("threads") && !options.contains("report"),
        "{text}"
    );
}

#[test]
fn texts_may_be_empty_and_begin_with_a_dash_and_switches_be_off() {
    let place = place("input = '-pool.zip'\nseparator = ''\nskip-damaged = false\nforest = []\n");
    let nested = Package::clean().edit(
        "Categories.xml",
        "</Categories>",
        r#"<Category id="3" parentId="2"><Name>Desk 3</Name></Category></Categories>"#,
    );
    place.write("-pool.zip", nested.zip());
    let outcome = place.pchat("analyze --format json").exits(0);
    let outcome = outcome.says(&["options from pchat.toml: input, separator\n"]);
    let analysis = outcome.json();
    assert_eq!(
        findings(&analysis, "nested-category")[0]["details"]["full_name"],
        "SalesDesk 3"
    );
    // What is wrong with the arguments is said as without a file.
    for line in [
        "analyze --bogus",
        "analyze --rows x",
        "analyze -- a --b --c -d",
    ] {
        let outcome = place.pchat(line);
        assert!(
            [Some(2), Some(3)].contains(&outcome.code),
            "{line}: {outcome:?}"
        );
    }
}

#[test]
fn the_name_of_a_command_may_be_a_value_before_it() {
    let place = place("input = 'pool.zip'\nrows = 1\n");
    place
        .pchat_with(&["--separator", "analyze", "analyze"])
        .exits(1)
        .says(&["options from pchat.toml: input, rows"])
        .prints(&["… and 1 more"]);
    place
        .pchat_with(&["analyze", "--only", "name-conflict", "--", "pool.zip"])
        .exits(1)
        .says(&["options from pchat.toml: rows"]);
}
