//! The words of the source: what becomes of them must hold none of them, or a search would find what is not there.

use std::collections::HashSet;

use super::cipher::Place;
use super::text::characters;
use super::words::{Words, each_word, is_ascii};
use crate::directory::Directory;
use crate::reading::{Message, Survey, Text};

/// From how many letters on a word counts.
const SHORTEST: usize = 4;
/// The longest beginning of a word that counts.
const LONGEST: usize = 64;
/// How many words are looked at. A pool that has more is not looked at at all.
const MOST: usize = 1_000_000;
/// How many other words are tried.
const TRIES: u64 = 100;

type Word = Box<[Place]>;
type Set = HashSet<Word, foldhash::fast::RandomState>;

/// Collects the words of all messages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Vocabulary;

/// The words of a source, without their letter case.
#[derive(Debug, Default)]
pub struct SourceWords {
    words: Set,
    too_many: bool,
}

impl SourceWords {
    fn add(&mut self, text: &[char]) {
        each_word(text, |word| {
            let counts = word.len() >= SHORTEST && is_ascii(&word);
            if !self.too_many && counts && !self.words.contains(&*word) {
                self.words.insert(word.into());
            }
        });
        self.keep_small();
    }

    fn keep_small(&mut self) {
        if self.words.len() > MOST {
            self.too_many = true;
            self.words.clear();
        }
    }

    /// Adds the words of the pool itself, and of the names of its members.
    pub(super) fn add_pool<'a>(
        &mut self,
        directory: &Directory,
        members: impl Iterator<Item = &'a str>,
    ) {
        let mut add = |text: &str| self.add(&text.chars().collect::<Vec<_>>());
        for (_, it) in directory.principals.iter() {
            let texts = [&it.uri, &it.name, &it.display_name, &it.company, &it.email];
            texts.into_iter().for_each(|text| add(text));
            add(&it.ad_path);
            add(&it.user_principal_name);
        }
        for it in &directory.categories {
            add(&it.name);
            add(&it.description);
        }
        for it in &directory.rooms {
            let texts = [&it.name, &it.description, &it.topic];
            texts.into_iter().for_each(|text| add(text));
        }
        for it in &directory.addins {
            add(&it.name);
            add(&it.url);
        }
        members.for_each(add);
    }

    /// Lets no word become one that holds a word of the source. Says whether that could be done for all of them.
    pub(super) fn avoided_by(self, words: Words) -> (Words, bool) {
        let mut found = words.short(SHORTEST - 1);
        if self.too_many {
            return (words.with(found), false);
        }
        let mut sorted: Vec<&Word> = self.words.iter().collect();
        sorted.sort_unstable();
        let mut taken = Set::default();
        let mut all = true;
        for word in sorted {
            let mut new = words.usual(word, 0);
            if !words.is_known(word) && self.holds_one(&new) {
                let other = (1..TRIES).map(|variant| words.usual(word, variant));
                // Whatever would become the same one would be no different word any more.
                let mut free = other.filter(|new| {
                    !self.holds_one(new)
                        && !taken.contains(&**new)
                        && !self.words.contains(&*words.origin(new))
                });
                match free.next() {
                    Some(other) => {
                        taken.insert(other.clone().into());
                        new = other;
                    }
                    None => all = false,
                }
            }
            found.insert(word.clone(), new.into());
        }
        (words.with(found), all)
    }

    /// Whether a word of the source stands in it.
    fn holds_one(&self, word: &[Place]) -> bool {
        let ends = |from: usize| from + SHORTEST..=word.len().min(from + LONGEST);
        let mut begins = 0..word.len().saturating_sub(SHORTEST - 1);
        begins.any(|from| ends(from).any(|to| self.words.contains(&word[from..to])))
    }
}

impl Survey for Vocabulary {
    type Run = SourceWords;
    type Total = SourceWords;

    fn begin(&self) -> SourceWords {
        SourceWords::default()
    }

    fn message(&self, run: &mut SourceWords, message: &Message<'_>) {
        let texts: [Option<Text<'_>>; 2] = [message.content, message.rtf];
        for text in texts.into_iter().flatten() {
            run.add(&characters(text));
        }
    }

    fn finish(&self, total: &mut SourceWords, _room: Option<&str>, run: SourceWords) {
        self.merge(total, run);
    }

    fn merge(&self, total: &mut SourceWords, later: SourceWords) {
        total.too_many |= later.too_many;
        if total.too_many {
            total.words.clear();
        } else {
            total.words.extend(later.words);
            total.keep_small();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::redact::cipher::Cipher;
    use crate::redact::words::Numbers;

    #[test]
    fn no_word_becomes_one_that_holds_another_and_all_stay_different() {
        // So many words of four letters that many would meet one by chance.
        let letters = || 'a'..='i';
        let mut source = SourceWords::default();
        let mut texts = Vec::new();
        for a in letters() {
            for b in letters() {
                for c in letters() {
                    texts.push(format!("{a}{b}{c}a"));
                    texts.push(format!("{a}{b}{c}abcdefgh"));
                }
            }
        }
        for text in &texts {
            source.add(&text.chars().collect::<Vec<_>>());
        }
        let (words, all) = source.avoided_by(Words::new(Cipher::seeded(1)));
        assert!(all);
        let new: BTreeSet<String> = texts
            .iter()
            .map(|text| words.text(text, Numbers::Replaced))
            .collect();
        assert_eq!(new.len(), texts.len());
        let short: HashSet<&str> = texts
            .iter()
            .map(String::as_str)
            .filter(|it| it.len() == 4)
            .collect();
        for word in &new {
            let windows = (0..=word.len() - 4).map(|at| &word[at..at + 4]);
            assert_eq!(windows.filter(|it| short.contains(it)).count(), 0, "{word}");
        }
    }
}
