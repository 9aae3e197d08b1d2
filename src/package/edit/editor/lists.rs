//! Lists of entries: the roles and the scope of a record.

use super::super::edits::Flags;
use super::super::entry::{Entry, EntryForm};
use super::super::spelling::Owner;
use super::Editor;
use crate::input::Error;
use crate::package::layout::Part;
use crate::package::paths::Claim;
use crate::xml::token::{Kept, Kind, TagEdit, Token};
use crate::xml::write::{element, end_tag};

impl Editor<'_> {
    pub(super) fn start_list(&mut self, token: Token<'_>, path: usize, part: Part) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        let empty = token.kind == Kind::Empty;
        let lacks = object.lacks_entries(part);
        if let Some(list) = object.list(part) {
            list.seen = true;
        }
        let tag = TagEdit {
            open: empty && lacks,
            ..TagEdit::default()
        };
        self.out.put(&tag.apply(token));
        if !empty {
            self.push(path);
            if let Some(open) = self.open.last_mut() {
                open.list = Some(part);
            }
        } else if lacks {
            self.add_entries(part);
            self.out.put(&end_tag(token.name));
        }
    }

    pub(super) fn start_entry(&mut self, token: Token<'_>, path: usize, part: Part) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        let blanks = self.out.blanks().to_vec();
        if let Some(list) = object.list(part) {
            list.seen = true;
            list.entry
                .get_or_insert_with(|| (token.name.to_owned(), blanks));
        }
        self.push(path);
        self.entry = Some((vec![token.into()], 0));
        if token.kind == Kind::Empty {
            self.end_entry();
        }
    }

    pub(super) fn entry_token(&mut self, token: Token<'_>) {
        let Some((tokens, depth)) = &mut self.entry else {
            return;
        };
        tokens.push(token.into());
        match token.kind {
            Kind::Start => *depth += 1,
            Kind::End if *depth > 0 => *depth -= 1,
            Kind::End => self.end_entry(),
            _ => {}
        }
    }

    /// Messages in an entry: no export writes that. It is no entry then, and passes by as it is.
    pub(super) fn open_entry(&mut self) -> Result<(), Error> {
        let Some((tokens, _)) = self.entry.take() else {
            return Ok(());
        };
        let mut tokens = tokens.iter().map(Kept::token);
        if let Some(first) = tokens.next() {
            self.out.put(first.raw);
        }
        tokens.try_for_each(|token| self.token(token))
    }

    pub(super) fn end_entry(&mut self) {
        let (Some((tokens, _)), Some(open)) = (self.entry.take(), self.open.pop()) else {
            return;
        };
        let (Claim::Part(part), Some(object)) =
            (self.paths.claim(open.path), self.objects.last_mut())
        else {
            return;
        };
        let owner = Owner::Part(object.entity, part);
        let (paths, spelling) = (&mut self.paths, &mut self.spelling);
        let entry = Entry::new(tokens, open.path, owner, paths, spelling);
        let list = object.list(part);
        let change = list.and_then(|list| {
            let edit = list.edit(entry.id())?;
            let first = !std::mem::replace(&mut edit.done, true);
            Some((*edit, first))
        });
        let Some((edit, first)) = change else {
            self.out.put(&entry.raw());
            return;
        };
        match entry.edited(&edit, first, owner, spelling) {
            Some(raw) => self.out.put(&raw),
            None => self.out.drop_blanks(),
        }
    }

    /// Adds what a list lacks, before its end.
    pub(super) fn add_entries(&mut self, part: Part) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        let way = self.spelling.way_to(object.entity, part);
        let owner = Owner::Part(object.entity, part);
        let prefix = object.prefix.clone();
        let Some(list) = object.list(part) else {
            return;
        };
        // Levels that the layout wants between the list and its entries.
        let between = way.get(1..way.len().saturating_sub(1)).unwrap_or_default();
        let between = if list.entry.is_some() { &[] } else { between };
        let (name, indent) = list.entry.clone().unwrap_or_else(|| {
            let own = way.last().cloned().unwrap_or_default();
            ([prefix.clone(), own].concat(), Vec::new())
        });
        let mut added = Vec::new();
        let mut form: Option<(Flags, EntryForm)> = None;
        for (id, flags) in list.missing() {
            added.extend_from_slice(&indent);
            let (_, form) = match &mut form {
                Some(form) if form.0 == flags => form,
                form => form.insert((flags, EntryForm::new(&name, flags, owner, &self.spelling))),
            };
            form.write(id, &mut added);
        }
        list.edits.iter_mut().for_each(|edit| edit.done = true);
        if added.is_empty() {
            return;
        }
        for level in between.iter().rev() {
            added = element(&prefix, level, &added);
        }
        self.out.put_before_blanks(&added);
    }

    /// A list where there is none yet.
    pub(super) fn add_list(&mut self, part: Part) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        let way = self.spelling.way_to(object.entity, part);
        let name = [&*object.prefix, way.first().map_or(&[][..], |name| name)].concat();
        if let Some(list) = object.list(part) {
            list.seen = true;
        }
        // Roles stand right behind what is before them; anything else on a line of its own.
        let indent = match part {
            Part::Roles => Vec::new(),
            _ => object.indent.clone().unwrap_or_default(),
        };
        self.out
            .put_before_blanks(&[&*indent, b"<", &name, b">"].concat());
        let blanks = self.out.blanks().to_vec();
        self.out.drop_blanks();
        self.add_entries(part);
        self.out.put(&end_tag(&name));
        self.out.text(&blanks);
    }
}
