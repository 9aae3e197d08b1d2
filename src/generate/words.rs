//! The words that messages are made of, ready to be copied: as they are, escaped for XML, and for a CDATA section.

use super::random::Random;
use crate::xml::escape;

const ENGLISH: &[&str] = &[
    "the", "to", "a", "is", "it", "of", "and", "in", "you", "for", "we", "on", "that", "this",
    "have", "not", "with", "please", "can", "are", "be", "server", "report", "at", "from", "will",
    "now", "just", "up", "was", "what", "all", "do", "if", "so", "but", "there", "no", "know",
    "ticket", "call", "customer", "today", "thanks", "check", "again", "file", "update", "meeting",
    "trade", "price", "desk", "done", "room", "who", "when", "back", "still", "down", "running",
    "restart", "morning", "review", "draft", "budget", "invoice", "order", "delivery", "queue",
    "backup", "access", "password", "printer", "network", "release", "build",
];

/// Several languages and scripts, one word of each in turn.
const OTHERS: &[&[&str]] = &[
    &[
        "für",
        "Prüfung",
        "größer",
        "Änderung",
        "Straße",
        "möglich",
        "später",
        "Übergabe",
        "wäre",
        "Rückfrage",
        "Zürich",
        "Qualität",
        "heißt",
        "Löschung",
    ],
    &[
        "déjà",
        "réunion",
        "où",
        "été",
        "comptabilité",
        "français",
        "où",
        "œuvre",
        "señal",
        "mañana",
        "opção",
        "não",
        "křižovatka",
        "łącze",
    ],
    &[
        "сервер",
        "отчёт",
        "сегодня",
        "готово",
        "почему",
        "вопрос",
        "заказ",
        "цена",
        "спасибо",
        "завтра",
        "проверка",
        "клиент",
        "счёт",
        "ещё",
    ],
    &[
        "αναφορά",
        "σήμερα",
        "ευχαριστώ",
        "πελάτης",
        "τιμή",
        "έλεγχος",
        "αύριο",
        "οδός",
        "έτοιμο",
        "γιατί",
        "αρχείο",
        "ώρα",
        "ναι",
        "όχι",
    ],
    &[
        "会議",
        "資料",
        "確認",
        "お願いします",
        "サーバー",
        "了解",
        "明日",
        "在庫",
        "見積り",
        "東京",
        "更新",
        "完了",
        "質問",
        "𠮷野家",
    ],
    &[
        "تقرير",
        "اليوم",
        "شكرا",
        "خادم",
        "سعر",
        "غدا",
        "عميل",
        "ملف",
        "جاهز",
        "سؤال",
        "طلب",
        "نعم",
        "لا",
        "فحص",
    ],
    &[
        "😀",
        "👍",
        "🎉",
        "👩‍💻",
        "🇩🇪",
        "⚠️",
        "🚀",
        "😅",
        "🙏",
        "✅",
        "📈",
        "☕",
        "🔥",
        "👍🏽",
    ],
];

/// Words with characters that XML must escape.
const MARKUP: &[&str] = &[
    "R&D",
    "P&L",
    "Q&A",
    "<none>",
    "->",
    "\"final\"",
    "a<b",
    "x>y",
    "AT&T",
    "<br>",
    "&amp;",
    "\"",
    "<Message ",
    "</Content>",
    "]]>",
    "if(a<b&&c>d)",
];

const SYLLABLES: &[&str] = &[
    "an", "ber", "con", "der", "el", "for", "ge", "har", "in", "jo", "ka", "lin", "mor", "ne",
    "or", "per", "qui", "ra", "sol", "ter", "un", "ver", "win", "xa", "yo", "zen",
];

/// How many words there are besides those with markup.
const SIZE: usize = 4_096;

/// Every so many words is one with markup.
const MARKUP_EVERY: usize = 14;

/// Slots of the table from which words are drawn: a word's share of the slots is its frequency.
const SLOTS: usize = 1 << 16;

/// The words, and how often each comes.
#[derive(Debug)]
pub(super) struct Vocabulary {
    plain: Words,
    escaped: Words,
    cdata: Words,
    slots: Vec<u16>,
}

/// For which place a word is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Escaped,
    Cdata,
}

#[derive(Debug, Default)]
struct Words {
    text: String,
    ends: Vec<u32>,
}

