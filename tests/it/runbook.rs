//! The runbook: every step of the guide, with what a pool needs, in forms that no name can break.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use insta::assert_snapshot;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use crate::common::package::Package;
use crate::common::{Place, copy_sample, pchat, root};
use crate::powershell::{Word, texts, words};

const SAMPLE: &str = "runbook samples/contoso.zip --decisions samples/decisions.csv --target samples/target --since 2010-01-01 --target-pool pchat01.contoso.com";

/// Names that would act somewhere: in Markdown, in HTML, in PowerShell, on a terminal.
const HOSTILE: [&str; 6] = [
    "'; Remove-Item C:\\ -Recurse #",
    "’; $(Get-Date) `n \" ‘‚‛ @{a=1} {} %PATH%",
    "<script>alert(1)</script><img src=x onerror=alert(1)> & </code></pre>",
    "[a](javascript:alert(1)) ![b](http://contoso.com/x.png) **c** ``` | :smile: www.contoso.com a@contoso.com",
    "one\ntwo\r\n- [x] three\u{2028}four",
    "\u{202e}gnp.exe\u{7}\u{200b}\u{e0001}",
];

/// A pool in which these names are those of rooms, of a category and of people, in findings of many kinds.
fn hostile() -> Package {
    let xml = |text: &str| {
        let mut xml = String::new();
        for c in text.chars() {
            xml += &format!("&#{};", u32::from(c));
        }
        xml
    };
    let mut rooms = String::new();
    let mut users = String::new();
    for (at, name) in HOSTILE.iter().enumerate() {
        let (name, person) = (xml(name), 100 + at);
        rooms += &format!(
            r#"<ChatRoom id="{person}" parentId="2" isDisabled="1"><Name>{name}</Name><Desc>{name}</Desc><Roles><Principal id="{person}" isMember="1"/></Roles><Topic>{name}!</Topic></ChatRoom>"#
        );
        users += &format!(
            r#"<User principalId="{person}" type="5" disabled="1"><Uri>sip:{name}@contoso.com</Uri><Name>{name}</Name></User>"#
        );
    }
    Package::clean()
        .edit(
            "ChatRooms.xml",
            "</ChatRooms>",
            &format!("{rooms}</ChatRooms>"),
        )
        .edit("AdUsers.xml", "</AdUsers>", &format!("{users}</AdUsers>"))
}

fn steps(runbook: &Value) -> Vec<&Value> {
    let chapters = runbook["chapters"].as_array().expect("chapters");
    let steps = chapters.iter().map(|it| it["steps"].as_array());
    steps.flat_map(|it| it.expect("steps")).collect()
}

fn step<'a>(runbook: &'a Value, id: &str) -> &'a Value {
    let mut steps = steps(runbook).into_iter();
    steps.find(|it| it["id"] == id).expect(id)
}

/// All lines that are to be typed, with the language of each.
fn lines(runbook: &Value) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    for commands in steps(runbook)
        .iter()
        .flat_map(|it| it["commands"].as_array().expect("commands"))
    {
        let language = commands["language"].as_str().expect("a language");
        let all = commands["lines"].as_array().expect("lines");
        lines.extend(
            all.iter()
                .map(|line| (language, line.as_str().expect("a line"))),
        );
    }
    lines
}

fn json(place: &Place, line: &str) -> Value {
    place
        .pchat(&format!("{line} --format json"))
        .exits(0)
        .json()
}

#[test]
fn the_sample_as_markdown() {
    assert_snapshot!(pchat(SAMPLE).exits(0).text());
}

#[test]
fn every_step_of_the_guide_is_there_with_what_it_rests_on() {
    let runbook = pchat(&format!("{SAMPLE} --format json")).exits(0).json();
    let guide: Vec<&str> = steps(&runbook)
        .iter()
        .filter_map(|it| it["guide"].as_str())
        .collect();
    for (part, last) in [("prerequisites", 2), ("prepare", 8), ("perform", 13)] {
        for number in 1..=last {
            let step = format!("{part}, {number}");
            assert!(guide.contains(&step.as_str()), "{step}");
        }
    }
    for step in steps(&runbook) {
        for todo in step["todo"].as_array().expect("instructions") {
            let has_page = todo["page"].is_string();
            assert_eq!(todo["rests"] == "documented", has_page, "{todo}");
        }
        let says = step["todo"].as_array().is_some_and(|it| !it.is_empty());
        let found = step["found"].as_array().is_some_and(|it| !it.is_empty());
        assert!(says || found || step["why_not"].is_string(), "{step}");
    }
}

