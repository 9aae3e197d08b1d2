//! Members in the built-in layout, each choice made by a byte: few ids, so that they meet, and every way of writing that
//! the layout allows.

/// Bytes that choose; when they are used up, always the first of what there is.
pub struct Dice<'d>(pub &'d [u8]);

impl Dice<'_> {
    fn throw(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first)
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.throw() % list.len()]
    }

    /// Never, when the bytes are used up.
    fn one_in(&mut self, cases: usize) -> bool {
        self.throw() % cases == cases - 1
    }
}

/// Ids of principals; another one stands in messages and lists only.
const PRINCIPALS: &[&str] = &["5", "6", "7", "8"];
/// Ids of categories.
const CATEGORIES: &[&str] = &["1", "2", "3", "4"];
/// Ids of rooms. One is that of a category too.
const ROOMS: &[&str] = &["20", "21", "22", "3"];

const FLAGS: &[&str] = &[
    "1", "0", "true", "False", "TRUE", "", "maybe", " 1 ", "&#49;",
];
const TRUTHS: &[&str] = &["1", "1", "true", "0", "False", "", "yes"];
const NAMES: &[&str] = &[
    "News",
    "news",
    "IT",
    "R&amp;D",
    "",
    " ",
    "a&#8;b",
    "x&#13;&#10;y",
    "line\nline",
    "caf\u{e9}",
    "\u{1F600}",
    "R & D",
];
/// Only as the content of an element.
const CONTENTS: &[&str] = &[
    "<![CDATA[A<B]]>",
    "x<!-- c -->y",
    "<b>bold</b>",
    "<?pi?>News",
    "a<Message/>b",
];
const DATES: &[&str] = &[
    "2012-05-01",
    "633979008000000000",
    "1850-01-01",
    "soon",
    "2009-12-31T23:59:59.999Z",
];
const NOISE: &[&str] = &[
    "\n  ",
    "<!-- c -->",
    "<Unknown a='>'/>",
    "<Unknown id=\"5\"><Name>inner</Name><Principal id='5'/></Unknown>",
    "text",
    "<?pi x?>",
    "<![CDATA[ ]]>",
    "<id/>",
    "<Name a='b'/>",
    "\t",
    "&#32;",
];

/// A member, and how it is spelled.
struct Writer<'d> {
    dice: Dice<'d>,
    out: String,
    prefix: &'static str,
    quote: &'static str,
    /// White space before a tag.
    indent: &'static str,
    /// Fields are child elements, most often.
    children: bool,
    depth: usize,
}

/// A well-formed member.
pub fn member(data: &[u8]) -> String {
    let mut dice = Dice(data);
    let prefix = if dice.one_in(5) { "p:" } else { "" };
    let mut writer = Writer {
        prefix,
        quote: if dice.one_in(2) { "'" } else { "\"" },
        indent: if dice.one_in(2) { "\n " } else { "" },
        children: dice.one_in(3),
        out: dice
            .of(&["", "<?xml version='1.0'?>\n", "<!DOCTYPE Pool>"])
            .into(),
        depth: 0,
        dice,
    };
    let root = if prefix.is_empty() {
        "Pool"
    } else {
        "Pool xmlns:p='urn:x'"
    };
    writer.within(root, Writer::sections);
    writer.out
}

