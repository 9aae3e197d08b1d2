//! Users, groups and who belongs to what.

use super::Plan;
use super::random::trouble;

use super::random::Random;
use crate::directory::{Principal, PrincipalKind, PrincipalRef, Principals};

pub(super) const DEPARTMENTS: &[&str] = &[
    "Finance",
    "Sales",
    "Operations",
    "Research",
    "Legal",
    "Human Resources",
    "Trading",
    "Logistics",
    "Qualitätssicherung",
    "Comptabilité",
    "Бухгалтерия",
    "Εξυπηρέτηση πελατών",
    "営業部",
    "المبيعات",
    "Kundendienst",
    "Förvaltning",
];

const DOMAIN: &str = "DC=corp,DC=contoso,DC=com";
const FIRST_USER: u64 = 100;
const FIRST_GROUP: u64 = 1_000_000;
const SYSTEM_ID: &str = "1";
const STRANGER_ID: &str = "999999999";
/// Groups that every pool has; the teams come after them.
const FIXED_GROUPS: u64 = 8;

/// Everybody, as the rooms and categories need them.
pub(super) struct People {
    /// Users without trouble.
    pub(super) ordinary: Vec<PrincipalRef>,
    pub(super) disabled: Vec<PrincipalRef>,
    pub(super) federated: Vec<PrincipalRef>,
    /// Users outside the group that scopes admit.
    pub(super) outsiders: Vec<PrincipalRef>,
    /// All of the above.
    pub(super) users: Vec<PrincipalRef>,
    pub(super) everybody: PrincipalRef,
    pub(super) folder: PrincipalRef,
    pub(super) federated_group: PrincipalRef,
    pub(super) administrators: PrincipalRef,
    /// Groups of the departments.
    pub(super) teams: Vec<PrincipalRef>,
    /// An id that no principal has.
    pub(super) stranger: PrincipalRef,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Trouble {
    System,
    Disabled,
    Federated,
    SameUri,
    SameUpn,
    Foreign,
    Outsider,
}

/// User 0 is the system user. 1, 2 and those after 9 are users as they should be.
fn user_trouble(plan: &Plan, index: u64) -> Option<Trouble> {
    match trouble(plan, 1, index)? {
        0 if index == 0 => Some(Trouble::System),
        3 => Some(Trouble::Disabled),
        4 | 5 => Some(Trouble::Federated),
        6 => Some(Trouble::SameUri),
        7 => Some(Trouble::SameUpn),
        8 => Some(Trouble::Foreign),
        9 => Some(Trouble::Outsider),
        _ => None,
    }
}

/// Fills the principals and says who may be used for what.
pub(super) fn make(plan: &Plan, principals: &mut Principals) -> People {
    let groups = add_groups(plan, principals);
    let mut people = People {
        ordinary: Vec::new(),
        disabled: Vec::new(),
        federated: Vec::new(),
        outsiders: Vec::new(),
        users: Vec::new(),
        everybody: groups[0],
        folder: groups[1],
        federated_group: groups[3],
        administrators: groups[7],
        teams: groups[FIXED_GROUPS as usize..].to_vec(),
        stranger: principals.refer(STRANGER_ID),
    };
    for index in 0..plan.users {
        let trouble = user_trouble(plan, index);
        let id = match trouble {
            Some(Trouble::System) => SYSTEM_ID.to_owned(),
            _ => (FIRST_USER + index).to_string(),
        };
        // No two indexes give one id: the first user's number is past the system user's.
        let Some(at) = principals.describe(&id, user(plan, index, trouble)) else {
            continue;
        };
        let mut belongs = vec![at];
        match trouble {
            Some(Trouble::System) => continue,
            Some(Trouble::Federated) => belongs.push(people.federated_group),
            Some(Trouble::Outsider) => belongs.push(people.folder),
            _ => {
                belongs.extend([people.everybody, people.folder]);
                let mut random = Random::new(plan.seed, 11, index);
                belongs.extend((0..random.below(4)).filter_map(|_| random.pick(&people.teams)));
            }
        }
        principals.affiliations.set(at, &mut belongs);
        people.users.push(at);
        match trouble {
            Some(Trouble::Disabled) => people.disabled.push(at),
            Some(Trouble::Federated) => people.federated.push(at),
            Some(Trouble::Outsider) => people.outsiders.push(at),
            _ => people.ordinary.push(at),
        }
    }
    // Two groups that contain each other, and one team inside another.
    for (group, inside) in [(4, 5), (5, 4), (8, 9)] {
        if let (Some(group), Some(inside)) = (groups.get(group), groups.get(inside)) {
            principals
                .affiliations
                .set(*group, &mut vec![*group, *inside]);
        }
    }
    people
}

fn user(plan: &Plan, index: u64, trouble: Option<Trouble>) -> Principal {
    let mut random = Random::new(plan.seed, 12, index);
    let department = DEPARTMENTS[(index % DEPARTMENTS.len() as u64) as usize];
    let mut user = Principal {
        guid: Some(random.guid().into()),
        name: format!("User {index:03} ({department})"),
        uri: format!("sip:user{index:03}@contoso.com"),
        ..Principal::default()
    };
    match trouble {
        Some(Trouble::System) => {
            return Principal {
                kind: PrincipalKind::System,
                name: "System".into(),
                uri: "sip:system@contoso.com".into(),
                ..user
            };
        }
        Some(Trouble::Federated) => {
            return Principal {
                kind: PrincipalKind::FederatedUser,
                name: format!("User {index:03} (Litware)"),
                uri: format!("sip:user{index:03}@litware.com"),
                company: "Litware".into(),
                ..user
            };
        }
        _ => {}
    }
    user.ad_path = format!("CN=User {index:03},OU={department},OU=People,{DOMAIN}");
    user.user_principal_name = format!("user{index:03}@corp.contoso.com");
    user.email = format!("user{index:03}@contoso.com");
    if random.one_in(3) {
        user.display_name.clone_from(&user.name);
        user.company = "Contoso".into();
    }
    match trouble {
        Some(Trouble::Disabled) => user.disabled = true,
        // An earlier user has the same, spelled otherwise.
        Some(Trouble::SameUri) => user.uri = format!("SIP:User{:03}@contoso.com", index - 4),
        Some(Trouble::SameUpn) => {
            user.user_principal_name = format!("USER{:03}@corp.contoso.com", index - 4);
        }
        Some(Trouble::Foreign) => {
            user.ad_path = format!("CN=User {index:03},OU={department},DC=old,DC=fabrikam,DC=com");
        }
        _ => {}
    }
    user
}

fn add_groups(plan: &Plan, principals: &mut Principals) -> Vec<PrincipalRef> {
    let count = FIXED_GROUPS + 2 + plan.users / 50;
    let mut groups = Vec::with_capacity(count as usize);
    for index in 0..count {
        let mut random = Random::new(plan.seed, 13, index);
        let guid = random.guid();
        let group = |kind, name: &str, ad_path: String| Principal {
            kind,
            name: name.to_owned(),
            uri: format!("ma-grp:{}@u.g", guid.to_lowercase()),
            guid: Some(guid.as_str().into()),
            ad_path,
            ..Principal::default()
        };
        let named = |name: &str| {
            group(
                PrincipalKind::Group,
                name,
                format!("CN={name},OU=Groups,{DOMAIN}"),
            )
        };
        let principal = match index {
            0 => named("All staff"),
            1 => group(
                PrincipalKind::Folder,
                "People",
                format!("OU=People,{DOMAIN}"),
            ),
            2 => group(PrincipalKind::Domain, "corp.contoso.com", DOMAIN.to_owned()),
            3 => group(
                PrincipalKind::FederatedGroup,
                "Litware partners",
                String::new(),
            ),
            4 => named("Project Alpha"),
            5 => named("Project Beta"),
            6 => group(
                PrincipalKind::Group,
                "Fabrikam archive",
                "CN=Fabrikam archive,OU=Groups,DC=old,DC=fabrikam,DC=com".to_owned(),
            ),
            7 => named("Chat administrators"),
            _ => {
                let department = DEPARTMENTS[(index % DEPARTMENTS.len() as u64) as usize];
                named(&format!("{department} team {index}"))
            }
        };
        groups.extend(principals.describe(&(FIRST_GROUP + index).to_string(), principal));
    }
    groups
}