impl Words {
    fn push(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.ends.push(self.text.len() as u32);
    }

    fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start as usize..self.ends[at] as usize]
    }
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        let mut words: Vec<String> = Vec::with_capacity(SIZE + MARKUP.len());
        let longest = OTHERS.iter().map(|words| words.len()).max().unwrap_or(0);
        let mut others =
            (0..longest).flat_map(|at| OTHERS.iter().filter_map(move |words| words.get(at)));
        for chunk in ENGLISH.chunks(3) {
            words.extend(chunk.iter().map(|word| (*word).to_owned()));
            words.extend(others.next().map(|word| (*word).to_owned()));
        }
        words.extend(others.map(|word| (*word).to_owned()));
        // The seed is fixed: the vocabulary is the same for all packages.
        let mut random = Random::new(0, 0, 0);
        while words.len() < SIZE {
            let mut word = String::new();
            for _ in 0..2 + random.below(3) {
                word.extend(random.pick(SYLLABLES).copied());
            }
            words.push(word);
        }
        words.extend(MARKUP.iter().map(|word| (*word).to_owned()));

        let mut vocabulary = Vocabulary {
            plain: Words::default(),
            escaped: Words::default(),
            cdata: Words::default(),
            slots: slots(),
        };
        for word in &words {
            vocabulary.plain.push(|out| out.push_str(word));
            vocabulary
                .escaped
                .push(|out| out.push_str(&escape::value_of(word)));
            vocabulary
                .cdata
                .push(|out| out.push_str(&word.replace("]]>", "]]]]><![CDATA[>")));
        }
        vocabulary
    }

    /// The word of this slot, of which only the last 16 bits count.
    pub(super) fn word(&self, slot: u64, form: Form) -> &str {
        let at = usize::from(self.slots[slot as usize % SLOTS]);
        match form {
            Form::Plain => self.plain.get(at),
            Form::Escaped => self.escaped.get(at),
            Form::Cdata => self.cdata.get(at),
        }
    }
}

/// The first words are the most frequent, as in real text (Zipf's law). Whole numbers only: every machine must
/// come to the same table.
fn slots() -> Vec<u16> {
    let weight = |rank: usize| (1_u64 << 40) / (rank as u64 + 3);
    let total: u64 = (0..SIZE).map(weight).sum();
    let mut slots = Vec::with_capacity(SLOTS);
    let (mut rank, mut below) = (0, weight(0));
    for slot in 0..SLOTS {
        let place = (total as u128 * slot as u128 / SLOTS as u128) as u64;
        while place >= below && rank + 1 < SIZE {
            rank += 1;
            below += weight(rank);
        }
        let word = if slot % MARKUP_EVERY == 0 {
            SIZE + slot / MARKUP_EVERY % MARKUP.len()
        } else {
            rank
        };
        slots.push(word as u16);
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_words_come_first_and_markup_comes_every_so_often() {
        let vocabulary = Vocabulary::new();
        let mut the = 0;
        let mut markup = 0;
        for slot in 0..SLOTS as u64 {
            the += usize::from(vocabulary.word(slot, Form::Escaped) == "the");
            markup += usize::from(vocabulary.word(slot, Form::Escaped).contains('&'));
        }
        assert!(the > SLOTS / 50, "{the}");
        assert!((SLOTS / 16..=SLOTS / 13).contains(&markup), "{markup}");
    }

    #[test]
    fn all_forms_mean_the_same_word() {
        let vocabulary = Vocabulary::new();
        for slot in 0..SLOTS as u64 {
            let escaped = vocabulary.word(slot, Form::Escaped);
            let cdata = vocabulary
                .word(slot, Form::Cdata)
                .replace("]]><![CDATA[", "");
            let plain = vocabulary.word(slot, Form::Plain);
            assert_eq!(quick_xml::escape::unescape(escaped).unwrap(), plain);
            assert_eq!(cdata, plain);
        }
    }

    #[test]
    fn no_word_holds_what_stands_between_fields_of_an_extract() {
        let vocabulary = Vocabulary::new();
        for slot in 0..SLOTS as u64 {
            let word = vocabulary.word(slot, Form::Plain);
            assert!(!word.contains(['\t', '|', '\r', '\n', '\0']), "{word}");
        }
    }
}