impl Writer<'_> {
    fn sections(&mut self) {
        while !self.dice.0.is_empty() {
            match self.dice.throw() % 11 {
                0 => {}
                1 | 10 => self.list("Categories", Writer::category),
                2 | 3 => self.list("ChatRooms", Writer::room),
                4 => self.list("AdUsers", |it| it.principal("User")),
                5 => self.list("AdGroups", |it| it.principal("Group")),
                6 => self.list("ChatMessages", Writer::history),
                7 => self.list("Addins", Writer::addin),
                8 if self.depth < 3 => self.within("Data", Writer::sections),
                8 => self.list("AdAffiliations", Writer::affiliation),
                _ => self.noise(),
            }
        }
    }

    fn list(&mut self, name: &str, mut item: impl FnMut(&mut Self)) {
        self.within(name, |it| {
            while it.more() {
                item(it);
                if it.dice.one_in(8) {
                    it.noise();
                }
            }
        });
    }

    /// Whether something more comes: two times of three.
    fn more(&mut self) -> bool {
        !self.dice.one_in(3) && !self.dice.0.is_empty()
    }

    fn noise(&mut self) {
        let noise = self.dice.of(NOISE);
        self.out.push_str(noise);
    }

    /// An element with a content.
    fn within(&mut self, tag: &str, content: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.out.push_str(self.indent);
        self.open(tag);
        self.out.push('>');
        content(self);
        self.out.push_str(self.indent);
        self.close(tag);
        self.depth -= 1;
    }

    fn open(&mut self, tag: &str) {
        self.out.push('<');
        self.out.push_str(self.prefix);
        self.out.push_str(tag);
    }

    fn close(&mut self, tag: &str) {
        let name = tag.split(' ').next().unwrap_or_default();
        self.out.push_str("</");
        self.out.push_str(self.prefix);
        self.out.push_str(name);
        self.out.push('>');
    }

    fn child(&mut self, name: &str, value: &str) {
        self.out.push_str(self.indent);
        self.open(name);
        if value.is_empty() && self.dice.one_in(2) {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        self.out.push_str(value);
        self.close(name);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let blank = if self.dice.one_in(6) { "\n  " } else { " " };
        let quote = self.quote;
        self.out
            .push_str(&format!("{blank}{name}={quote}{value}{quote}"));
    }

    /// An element with its id, fields that may be attributes, and more content; nothing at all now and then.
    fn object(
        &mut self,
        name: &str,
        id: (&str, &str),
        fields: &[(&str, &[&str])],
        mut content: impl FnMut(&mut Self),
    ) {
        self.out.push_str(self.indent);
        self.open(name);
        let mut later = Vec::new();
        let id_behind = self.children != self.dice.one_in(12);
        if id_behind {
            later.push(id);
        } else {
            self.attribute(id.0, id.1);
        }
        for (name, values) in fields {
            if !self.dice.one_in(3) {
                continue;
            }
            let value = self.dice.of(values);
            if self.children != self.dice.one_in(8) {
                later.push((name, value));
            } else {
                self.attribute(name, value);
                if self.dice.one_in(16) {
                    later.push((name, self.dice.of(values)));
                }
            }
        }
        if later.is_empty() && self.dice.one_in(4) {
            self.out
                .push_str(if self.dice.one_in(2) { " />" } else { "/>" });
            return;
        }
        self.out.push('>');
        self.depth += 1;
        // The id may come after others.
        if !later.is_empty() && self.dice.one_in(8) {
            later.rotate_left(1);
        }
        for (name, value) in later {
            self.child(name, value);
        }
        while self.more() {
            content(self);
        }
        self.depth -= 1;
        if self.dice.one_in(2) {
            self.out.push_str(self.indent);
        }
        self.close(name);
    }

    fn principal(&mut self, name: &str) {
        let id = (
            self.dice.of(&["principalId", "id"]),
            self.dice.of(PRINCIPALS),
        );
        let fields: &[(&str, &[&str])] = &[
            ("type", &["5", "7", "11", "9", "x"]),
            ("disabled", FLAGS),
            ("Name", NAMES),
        ];
        self.object(name, id, fields, Writer::noise);
    }

    fn affiliation(&mut self) {
        let id = ("id", self.dice.of(PRINCIPALS));
        self.object("User", id, &[], |it| {
            it.list("Groups", |it| {
                let id = ("id", it.dice.of(PRINCIPALS));
                it.object("Group", id, &[], Writer::noise);
            });
        });
    }

    fn addin(&mut self) {
        let id = ("id", self.dice.of(&["a", "b"]));
        self.object(
            "Addin",
            id,
            &[("Name", NAMES), ("Url", NAMES)],
            Writer::noise,
        );
    }

    fn category(&mut self) {
        let id = ("id", self.dice.of(CATEGORIES));
        let fields: &[(&str, &[&str])] = &[
            ("parentId", &["1", "2", "3", "4", "9", ""]),
            ("invite", FLAGS),
            ("logged", FLAGS),
            ("behavior", &["4", "5", "Normal", "x"]),
            ("visibility", &["2", "3", "Open", "x"]),
            ("roleDefinerId", &["1", "2", "3"]),
        ];
        self.object("Category", id, fields, |it| match it.dice.throw() % 8 {
            0 if it.depth < 9 => it.category(),
            1 if it.depth < 9 => it.room(),
            0..=3 => it.words(&["Name", "Name", "Desc"]),
            4 | 5 => it.roles(),
            6 => it.scope(),
            _ => it.noise(),
        });
    }

    fn room(&mut self) {
        let id = ("id", self.dice.of(ROOMS));
        let fields: &[(&str, &[&str])] = &[
            ("parentId", &["2", "3", "4", "1", "9", ""]),
            ("invite", FLAGS),
            ("logged", FLAGS),
            ("filePost", FLAGS),
            ("behavior", &["4", "5", "Auditorium", "x"]),
            ("visibility", &["2", "3", "Open", "x"]),
            ("isDisabled", FLAGS),
            ("roleDefinerId", &["1", "2", "3"]),
            ("overrideMember", FLAGS),
        ];
        self.object("ChatRoom", id, fields, |it| match it.dice.throw() % 8 {
            0 | 1 => it.words(&["Name", "Name", "Desc", "Topic"]),
            2 | 3 => it.roles(),
            4 => it.scope(),
            5 => it.message(),
            6 if it.depth < 9 => it.room(),
            _ => it.noise(),
        });
    }

    fn words(&mut self, names: &[&str]) {
        let name = self.dice.of(names);
        let texts = if self.dice.one_in(4) { CONTENTS } else { NAMES };
        let text = self.dice.of(texts);
        self.child(name, text);
    }

    fn roles(&mut self) {
        let flags: &[(&str, &[&str])] = &[
            ("isManager", TRUTHS),
            ("isMember", TRUTHS),
            ("isCreator", TRUTHS),
            ("isPresenter", TRUTHS),
        ];
        self.entries("Roles", flags);
    }

    fn scope(&mut self) {
        self.entries("Scope", &[("isDenied", TRUTHS)]);
    }

    fn entries(&mut self, list: &str, flags: &[(&str, &[&str])]) {
        if self.dice.one_in(5) {
            self.child(list, "");
            return;
        }
        let level = self.dice.one_in(8);
        self.list(list, |it| {
            let entry = |it: &mut Self| {
                let id = ("id", it.dice.of(&["5", "6", "7", "8", "9", " 5 ", "&#54;"]));
                it.object("Principal", id, flags, Writer::noise);
            };
            if level {
                it.within("Level", entry)
            } else {
                entry(it)
            }
        });
    }

    fn history(&mut self) {
        if self.dice.one_in(3) {
            let id = ("id", self.dice.of(ROOMS));
            self.object("ChatRoom", id, &[], |it| match it.dice.throw() % 8 {
                0 => it.noise(),
                _ => it.message(),
            });
        } else {
            self.message();
        }
    }

    fn message(&mut self) {
        let id = ("id", self.dice.of(&["1", "2", "3", "x"]));
        let fields: &[(&str, &[&str])] = &[
            ("channelId", &["20", "21", "22", "3", "99", " 20 "]),
            ("date", DATES),
            ("userId", PRINCIPALS),
        ];
        self.object("Message", id, fields, |it| match it.dice.throw() % 4 {
            0 => it.noise(),
            _ => it.words(&["Content", "Rtf"]),
        });
    }
}