#[test]
fn nothing_that_analyze_finds_is_missing() {
    let options = "samples/contoso.zip --target samples/target --format json";
    let runbook = pchat(&format!("runbook {options}")).exits(0).json();
    let listed: Vec<(&Value, &Value)> = steps(&runbook)
        .into_iter()
        .flat_map(|step| step["found"].as_array().expect("a list"))
        .map(|found| (&found["rule"], &found["items"]))
        .collect();
    let analysis = pchat(&format!("analyze {options}")).exits(1).json();
    for finding in analysis["findings"].as_array().expect("findings") {
        let object = &finding["object"];
        let is_listed = listed.iter().any(|(rule, items)| {
            **rule == finding["rule"]
                && (items.as_array().expect("items").iter()).any(|item| item["id"] == object["id"])
        });
        assert!(is_listed, "{finding}");
    }
}

#[test]
fn what_the_pool_does_not_need_stays_with_the_reason() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    let runbook = json(&place, "runbook pool.zip");
    for id in [
        "prepare-1",
        "prepare-2",
        "prepare-3",
        "prepare-4",
        "prepare-5",
        "prepare-6",
        "perform-7",
        "beyond-orphan",
    ] {
        let step = step(&runbook, id);
        assert_eq!(step["needed"], false, "{id}");
        assert!(
            step["why_not"]
                .as_str()
                .is_some_and(|it| it.contains("nothing")),
            "{id}"
        );
    }
    for id in [
        "prerequisites-2",
        "prepare-backup",
        "perform-2",
        "perform-6",
        "perform-13",
    ] {
        assert_eq!(step(&runbook, id)["needed"], true, "{id}");
    }
    let bare = Package::clean().without("ChatMessages.xml");
    place.write("bare.zip", bare.zip());
    let runbook = json(&place, "runbook bare.zip");
    let files = step(&runbook, "prepare-5");
    assert_eq!(
        files["needed"], true,
        "what could not be looked for may be there"
    );
    assert!(
        files["why_not"]
            .as_str()
            .is_some_and(|it| it.contains("no messages"))
    );
}

#[test]
fn people_have_names_and_addresses() {
    let runbook = pchat(&format!("{SAMPLE} --format json")).exits(0).json();
    let found = &step(&runbook, "prepare-6")["found"];
    let rooms = found[1]["items"].as_array().expect("rooms");
    let room = rooms.iter().find(|it| it["id"] == "31").expect("room 31");
    assert_eq!(room["people"][0]["name"], "User 18 (Litware)");
    assert_eq!(room["people"][0]["address"], "sip:user18@litware.com");
    assert_eq!(found[0]["items"][0]["address"], "sip:user18@litware.com");
}

#[test]
fn who_sees_to_it_depends_on_the_decisions() {
    let fate = |line: &str| {
        let runbook = pchat(&format!("{line} --format json")).exits(0).json();
        let items = &step(&runbook, "prepare-7")["found"][0]["items"];
        items[0]["fate"].as_str().map(str::to_owned)
    };
    let decided = "runbook samples/contoso.zip --decisions samples/decisions.csv";
    assert_eq!(fate("runbook samples/contoso.zip").as_deref(), Some("open"));
    assert_eq!(fate(decided).as_deref(), Some("converted"));
}

