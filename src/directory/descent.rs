use super::Tree;

/// One step of a walk through all categories. Between the first and the last step of a category stand those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The category at this position is above, or is, whatever comes until it is left.
    Enter(u32),
    /// All categories on the way up from this one, itself among them and the root not, are entered, and no others.
    At(u32),
    /// The end of what is below it.
    Leave(u32),
}

impl Tree<'_> {
    /// The steps of a walk from the top down, in which something can be counted for the whole way above every category
    /// without walking that way for each. The categories of a circle are entered together: each is above all others.
    pub fn descent(&self) -> Vec<Step> {
        let count = self.ways.len();
        let root = self.root_id();
        let root = root.and_then(|id| self.directory.category_position(id));
        let on_ring = self.on_ring();
        let mut below: Vec<Vec<u32>> = vec![Vec::new(); count];
        let mut tops = Vec::new();
        for (at, way) in (0..).zip(&self.ways) {
            match way.above {
                Some(above) if !on_ring[at as usize] => below[above as usize].push(at),
                Some(_) => {}
                None if root == Some(at as usize) => {}
                None => tops.push(at),
            }
        }
        let mut steps = Vec::with_capacity(3 * count);
        steps.extend(root.map(|at| Step::At(at as u32)));
        let mut open = Vec::new();
        for at in tops {
            descend(&[at], &below, &mut steps, &mut open);
        }
        let mut seen = vec![false; count];
        for at in (0..count as u32).filter(|at| on_ring[*at as usize]) {
            let above = |at: &u32| self.ways[*at as usize].above;
            let ring: Vec<u32> = std::iter::successors(Some(at), above)
                .take_while(|at| !std::mem::replace(&mut seen[*at as usize], true))
                .collect();
            descend(&ring, &below, &mut steps, &mut open);
        }
        steps
    }

    /// By position: whether a category is part of a circle, and not merely below one.
    fn on_ring(&self) -> Vec<bool> {
        let mut below = vec![0_u32; self.ways.len()];
        let above = |at: u32| self.ways[at as usize].above;
        for way in self.ways.iter().filter(|way| way.cyclic) {
            if let Some(above) = way.above {
                below[above as usize] += 1;
            }
        }
        let mut on_ring: Vec<bool> = self.ways.iter().map(|way| way.cyclic).collect();
        // A category with nothing below is on no ring; taken away, the next one may have nothing below.
        let mut bare: Vec<u32> = (0..self.ways.len() as u32)
            .filter(|at| on_ring[*at as usize] && below[*at as usize] == 0)
            .collect();
        while let Some(at) = bare.pop() {
            on_ring[at as usize] = false;
            if let Some(above) = above(at) {
                below[above as usize] -= 1;
                if below[above as usize] == 0 {
                    bare.push(above);
                }
            }
        }
        on_ring
    }
}

/// The steps of categories that are entered together, and of all below them.
fn descend(together: &[u32], below: &[Vec<u32>], steps: &mut Vec<Step>, open: &mut Vec<Step>) {
    steps.extend(together.iter().map(|at| Step::Enter(*at)));
    steps.extend(together.iter().map(|at| Step::At(*at)));
    open.extend(together.iter().map(|at| Step::Leave(*at)));
    let of = |at: &u32| below[*at as usize].iter().map(|at| Step::Enter(*at));
    open.extend(together.iter().flat_map(of));
    while let Some(step) = open.pop() {
        steps.push(step);
        if let Step::Enter(at) = step {
            steps.push(Step::At(at));
            open.push(Step::Leave(at));
            open.extend(of(&at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Category, Directory};

    #[test]
    fn what_is_entered_is_the_way_up() {
        let mut directory = Directory::default();
        for (id, parent) in [
            ("1", "1"),
            ("2", "1"),
            ("3", "2"),
            ("4", "2"),
            ("5", "99"),
            ("6", "5"),
            ("7", "8"),
            ("8", "9"),
            ("9", "7"),
            ("10", "7"),
            ("11", "10"),
        ] {
            assert!(directory.add_category(Category {
                id: id.into(),
                parent: Some(parent.into()),
                ..Category::default()
            }));
        }
        let tree = directory.tree();
        let mut entered = Vec::new();
        let mut visited = 0;
        for step in tree.descent() {
            match step {
                Step::Enter(at) => entered.push(at),
                Step::Leave(at) => entered.retain(|it| *it != at),
                Step::At(at) => {
                    visited += 1;
                    let category = &directory.categories[at as usize];
                    let chain = tree.chain(category).categories.into_iter();
                    let mut way: Vec<u32> = chain
                        .map(|it| directory.category_position(&it.id).unwrap() as u32)
                        .collect();
                    let mut open = entered.clone();
                    way.sort_unstable();
                    open.sort_unstable();
                    assert_eq!(open, way, "{}", category.id);
                }
            }
        }
        assert_eq!(visited, directory.categories.len());
        assert!(entered.is_empty());
    }
}
