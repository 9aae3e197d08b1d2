//! What a shell and `man` need.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::common::{COMMANDS, Outcome, Place};

/// Gives the text to a program, if it is at hand.
fn given_to(program: &str, arguments: &[&str], text: &[u8]) -> Option<std::process::Output> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.ok()?;
    let mut input = child.stdin.take().expect("a pipe");
    // One that reads no further says so by its exit code.
    let _ = input.write_all(text);
    drop(input);
    Some(child.wait_with_output().expect("it ends"))
}

fn script(shell: &str) -> Outcome {
    Place::new().pchat(&format!("completions {shell}")).exits(0)
}

#[test]
fn every_shell_gets_all_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = script(shell).text();
        for word in COMMANDS
            .into_iter()
            .chain(["decisions", "csv-separator", "what-if"])
        {
            assert!(text.contains(word), "{shell} {word}");
        }
    }
    Place::new()
        .pchat("completions cmd")
        .fails(2, &["bash", "zsh", "fish", "powershell"]);
}

#[test]
fn shells_take_their_scripts() {
    for (shell, arguments) in [("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["-n"])] {
        if let Some(output) = given_to(shell, &arguments, &script(shell).stdout) {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success() && said.is_empty(),
                "{shell}: {said}"
            );
        }
    }
}

/// What bash would complete this line with.
#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_values() {
    let script = String::from_utf8(script("bash").stdout).unwrap();
    for (line, completed) in [
        ("pchat ana", "analyze"),
        ("pchat analyze --csv-sep", "--csv-separator"),
        ("pchat analyze --csv-separator semi", "semicolon"),
        ("pchat completions power", "powershell"),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let last = words.len() - 1;
        let (current, before) = (words[last], words[last - 1]);
        let ask = format!(
            "{script}\nCOMP_WORDS=({line}); COMP_CWORD={last}; _pchat pchat {current} {before}; echo \"${{COMPREPLY[@]}}\"\n"
        );
        let Some(output) = given_to("bash", &["--norc"], ask.as_bytes()) else {
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(said.trim(), completed, "{line}: {output:?}");
    }
}

#[test]
fn there_is_a_page_for_every_command_and_man_takes_it() {
    let place = Place::new();
    place
        .pchat("man share/man1")
        .exits(0)
        .says(&["pages written to share/man1"]);
    let mut names: Vec<String> = COMMANDS.map(|it| format!("pchat-{it}.1")).to_vec();
    names.push("pchat.1".to_owned());
    names.sort();
    assert_eq!(place.list("share/man1"), names);
    for name in &names {
        let page = place.read(&format!("share/man1/{name}"));
        let Some(output) = given_to("groff", &["-man", "-ww", "-z"], &page) else {
            continue;
        };
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{name}: {said}");
    }
    // Again, over those of before; and the first page alone.
    place.pchat("man share/man1 -q").exits(0);
    let first = place.pchat("man").exits(0);
    assert!(first.stdout == place.read("share/man1/pchat.1"));
    assert!(
        first.text().contains("Offline analysis"),
        "{}",
        first.text()
    );
    place.write("file", "mine");
    place.pchat("man file").fails(2, &["file"]);
    assert_eq!(place.read("file"), b"mine");
}
