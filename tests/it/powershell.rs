//! PowerShell as its published rules have it, as far as a runbook uses it: written from the pages about quoting, special
//! characters and arguments, and sharing nothing with the program.
//!
//! * In single quotes everything is itself. The quote is any of `'‘’‚‛`; two of them in a row are the second one.
//! * Outside of quotes blanks separate, and what has a meaning there is refused by this reader.
//! * `[char]0x41` is one UTF-16 unit, `[char]::ConvertFromUtf32(0x41)` one character; `+` joins to the text on its left.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A text, quoted or not.
    Text(String),
    /// A table with one entry, whose value is a list.
    Table(String, Vec<String>),
    /// What ends a command.
    End,
}

/// The words of one line, with these values for its variables.
pub fn words(line: &str, variables: &BTreeMap<&str, &str>) -> Result<Vec<Word>, String> {
    let acts = |c: &char| c.is_control() || ('\u{2028}'..='\u{202e}').contains(c);
    if let Some(c) = line.chars().find(acts) {
        return Err(format!("{c:?} stands in the line"));
    }
    let mut reader = Reader {
        rest: line.chars().peekable(),
        variables,
    };
    let mut words = Vec::new();
    loop {
        reader.blanks();
        match reader.rest.peek() {
            None => return Ok(words),
            Some(';') => {
                reader.rest.next();
                words.push(Word::End);
            }
            Some('@') => words.push(reader.table()?),
            Some(_) => words.push(Word::Text(reader.value()?)),
        }
    }
}

/// The texts among them, where there is nothing else.
pub fn texts(line: &str) -> Vec<String> {
    let words = words(line, &BTreeMap::new());
    assert!(words.is_ok(), "{words:?}: {line}");
    let texts = words.into_iter().flatten().map(|word| match word {
        Word::Text(text) => Ok(text),
        other => Err(other),
    });
    let texts: Result<_, _> = texts.collect();
    texts.expect("texts only")
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    variables: &'a BTreeMap<&'a str, &'a str>,
}

fn is_quote(c: char) -> bool {
    "'‘’‚‛".contains(c)
}

impl Reader<'_> {
    fn blanks(&mut self) {
        while self.rest.next_if_eq(&' ').is_some() {}
    }

    fn expect(&mut self, text: &str) -> Result<(), String> {
        for c in text.chars() {
            if self.rest.next() != Some(c) {
                return Err(format!("no {text:?}"));
            }
        }
        Ok(())
    }

    fn value(&mut self) -> Result<String, String> {
        match self.rest.peek() {
            Some(c) if is_quote(*c) => self.quoted(),
            Some('(') => self.joined(),
            Some('$') => self.variable(),
            _ => self.bare(),
        }
    }

    fn quoted(&mut self) -> Result<String, String> {
        self.rest.next();
        let mut text = String::new();
        while let Some(c) = self.rest.next() {
            if !is_quote(c) {
                text.push(c);
                continue;
            }
            match self.rest.next_if(|next| is_quote(*next)) {
                Some(second) => text.push(second),
                None => return Ok(text),
            }
        }
        Err("a quote is not closed".to_owned())
    }

    fn joined(&mut self) -> Result<String, String> {
        self.expect("(")?;
        // A character on the left would be added to, not joined with.
        let mut units: Vec<u16> = self.value()?.encode_utf16().collect();
        loop {
            self.blanks();
            match self.rest.next() {
                Some('+') => {}
                Some(')') => return String::from_utf16(&units).map_err(|it| it.to_string()),
                other => return Err(format!("{other:?} behind a value")),
            }
            self.blanks();
            match self.rest.peek() {
                Some('[') => self.character(&mut units)?,
                _ => units.extend(self.value()?.encode_utf16()),
            }
        }
    }

    fn character(&mut self, units: &mut Vec<u16>) -> Result<(), String> {
        self.expect("[char]")?;
        if self.rest.peek() == Some(&':') {
            self.expect("::ConvertFromUtf32(")?;
            let number = self.number()?;
            self.expect(")")?;
            let c = char::from_u32(number).ok_or("no character")?;
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
        } else {
            let number = self.number()?;
            units.push(u16::try_from(number).map_err(|it| it.to_string())?);
        }
        Ok(())
    }

    fn number(&mut self) -> Result<u32, String> {
        self.expect("0x")?;
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_hexdigit) {
            digits.push(digit);
        }
        u32::from_str_radix(&digits, 16).map_err(|it| it.to_string())
    }

    fn variable(&mut self) -> Result<String, String> {
        self.expect("$")?;
        let mut name = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_alphanumeric) {
            name.push(c);
        }
        match name.as_str() {
            "true" | "false" => Ok(name),
            _ => {
                let value = self.variables.get(name.as_str());
                let value = value.ok_or_else(|| format!("${name} is not known"))?;
                Ok((*value).to_owned())
            }
        }
    }

    /// Letters and what has no meaning outside of quotes.
    fn bare(&mut self) -> Result<String, String> {
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || "-_./\\:=".contains(*c);
        let mut text = String::new();
        while let Some(c) = self.rest.next_if(is_plain) {
            text.push(c);
        }
        match self.rest.peek() {
            _ if text.is_empty() => Err(format!("{:?} begins a word", self.rest.peek())),
            None | Some(' ' | ';' | ')' | '}') => Ok(text),
            Some(other) => Err(format!("{other:?} in a word")),
        }
    }

    fn table(&mut self) -> Result<Word, String> {
        self.expect("@{")?;
        let name = self.bare()?;
        self.expect(" = ")?;
        let mut list = Vec::new();
        loop {
            self.blanks();
            list.push(self.value()?);
            match self.rest.next() {
                Some(',') => {}
                Some('}') => return Ok(Word::Table(name, list)),
                other => return Err(format!("{other:?} in a list")),
            }
        }
    }
}

#[test]
fn quotes_are_those_of_the_pages_about_quoting() {
    for (line, expected) in [
        ("'it''s'", "it's"),
        ("‘a’’b’", "a’b"),
        ("'$x `n \"y\"'", "$x `n \"y\""),
        ("('a' + [char]0x000A + 'b')", "a\nb"),
        ("('' + [char]::ConvertFromUtf32(0x1F600))", "😀"),
        ("--since", "--since"),
    ] {
        assert_eq!(texts(line), [expected]);
    }
    for wrong in [
        "'a",
        "a$b",
        "a`b",
        "\"a\"",
        "'a\nb'",
        "a,b",
        "$x",
        "a\u{202e}",
    ] {
        assert!(words(wrong, &BTreeMap::new()).is_err(), "{wrong}");
    }
}
