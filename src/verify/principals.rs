//! Users, groups and the groups they belong to.

use crate::directory::{Principal, PrincipalRef};
use crate::rules::Object;
use crate::verify::sheet::{Absent, Sheet, same_list};

pub(super) fn compare(sheet: &mut Sheet<'_>, absent: &Absent) {
    let pairs = sheet.pairs;
    let (here, there) = (&pairs.expected.principals, &pairs.found.principals);
    for (at, principal) in here.iter().filter(|(_, it)| !absent.has(it)) {
        sheet.counts.principals += 1;
        let object = || Object::principal(here, at);
        match pairs.principal(at).and_then(|other| there.get(other)) {
            Some(other) => one(sheet, object, principal, other),
            None => sheet.missing(object()),
        }
    }
    for (at, _) in there.iter() {
        let promised = pairs.principals.expected_of[at.0 as usize];
        if promised.is_none_or(|promised| here.get(PrincipalRef(promised)).is_none()) {
            sheet.added(Object::principal(there, at));
        }
    }
    if !absent.affiliations && !sheet.imported() {
        affiliations(sheet);
    }
}

fn one(
    sheet: &mut Sheet<'_>,
    object: impl Fn() -> Object,
    principal: &Principal,
    other: &Principal,
) {
    let imported = sheet.imported();
    let mut same = |field, expected: &str, found: &str| {
        if expected != found {
            sheet.note(object(), field, expected.into(), found.into());
        }
    };
    if !(imported && principal.kind.is_federated()) {
        same("kind", principal.kind.word(), other.kind.word());
    }
    if !imported {
        let guid = |it: &Principal| it.guid.as_deref().unwrap_or_default().to_owned();
        same("guid", &guid(principal), &guid(other));
        same("uri", &principal.uri, &other.uri);
        same("name", &principal.name, &other.name);
        same("display_name", &principal.display_name, &other.display_name);
        same("company", &principal.company, &other.company);
        same("email", &principal.email, &other.email);
        same("ad_path", &principal.ad_path, &other.ad_path);
        same(
            "user_principal_name",
            &principal.user_principal_name,
            &other.user_principal_name,
        );
    }
    if principal.disabled != other.disabled {
        let values = (principal.disabled.into(), other.disabled.into());
        sheet.note(object(), "disabled", values.0, values.1);
    }
}

fn affiliations(sheet: &mut Sheet<'_>) {
    let pairs = sheet.pairs;
    let (here, there) = (&pairs.expected.principals, &pairs.found.principals);
    sheet.counts.affiliations += here.affiliations.len();
    let mut list = |at: PrincipalRef, other: Option<PrincipalRef>| {
        let expected: Vec<_> = here.affiliations.of(at).collect();
        let found = other.map(|other| there.affiliations.of(other).collect());
        let object = Object::principal(here, at);
        same_list(
            sheet,
            object,
            "affiliation",
            expected,
            found.unwrap_or_default(),
        );
    };
    for at in here.references() {
        list(at, pairs.principal(at));
    }
    for at in pairs.principals.only_found() {
        let at = PrincipalRef(at as u32);
        let found: Vec<_> = there.affiliations.of(at).collect();
        let object = Object::principal(there, at);
        same_list(sheet, object, "affiliation", Vec::new(), found);
    }
}