#[test]
fn long_lists_are_cut_and_say_where_the_rest_is() {
    let place = Place::new();
    let rooms: String = (100..150)
        .map(|id| format!(r#"<ChatRoom id="{id}" parentId="2" isDisabled="1"><Name>Room {id}</Name></ChatRoom>"#))
        .collect();
    let package = Package::clean().edit(
        "ChatRooms.xml",
        "</ChatRooms>",
        &format!("{rooms}</ChatRooms>"),
    );
    place.write("pool.zip", package.zip());
    let runbook = json(&place, "runbook pool.zip");
    let found = &step(&runbook, "prepare-7")["found"][0];
    assert_eq!(
        (found["count"].as_u64(), found["left_off"].as_u64()),
        (Some(50), Some(30))
    );
    place
        .pchat("runbook pool.zip")
        .exits(0)
        .prints(&["and 30 more, in disabled-room.csv"]);
}

#[test]
fn lines_have_the_values_that_were_given_and_refuse_to_run_without() {
    let site = r"--source-sql sql01.contoso.com\gc --target-sql sql02.contoso.com\rtc --target-pool chat02.contoso.com --source-pool chat01.contoso.com --source-store \\old\files\ --target-store \\new\files --lookup sip:ocschat@contoso.com --folder D:\Move";
    let all = pchat(&format!("runbook samples/contoso.zip {site} --format json"))
        .exits(0)
        .json();
    let has = |line: &str| lines(&all).iter().any(|(_, it)| *it == line);
    for line in [
        r"Export-CsPersistentChatData -DBInstance 'sql01.contoso.com\gc' -FileName 'D:\Move\export.zip' -Report 'D:\Move\export.html'",
        r"Import-CsPersistentChatData -DBInstance 'sql02.contoso.com\rtc' -FileName 'D:\Move\new.zip' -Report 'D:\Move\import-what-if.html' -WhatIf",
        r"Import-CsPersistentChatData -DBInstance 'sql02.contoso.com\rtc' -FileName 'D:\Move\new.zip' -Report 'D:\Move\import.html'",
        "New-CsPersistentChatEndpoint -SipAddress 'sip:ocschat@contoso.com' -PersistentChatPoolFqdn 'chat02.contoso.com'",
        r"robocopy '\\old\files' '\\new\files' /E /COPY:DAT /DCOPY:T /R:2 /W:5 /TEE ('/LOG+:' + 'D:\Move\files.log')",
        "Get-CsPersistentChatRoom -PersistentChatPoolFqdn 'chat01.contoso.com' -Disabled $false",
        "SELECT COUNT(*) FROM tblNode WHERE nodeType = 0 AND disabled = 0;",
    ] {
        assert!(has(line), "{line}\n{:#?}", lines(&all));
    }
    let none = pchat("runbook samples/contoso.zip --format json")
        .exits(0)
        .json();
    let export = lines(&none)
        .into_iter()
        .find(|(_, it)| it.starts_with("Export-"))
        .expect("the export");
    assert!(export.1.contains("-DBInstance <"), "{}", export.1);
}

/// Word by word as PowerShell would give them to the program, on files that have the names in the lines.
#[test]
fn its_own_lines_run() {
    let place = Place::new();
    fs::create_dir(place.path("m")).expect("a folder");
    copy_sample("contoso.zip", &place.path("my pool.zip"));
    copy_sample("decisions.csv", &place.path("it's decided.csv"));
    copy_sample("target", &place.path("target"));
    // A name with a backslash, where that separates no folders.
    for name in ["m\\export.zip", "m\\closed.zip"] {
        copy_sample("contoso.zip", &place.path(name));
    }
    let made = [
        "runbook",
        "my pool.zip",
        "--decisions",
        "it's decided.csv",
        "--target",
        "target",
        "--since",
        "2010-01-01",
        "--folder",
        "m",
        "--format",
        "json",
    ];
    let runbook = place.pchat_with(&made).exits(0).json();
    let mut run = Vec::new();
    for (language, line) in lines(&runbook) {
        let Some(line) = line.strip_prefix("pchat ") else {
            continue;
        };
        assert_eq!(language, "powershell");
        let line = line.trim_end_matches("; $LASTEXITCODE");
        let line = texts(line);
        let arguments: Vec<&str> = line.iter().map(String::as_str).collect();
        if arguments.contains(&"--imported") {
            fs::copy(place.path("m\\new.zip"), place.path("m\\after.zip")).expect("a copy");
        }
        let outcome = place.pchat_with(&arguments);
        assert!(matches!(outcome.code, Some(0 | 1)), "{outcome:?}");
        run.push(arguments[0].to_owned());
    }
    for command in ["inspect", "analyze", "convert", "verify"] {
        assert!(run.iter().any(|it| it == command), "{command} in {run:?}");
    }
}

#[test]
fn an_empty_separator_reaches_the_program() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    let made = ["runbook", "pool.zip", "--separator", "", "--format", "json"];
    let runbook = place.pchat_with(&made).exits(0).json();
    let (_, analyze) = (lines(&runbook).into_iter())
        .find(|(_, line)| line.starts_with("pchat analyze"))
        .expect("a line");
    let words = texts(analyze.strip_prefix("pchat ").expect("a program"));
    assert!(words.contains(&"--separator=".to_owned()), "{words:?}");
}

#[test]
fn the_same_bytes_whatever_the_number_of_threads() {
    let place = Place::new();
    place.generate("pool", (40, 60, 2_000), "");
    for format in ["md", "html", "json"] {
        let of = |threads: u32| {
            let line = format!("runbook pool --threads {threads} --format {format}");
            let made = place.pchat(&format!("{line} --script repair.ps1 --force"));
            (made.exits(0).stdout, place.read("repair.ps1"))
        };
        assert!(of(1) == of(4), "{format}");
    }
}

#[test]
fn names_are_text_in_markdown() {
    let place = Place::new();
    place.write("pool.zip", hostile().zip());
    let page = place.pchat("runbook pool.zip").exits(0).text();
    let mut shown = String::new();
    for event in Parser::new_ext(&page, Options::all()) {
        let acts = matches!(
            event,
            Event::Html(_)
                | Event::InlineHtml(_)
                | Event::InlineMath(_)
                | Event::Start(
                    Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock | Tag::Table(_)
                )
        );
        assert!(!acts, "{event:?}");
        if let Event::Text(text) | Event::Code(text) = event {
            shown += &text;
        }
    }
    assert!(shown.contains("[a](javascript:alert(1)) ![b](http://contoso.com/x.png) **c** ``` |"));
    assert!(shown.contains("<script>alert(1)</script>"));
    assert!(shown.contains("one␊two␍␊- [x] three"));
    assert!(!page.contains('\u{202e}') && !page.contains('\u{7}'));
    // Nothing ticks a box but the program.
    let ticked = page
        .lines()
        .filter(|line| line.trim_start().starts_with("- [x]"));
    assert!(ticked.clone().count() > 3 && ticked.clone().all(|line| line.contains("Not needed")));
}

/// The commands of a script, with the values that they are given.
fn commands(script: &str) -> Vec<Vec<Word>> {
    let variables = BTreeMap::from([
        ("Pool", "chat02.contoso.com"),
        ("Manager", "sip:a@contoso.com"),
    ]);
    let (head, body) = script.split_once("\r\n)\r\n").expect("parameters");
    assert!(head.starts_with("\u{feff}# "), "{head}");
    assert!(head.contains(
        "[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]\r\nparam("
    ));
    let mut commands = Vec::new();
    let mut lines = body.split("\r\n").filter(|line| !line.is_empty());
    while let Some(line) = lines.next() {
        if line.starts_with("# ") {
            continue;
        }
        // Each command asks before it does anything.
        let asked = line.strip_prefix("if ($PSCmdlet.ShouldProcess(");
        let asked =
            asked.or_else(|| line.strip_prefix("if ($Manager -and $PSCmdlet.ShouldProcess("));
        let asked = asked.and_then(|it| it.strip_suffix(")) {"));
        let (target, deed) = split(asked.expect("a question"));
        let target = words(target, &variables).expect("a target");
        let deed = texts(deed);
        let line = lines.next().expect("a command");
        let command = words(line.strip_prefix("    ").expect("a command"), &variables);
        let command = command.expect("words");
        assert_eq!(
            command[1..3],
            [Word::Text("-Identity".into()), target[0].clone()]
        );
        let name = &command[0];
        assert!(
            matches!(name, Word::Text(name) if deed[0].starts_with(name)),
            "{name:?} {deed:?}"
        );
        assert_eq!(lines.next(), Some("}"));
        commands.push(command);
    }
    commands
}

/// Two values with a comma between them, where the first may hold others: quotes are counted.
fn split(text: &str) -> (&str, &str) {
    let mut quotes = 0;
    for (at, c) in text.char_indices() {
        match c {
            c if "'‘’‚‛".contains(c) => quotes += 1,
            ',' if quotes % 2 == 0 => return (&text[..at], text[at + 1..].trim_start()),
            _ => {}
        }
    }
    (text, "")
}

#[test]
fn the_script_gives_cmdlets_the_names_as_they_are() {
    let place = Place::new();
    place.write("pool.zip", hostile().zip());
    place
        .pchat("runbook pool.zip --script repair.ps1 --target-pool chat02.contoso.com")
        .exits(0);
    let script = String::from_utf8(place.read("repair.ps1")).expect("UTF-8");
    let acts =
        |c: char| (c.is_control() && !"\r\n".contains(c)) || ('\u{2028}'..='\u{202e}').contains(&c);
    assert!(!script.contains(acts));
    let commands = commands(&script);
    for name in HOSTILE {
        let identity = Word::Text(format!("chat02.contoso.com\\{name}"));
        let of_room: Vec<&Vec<Word>> = commands.iter().filter(|it| it[2] == identity).collect();
        assert!(!of_room.is_empty(), "{name}");
        let removed = Word::Table("Remove".into(), vec![format!("sip:{name}@contoso.com")]);
        assert!(
            of_room.iter().any(|it| it.contains(&removed)),
            "{name}: {of_room:?}"
        );
    }
}

#[test]
fn a_new_manager_is_asked_for_where_one_is_missing() {
    let place = Place::new();
    let package = Package::clean().edit(
        "ChatRooms.xml",
        r#"<Principal id="10" isManager="1" isMember="1"/>"#,
        "",
    );
    place.write("pool.zip", package.zip());
    place.pchat("runbook pool.zip --script repair.ps1").exits(0);
    let script = String::from_utf8(place.read("repair.ps1")).expect("UTF-8");
    assert!(
        script.contains("[Parameter(Mandatory = $true)] [string] $Pool,\r\n"),
        "{script}"
    );
    assert!(
        script.contains("\r\nif ($Manager -and $PSCmdlet.ShouldProcess("),
        "{script}"
    );
    let expected = Word::Table("Add".into(), vec!["sip:a@contoso.com".into()]);
    assert!(commands(&script)[0].contains(&expected));
}

#[test]
fn nothing_to_repair_is_a_script_that_does_nothing() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    place.pchat("runbook pool.zip --script repair.ps1").exits(0);
    let script = String::from_utf8(place.read("repair.ps1")).expect("UTF-8");
    assert_eq!(commands(&script), Vec::<Vec<Word>>::new());
}

