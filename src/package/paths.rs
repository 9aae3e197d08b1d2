//! Every element path of a member: what the layout makes of it, and how often it occurs.

mod joined;

use std::collections::BTreeMap;

use super::layout::{Entity, EntityLayout, Field, FieldLayout, Layout, Part};
use crate::directory::Unclaimed;

/// How many different paths are told apart in one member; the rest share one entry.
pub(super) const PATHS_KEPT: usize = 10_000;

/// What the rest is called.
pub(super) const MORE: &str = "(more)";
const MORE_ATTRIBUTES: &str = "@(more)";

/// What an element or attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Nothing the layout names.
    Unclaimed,
    /// On the way to something the layout names.
    Container,
    Entity(Entity),
    Part(Part),
    /// A field and the rank of the candidate that found it.
    Field(Field, u8),
}

#[derive(Debug)]
struct Node<'l> {
    parent: usize,
    name: Box<str>,
    claim: Claim,
    /// The entity or part whose fields stand below: its node and its names.
    owner: Option<(usize, Owner<'l>)>,
    /// An entity that stands directly below, if any does: then the member holds that kind, be it an empty list.
    announces: Option<Entity>,
    count: u64,
    /// By name.
    children: Vec<(Box<str>, usize)>,
    /// By name.
    attributes: Vec<(Box<str>, Claim, u64)>,
}

impl Node<'_> {
    /// Where this child is or would be.
    fn child(&self, name: &str) -> Result<usize, usize> {
        self.children
            .binary_search_by(|(child, _)| (**child).cmp(name))
    }

    /// Where this attribute is or would be.
    fn attribute(&self, name: &str) -> Result<usize, usize> {
        self.attributes
            .binary_search_by(|(known, ..)| (**known).cmp(name))
    }
}

#[derive(Clone, Copy, Debug)]
enum Owner<'l> {
    Entity(&'l EntityLayout),
    Part(&'l [FieldLayout]),
}

impl<'l> Owner<'l> {
    fn fields(self) -> &'l [FieldLayout] {
        match self {
            Owner::Entity(layout) => &layout.fields,
            Owner::Part(fields) => fields,
        }
    }
}

/// The element paths of one member. A path is a number; 0 is the document itself.
#[derive(Debug)]
pub(crate) struct Paths<'l> {
    layout: &'l Layout,
    nodes: Vec<Node<'l>>,
    /// Elements and attributes that stand for what no node could be made for, or that other readers counted.
    extra: BTreeMap<String, u64>,
    /// How many attributes are told apart, those of all elements together.
    attributes: usize,
    /// The path of all elements that came too late to have their own.
    late: Option<usize>,
}

impl<'l> Paths<'l> {
    pub fn new(layout: &'l Layout) -> Self {
        let mut paths = Paths {
            layout,
            nodes: Vec::new(),
            extra: BTreeMap::new(),
            attributes: 0,
            late: None,
        };
        paths.push(0, "", Claim::Container, None, None);
        paths
    }

    /// The path of an element below another; counted.
    pub fn enter(&mut self, parent: usize, name: &str) -> usize {
        let at = self.below(parent, name);
        self.nodes[at].count += 1;
        at
    }

    /// The path of an element below another; not counted.
    pub fn below(&mut self, parent: usize, name: &str) -> usize {
        let node = &self.nodes[parent];
        match node.child(name) {
            Ok(child) => node.children[child].1,
            Err(_) => self.new_below(parent, name),
        }
    }

    /// What an attribute of this element is; counted.
    pub fn attribute(&mut self, at: usize, name: &str) -> Claim {
        let node = &mut self.nodes[at];
        let place = match node.attribute(name) {
            Ok(place) => {
                let (_, claim, count) = &mut node.attributes[place];
                *count += 1;
                return *claim;
            }
            Err(place) => place,
        };
        let claim = match (self.nodes[at].claim, self.nodes[at].owner) {
            (Claim::Entity(_) | Claim::Part(_), Some((_, owner))) => field(owner.fields(), &[name]),
            _ => Claim::Unclaimed,
        };
        // One that is known is kept in any case: there are not many.
        if self.attributes < PATHS_KEPT || claim != Claim::Unclaimed {
            self.attributes += 1;
            let new = (name.into(), claim, 1);
            self.nodes[at].attributes.insert(place, new);
        } else {
            self.count_extra(at, MORE_ATTRIBUTES, 1);
        }
        claim
    }

