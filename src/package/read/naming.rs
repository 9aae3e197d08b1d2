//! Members that are called like a list of the layout: `AdUsers.xml` holds what stands in `AdUsers`. The four evidenced
//! members are called so (reference: export-package).

use crate::input::Error;
use crate::input::members::Member;
use crate::package::Layout;
use crate::package::layout::Entity;
use crate::package::paths::Paths;

/// What is wrong where the member's name says what it holds, and it holds something else.
pub(super) fn disagreement(member: &Member, layout: &Layout, paths: &Paths<'_>) -> Option<Error> {
    let file = member.name.rsplit('/').next()?;
    let (stem, _) = file
        .rsplit_once('.')
        .filter(|(_, ending)| ending.eq_ignore_ascii_case("xml"))?;
    let named = layout.listed_in(stem);
    let held = named.iter().any(|entity| paths.has(*entity, stem));
    if named.is_empty() || held || !(paths.anything_known() || paths.anything_unclaimed()) {
        return None;
    }
    let wanted = noun(named[0]);
    Some(
        Error::new(format!("the member is called {file} and has no {wanted}"))
            .in_member(&member.name)
            .expected(format!("a list of {wanted} where the layout says: pchat inspect --print-layout"))
            .hint("it is damaged, has another member's name, or spells its XML otherwise: pchat inspect shows what is in it, and --layout describes where things stand; --skip-damaged goes on without it"),
    )
}

fn noun(entity: Entity) -> &'static str {
    match entity {
        Entity::Addin => "add-ins",
        entity => entity.list(),
    }
}