#[test]
fn files_are_written_by_name_and_none_is_lost() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    fs::create_dir(place.path("out")).expect("a folder");
    place
        .pchat("runbook pool.zip -o out")
        .exits(0)
        .says(&["runbook.md is written", "runbook.html is written"]);
    assert_eq!(place.list("out"), ["runbook.html", "runbook.md"]);
    let again = "runbook pool.zip -o out/runbook.html";
    place.pchat(again).fails(2, &["runbook.html", "--force"]);
    place.pchat(&format!("{again} --force")).exits(0);
    assert!(
        place
            .read("out/runbook.html")
            .starts_with(b"<!DOCTYPE html>")
    );
    place.pchat("runbook pool.zip -o plain.json").exits(0);
    assert!(place.read("plain.json").starts_with(b"{"));
    place
        .pchat("runbook pool.zip --script pool.zip --force")
        .fails(2, &["pool.zip"]);
    place
        .pchat("runbook pool.zip -o missing/runbook.md")
        .fails(2, &["missing"]);
    place
        .pchat("runbook nowhere.zip -o new.md")
        .fails(3, &["nowhere.zip"]);
    assert!(!place.path("new.md").exists());
}

/// Runs Python on a page; `None` where there is no Python.
fn python(program: &str, page: &[u8]) -> Option<String> {
    let mut child = match Command::new("python3")
        .args(["-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(_) => return None,
    };
    let mut input = child.stdin.take().expect("its input");
    input.write_all(page).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// Python's reader of HTML: the steps, what is allowed, and which elements and attributes there are.
const READ_PAGE: &str = r#"
import base64, hashlib, html.parser, json, sys
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.steps, self.names, self.style, self.policy, self.tags, self.attributes = [], [], "", "", set(), set()
        self.open = []
    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        attributes = dict(attributes)
        if tag == "article": self.steps.append(attributes["id"])
        if tag == "meta" and "http-equiv" in attributes: self.policy = attributes["content"]
        if tag not in ("meta", "input"): self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
    def handle_data(self, data):
        if "style" in self.open: self.style += data
        if "bdi" in self.open: self.names.append(data)
page = Page()
text = sys.stdin.buffer.read().decode()
page.feed(text)
assert page.open == []
digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
print(json.dumps({"steps": page.steps, "names": page.names, "policy": page.policy, "digest": digest,
    "tags": sorted(page.tags), "attributes": sorted(page.attributes)}))
"#;

#[test]
#[ignore = "needs Python 3: .ci/run has it run"]
fn another_reader_finds_the_steps_on_the_page_and_nothing_that_acts() {
    let place = Place::new();
    place.write("pool.zip", hostile().zip());
    let page = place
        .pchat("runbook pool.zip --format html")
        .exits(0)
        .stdout;
    let Some(read) = python(READ_PAGE, &page) else {
        eprintln!("python3 is not at hand: not tried");
        return;
    };
    let read: Value = serde_json::from_str(&read).expect("JSON");
    let runbook = json(&place, "runbook pool.zip");
    let ids: Vec<&Value> = steps(&runbook).iter().map(|it| &it["id"]).collect();
    assert_eq!(
        read["steps"]
            .as_array()
            .expect("steps")
            .iter()
            .collect::<Vec<_>>(),
        ids
    );
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'",
        read["digest"].as_str().expect("a digest")
    );
    assert_eq!(read["policy"], policy.as_str());
    let list =
        |name: &str| -> Vec<String> { serde_json::from_value(read[name].clone()).expect("a list") };
    for tag in ["script", "img", "link", "iframe"] {
        assert!(!list("tags").iter().any(|it| it == tag), "{tag}");
    }
    let is_known = |it: &String| {
        [
            "aria-label",
            "aria-labelledby",
            "charset",
            "checked",
            "class",
            "content",
            "dir",
            "href",
            "http-equiv",
            "id",
            "lang",
            "name",
            "scope",
            "type",
        ]
        .contains(&it.as_str())
    };
    assert!(
        list("attributes").iter().all(is_known),
        "{:?}",
        list("attributes")
    );
    let names = list("names");
    assert!(
        names
            .iter()
            .any(|it| it.contains("<script>alert(1)</script>")),
        "{names:?}"
    );
    assert!(
        names.iter().any(|it| it.contains("\\u{202e}gnp.exe␇")),
        "{names:?}"
    );
}

/// PowerShell's own parser says how many errors it finds; where that is not at hand, the grammar of tree-sitter.
#[test]
#[ignore = "needs PowerShell, or Python with tree-sitter-powershell: .ci/run has it run where one is at hand"]
fn powershell_itself_reads_the_script() {
    let place = Place::new();
    place.write("pool.zip", hostile().zip());
    place.pchat("runbook pool.zip --script repair.ps1").exits(0);
    let program = format!(
        "$errors = $null; [void][System.Management.Automation.Language.Parser]::ParseFile('{}', [ref]$null, [ref]$errors); $errors.Count",
        place.path("repair.ps1").display()
    );
    let run = ["pwsh", "powershell"].iter().find_map(|name| {
        let arguments = ["-NoProfile", "-Command", &program];
        Command::new(name).args(arguments).output().ok()
    });
    let found = match run {
        Some(output) => Some(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        None => python(READ_SCRIPT, &place.read("repair.ps1")).map(|it| it.trim().to_owned()),
    };
    match found.as_deref() {
        None | Some("missing") => eprintln!("no parser of PowerShell is at hand: not tried"),
        Some(errors) => assert_eq!(errors, "0"),
    }
}

const READ_SCRIPT: &str = r#"
import sys
try:
    import tree_sitter, tree_sitter_powershell
except ImportError:
    print("missing")
    sys.exit()
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
script = sys.stdin.buffer.read().removeprefix(b"\xef\xbb\xbf")
def errors(node):
    return (node.is_error or node.is_missing) + sum(map(errors, node.children))
print(errors(parser.parse(script).root_node))
"#;

/// The page that says what the tool does for each step of the guide names every step.
#[test]
fn the_page_about_the_runbook_has_every_step() {
    let page = fs::read_to_string(root().join("docs/runbook.md")).expect("the page");
    let runbook = pchat("runbook samples/contoso.zip --format json")
        .exits(0)
        .json();
    for step in steps(&runbook) {
        let id = step["id"].as_str().expect("an id");
        let id = if id.starts_with("beyond-") {
            "beyond-"
        } else {
            id
        };
        assert!(page.contains(&format!("`{id}")), "{id}");
    }
}