    /// What the element of this path is.
    pub fn claim(&self, at: usize) -> Claim {
        self.nodes[at].claim
    }

    /// An entity that the element of this path is the list of.
    pub fn announces(&self, at: usize) -> Option<Entity> {
        self.nodes[at].announces
    }

    /// The path as text.
    pub fn text(&self, at: usize) -> String {
        let mut names = self.names(at);
        if names.is_empty() {
            names.push("the document");
        }
        names.join("/")
    }

    /// Counts something below this path that is not an element or attribute seen here.
    pub fn count_extra(&mut self, at: usize, below: &str, count: u64) {
        let path = if below.is_empty() {
            self.text(at)
        } else {
            format!("{}/{below}", self.text(at))
        };
        self.count_path(path, count);
    }

    /// Counts the element of this path as one that is not read: it is a field that has its value already.
    pub fn count_again(&mut self, at: usize) {
        self.count_path(self.text(at) + Unclaimed::AGAIN, 1);
    }

    fn count_path(&mut self, path: String, count: u64) {
        let path = if self.extra.len() < PATHS_KEPT || self.extra.contains_key(&path) {
            path
        } else {
            MORE.to_owned()
        };
        *self.extra.entry(path).or_default() += count;
    }

    /// Elements of this path that another reader saw.
    pub fn count_more(&mut self, at: usize, count: u64) {
        self.nodes[at].count += count;
    }

    /// Whether anything of what was seen is a thing the layout knows, or a list of them: more than the way there.
    pub fn anything_known(&self) -> bool {
        self.nodes
            .iter()
            .any(|node| matches!(node.claim, Claim::Entity(_)) || node.announces.is_some())
    }

    /// Whether the layout knows anything of what was seen.
    pub fn anything_claimed(&self) -> bool {
        self.nodes[1..]
            .iter()
            .any(|node| node.claim != Claim::Unclaimed)
    }

    /// How many elements were seen of the entity.
    pub fn count_of(&self, entity: Entity) -> u64 {
        self.nodes
            .iter()
            .filter(|node| node.claim == Claim::Entity(entity))
            .map(|node| node.count)
            .sum()
    }

