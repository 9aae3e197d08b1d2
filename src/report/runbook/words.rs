//! What the pages say beside the steps.

use crate::wording::wording;

wording! {
    in "runbook-page";
    /// Headings, labels and remarks.
    pub(super) enum Label {
        Heading { input: String },
        What { package: String },
        Summary { needed: usize, open: usize, errors: usize },
        HowTo,
        Marks,
        InBrackets,
        SameFolder,
        NotKept,
        StepsNeeded { needed: usize, all: usize },
        Values,
        Contents,
        Done,
        By,
        When,
        GuideStep { step: String },
        NoGuideStep,
        RestsOn,
        Inferred,
        Program,
        NothingFound,
        NotChecked { why: String },
        Found { title: String, count: usize, open: usize, converted: usize },
        Listed { title: String, count: usize },
        Remedy { text: String },
        Conversion { changes: String },
        Does { title: String, count: usize },
        Converted,
        Caused { rule: String, error: bool },
        Open { error: bool },
        NewName { name: String },
        MorePeople { count: usize },
        MoreItems { count: usize, file: String },
    }
}

wording! {
    in "runbook-page";
    /// What stands in the repair script.
    pub(super) enum InScript {
        AboutScript { input: String },
        AsksFirst,
        NamesInIt,
        CountOfLines { lines: usize },
        NothingToRepair,
        PoolParameter,
        ManagerParameter,
        Repairs { rule: &'static str, kind: String, id: String, name: String },
    }
}
