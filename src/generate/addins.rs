//! Add-ins: the first ones are as they should be, then one of each trouble.

use super::Plan;
use super::random::Random;
use crate::directory::{Addin, Directory};

pub(super) fn make(plan: &Plan, directory: &mut Directory) {
    let addin = |index: u64| {
        let mut random = Random::new(plan.seed, 20, index);
        let id = random.guid();
        let name = match index {
            0 => "Ticket board".to_owned(),
            1 => "Price monitor".to_owned(),
            2 => "TICKET BOARD ".to_owned(),
            3 => "Dashboard of all open customer requests by region and product".to_owned(),
            4 => "Shift plan".to_owned(),
            5 => "Document share".to_owned(),
            _ => format!("Board {index}"),
        };
        let url = match index {
            4 => format!("https://apps.contoso.com/plan?view={}", "week-".repeat(50)),
            5 => "ftp://files.contoso.com/share".to_owned(),
            _ => format!("https://apps.contoso.com/{index}?room=%R&user=%U"),
        };
        Addin {
            id: id.into(),
            name,
            url,
        }
    };
    for index in 0..6 + plan.rooms / 500 {
        // The ids are random and long, so none is refused.
        let _ = directory.add_addin(addin(index));
    }
}