    /// Whether there is one of the entity, or an element of this name that is a list of them.
    pub fn has(&self, entity: Entity, list: &str) -> bool {
        let mut nodes = self.nodes.iter().filter(|node| node.count > 0);
        let is_list = |node: &Node<'_>| {
            node.announces == Some(entity) && node.name.eq_ignore_ascii_case(list)
        };
        nodes.any(|node| node.claim == Claim::Entity(entity) || is_list(node))
    }

    /// Whether there is an element that the layout says nothing of.
    pub fn anything_unclaimed(&self) -> bool {
        let mut nodes = self.nodes[1..].iter();
        nodes.any(|node| node.claim == Claim::Unclaimed && node.count > 0)
    }

    /// All elements seen.
    pub fn elements(&self) -> u64 {
        self.nodes.iter().map(|node| node.count).sum()
    }

    /// The paths that nothing claims and how often each occurs, by path.
    pub fn unclaimed(&self) -> BTreeMap<String, u64> {
        let mut unclaimed = self.extra.clone();
        for (at, node) in self.nodes.iter().enumerate().skip(1) {
            if node.claim == Claim::Unclaimed && node.count > 0 {
                *unclaimed.entry(self.text(at)).or_default() += node.count;
            }
            for (name, claim, count) in &node.attributes {
                if *claim == Claim::Unclaimed {
                    *unclaimed
                        .entry(format!("{}/@{name}", self.text(at)))
                        .or_default() += count;
                }
            }
        }
        unclaimed
    }

    fn new_below(&mut self, parent: usize, name: &str) -> usize {
        let name = if self.nodes.len() < PATHS_KEPT {
            name
        } else {
            MORE
        };
        let node = &self.nodes[parent];
        if let Ok(child) = node.child(name) {
            return node.children[child].1;
        }
        if self.nodes.len() > 2 * PATHS_KEPT {
            return self.late();
        }
        let layout = self.layout;
        let mut names = self.names(parent);
        names.push(name);
        let entity = layout
            .entities
            .iter()
            .find(|entity| entity.at.iter().any(|at| at.matches(&names)));
        if let Some(layout) = entity {
            self.claim_way(parent);
            let at = self.push(parent, name, Claim::Entity(layout.entity), None, None);
            self.nodes[at].owner = Some((at, Owner::Entity(layout)));
            return at;
        }
        let mut leads = false;
        let mut announces = None;
        for layout in &layout.entities {
            for just_above in layout.at.iter().filter_map(|at| at.leads_to(&names)) {
                leads = true;
                announces = announces.or(just_above.then_some(layout.entity));
            }
        }
        if let Some(at) = self.add_inside(parent, name) {
            return at;
        }
        if leads {
            self.claim_way(parent);
        }
        let claim = if leads {
            Claim::Container
        } else {
            Claim::Unclaimed
        };
        self.push(parent, name, claim, self.nodes[parent].owner, announces)
    }

    /// A part or field of the entity or part around, or something on the way to one.
    fn add_inside(&mut self, parent: usize, name: &str) -> Option<usize> {
        let (owner_at, owner) = self.nodes[parent].owner?;
        let depth = self.names(owner_at).len();
        let mut names = self.names(parent).split_off(depth);
        names.push(name);
        let mut claim = field(owner.fields(), &names);
        let mut part_fields = None;
        if let Owner::Entity(layout) = owner {
            for part in &layout.parts {
                if part.at.iter().any(|at| at.matches(&names)) {
                    claim = Claim::Part(part.part);
                    part_fields = Some(part.fields.as_slice());
                } else if claim == Claim::Unclaimed
                    && part.at.iter().any(|at| at.leads_to(&names).is_some())
                {
                    claim = Claim::Container;
                }
            }
        }
        if claim == Claim::Unclaimed {
            return None;
        }
        let at = self.push(parent, name, claim, Some((owner_at, owner)), None);
        if let Some(fields) = part_fields {
            self.nodes[at].owner = Some((at, Owner::Part(fields)));
        }
        Some(at)
    }

    fn push(
        &mut self,
        parent: usize,
        name: &str,
        claim: Claim,
        owner: Option<(usize, Owner<'l>)>,
        announces: Option<Entity>,
    ) -> usize {
        let at = self.nodes.len();
        let (children, attributes) = (Vec::new(), Vec::new());
        self.nodes.push(Node {
            parent,
            name: name.into(),
            claim,
            owner,
            announces,
            count: 0,
            children,
            attributes,
        });
        if at > 0 {
            let node = &mut self.nodes[parent];
            let place = node.child(name).unwrap_or_else(|place| place);
            node.children.insert(place, (name.into(), at));
        }
        at
    }

    /// Something is known below: what `**` stepped over is a way to it.
    fn claim_way(&mut self, mut at: usize) {
        while at != 0 {
            if self.nodes[at].claim == Claim::Unclaimed {
                self.nodes[at].claim = Claim::Container;
            }
            at = self.nodes[at].parent;
        }
    }

    fn late(&mut self) -> usize {
        match self.late {
            Some(at) => at,
            None => {
                let at = self.push(0, MORE, Claim::Unclaimed, None, None);
                *self.late.insert(at)
            }
        }
    }

    /// The names of the elements on the way to this path, itself among them.
    pub fn names(&self, mut at: usize) -> Vec<&str> {
        let mut names = Vec::new();
        while at != 0 {
            names.push(&*self.nodes[at].name);
            at = self.nodes[at].parent;
        }
        names.reverse();
        names
    }
}

fn field(fields: &[FieldLayout], names: &[&str]) -> Claim {
    let is = |path: &[Box<str>]| {
        path.len() == names.len() && path.iter().zip(names).all(|(a, b)| **a == **b)
    };
    if let Some(found) = fields
        .iter()
        .filter(|field| is(&field.path))
        .min_by_key(|field| field.rank)
    {
        return Claim::Field(found.field, found.rank);
    }
    let leads = fields
        .iter()
        .any(|field| field.path.len() > names.len() && is(&field.path[..names.len()]));
    if leads {
        Claim::Container
    } else {
        Claim::Unclaimed
    }
}
