//! The runbook's forms and its script: names are text in all of them, as readers that are not ours find.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use crate::common::Place;
use crate::common::package::Package;
use crate::powershell::{Word, texts, words};
use crate::runbook::{json, steps};

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
fn what_has_a_name_in_doubt_has_no_line() {
    let place = Place::new();
    let rooms = |second: &str| {
        let room = |id: u32, name: &str| {
            format!(
                r#"<ChatRoom id="{id}" parentId="2" isDisabled="1"><Name>{name}</Name></ChatRoom>"#
            )
        };
        let rooms = format!("{}{}</ChatRooms>", room(101, "Trading"), room(102, second));
        Package::clean().edit("ChatRooms.xml", "</ChatRooms>", &rooms)
    };
    let lines = |second: &str| {
        place.write("pool.zip", rooms(second).zip());
        let line = "runbook pool.zip --script repair.ps1 --target-pool chat02.contoso.com --force";
        place.pchat(line).exits(0);
        let script = String::from_utf8(place.read("repair.ps1")).expect("UTF-8");
        script.matches("-Disabled $true").count() / 2
    };
    assert_eq!((lines("Sales Floor"), lines("TRADING")), (2, 0));
}

#[test]
fn nothing_to_repair_is_a_script_that_does_nothing() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    place.pchat("runbook pool.zip --script repair.ps1").exits(0);
    let script = String::from_utf8(place.read("repair.ps1")).expect("UTF-8");
    assert_eq!(commands(&script), Vec::<Vec<Word>>::new());
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
