//! The pool: who and what there is, the same for a seed and its counts however the package is spelled.

use super::{Plan, addins, categories, fit, people, rooms};
use crate::directory::{Directory, Parts, PrincipalRef};
use crate::pool::schema::Generation;

/// A pool and what its model cannot say.
#[derive(Debug)]
pub(super) struct Pool {
    pub(super) directory: Directory,
    /// Users without any trouble, from whom rooms usually take their people.
    pub(super) ordinary: Vec<PrincipalRef>,
    /// An id that no principal has.
    pub(super) stranger: PrincipalRef,
    /// What is wrong with each room.
    pub(super) room_troubles: Vec<Option<rooms::Trouble>>,
    /// Whose tables must hold it.
    pub(super) schema: Option<Generation>,
}

impl Pool {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut directory = Directory::default();
        directory.parts = Parts::ALL;
        let people = people::make(plan, &mut directory.principals);
        addins::make(plan, &mut directory);
        let homes = categories::make(plan, &people, &mut directory);
        let mut room_troubles = rooms::make(plan, &people, &homes, &mut directory);
        let schema = plan.schema();
        if let Some(schema) = schema {
            for trouble in &mut room_troubles {
                *trouble = fit::trouble(*trouble);
            }
            fit::directory(&mut directory, schema);
        }
        Pool {
            directory,
            ordinary: people.ordinary,
            stranger: people.stranger,
            room_troubles,
            schema,
        }
    }
}
