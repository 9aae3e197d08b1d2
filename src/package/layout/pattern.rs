//! Paths of elements, with stars for any names.

use super::Problem;

/// A path of local names in which `**` stands for any number of levels.
#[derive(Debug)]
pub(crate) struct Pattern(pub(super) Vec<Step>);

#[derive(Debug, PartialEq)]
pub(super) enum Step {
    Name(Box<str>),
    AnyLevels,
}

impl Pattern {
    pub(super) fn parse(path: &str) -> Result<Pattern, Problem> {
        let steps: Vec<Step> = path
            .split('/')
            .map(|step| {
                if step == "**" {
                    Step::AnyLevels
                } else {
                    Step::Name(step.into())
                }
            })
            .collect();
        if steps.contains(&Step::Name("".into())) {
            let path = path.to_owned();
            return Err(Problem::EmptyName { path });
        }
        match steps.last() {
            Some(Step::Name(_)) => Ok(Pattern(steps)),
            _ => Err(Problem::NoLastName {
                path: path.to_owned(),
            }),
        }
    }

    /// The last name.
    pub fn last(&self) -> &str {
        match self.0.last() {
            Some(Step::Name(name)) => name,
            _ => "",
        }
    }

    /// All names, without what stands for any number of levels.
    pub fn names(&self) -> Vec<&str> {
        let steps = self.0.iter();
        steps
            .filter_map(|step| match step {
                Step::Name(name) => Some(&**name),
                Step::AnyLevels => None,
            })
            .collect()
    }

    pub fn matches(&self, path: &[&str]) -> bool {
        matches(&self.0, path)
    }

    /// Whether the path leads up to the pattern's elements; if so, whether just one more name is missing.
    pub fn leads_to(&self, path: &[&str]) -> Option<bool> {
        (1..self.0.len())
            .rev()
            .filter(|end| self.0[end - 1] != Step::AnyLevels)
            .find_map(|end| {
                let (before, after) = self.0.split_at(end);
                matches(before, path).then(|| {
                    after
                        .iter()
                        .filter(|step| **step != Step::AnyLevels)
                        .count()
                        == 1
                })
            })
    }
}

/// Whether the whole path is what the steps say. A `**` is first taken for no level; where the path goes on otherwise
/// than the steps behind it, the last `**` is given one level more. Going back further never helps.
pub(super) fn matches(steps: &[Step], path: &[&str]) -> bool {
    let (mut step, mut at) = (0, 0);
    let mut again = None;
    loop {
        match steps.get(step) {
            None if at == path.len() => return true,
            Some(Step::AnyLevels) => {
                step += 1;
                again = Some((step, at));
                continue;
            }
            Some(Step::Name(name)) if path.get(at).is_some_and(|here| **name == **here) => {
                step += 1;
                at += 1;
                continue;
            }
            _ => {}
        }
        match &mut again {
            Some((behind, from)) if *from < path.len() => {
                *from += 1;
                (step, at) = (*behind, *from);
            }
            _ => return false,
        }
    }
}
