//! What a runbook says; the sentences stand in `wording/en/runbook.toml`.

use crate::wording::wording;

wording! {
    in "runbook";
    /// The heading of a chapter.
    #[derive(Copy)]
    pub enum ChapterTitle {
        /// What has to be there.
        Prerequisites,
        /// What is prepared in the source.
        Prepare,
        /// What else was found.
        Beyond,
        /// The dry run.
        Rehearse,
        /// The migration itself.
        Perform,
        /// The old pool goes.
        Decommission,
        /// The people move.
        RollOut,
    }
}

wording! {
    in "runbook";
    /// The heading of a step.
    #[derive(Copy)]
    #[expect(missing_docs, reason = "the sentence says it")]
    pub enum Title {
        LyncPool,
        ChatPool,
        BackUpSource,
        OneForest,
        Inspect,
        Flatten,
        RootManagers,
        NameLengths,
        InvitationSettings,
        KnowFiles,
        FederatedPeople,
        StayBehind,
        CutOff,
        Decide,
        Simulate,
        StopSource,
        Export,
        CheckDisabled,
        LookInside,
        Convert,
        StopTarget,
        BackUpTarget,
        TryImport,
        Import,
        CopyFiles,
        PortLookup,
        StartTarget,
        CheckTarget,
        Prove,
        Verifier,
        RepairTarget,
        GoOrBack,
        Uninstall,
        RemoveTrust,
        EnableClients,
        SpreadWord,
    }
}

wording! {
    in "runbook";
    /// Where commands are typed, or what they are.
    #[derive(Copy, PartialEq, Eq)]
    pub enum Place {
        /// The management shell of the target.
        Shell,
        /// PowerShell on a machine that has this program.
        Here,
        /// PowerShell on a machine that reaches both file stores.
        Files,
        /// A query in the database of the source.
        Query,
        /// One in the database of the target.
        TargetQuery,
        /// What another program is expected to print.
        Expected,
    }
}

wording! {
    in "runbook";
    /// A page of Microsoft's documentation, or what stands with it.
    #[derive(Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Page {
        /// The guide itself.
        Guide,
        /// A page of the management shell's reference.
        Reference {
            /// The cmdlet.
            cmdlet: &'static str,
        },
        /// The resource kit.
        ResourceKit,
        /// Who can be in a room.
        Membership,
        /// The tables.
        Schema,
        /// The guide for a later version.
        Migrate2019,
        /// What a user of the cmdlet wrote to its page.
        Report3300,
    }
}

wording! {
    in "runbook";
    /// An instruction.
    #[expect(missing_docs, reason = "the sentence says it")]
    pub enum Do {
        DeployPool,
        ManyPools,
        InstallChatPool,
        MayHaveRooms,
        TargetKnown { conflicts: usize },
        TargetUnknown,
        BackUpLegacy,
        TestBackup,
        SameForest,
        AdminTool,
        AnalyzeHere,
        Counted {
            categories: u64,
            rooms: u64,
            addins: u64,
            users: u64,
            groups: u64,
            messages: u64,
            files: u64,
            first: Option<String>,
            last: Option<String>,
        },
        OneLevel,
        SeparatorUnknown { separator: String },
        ManagersOfAll,
        LimitWithParents,
        CategoryRules,
        FilesByHand,
        FilesCounted { files: u64, rooms: usize },
        NoFederation,
        DisabledPrincipals,
        MarkDisabled,
        DisabledMayCome,
        LeftOutByDecision { rooms: u64, messages: u64 },
        ChooseDate,
        DateChosen { date: String, before: u64, kept: u64 },
        NoDate,
        StartDateDoubtful,
        KeepFull,
        InAdminTool,
        InDirectory,
        ByDecision { actions: Vec<&'static str> },
        NoDecisions,
        WithDecisions { file: String },
        RunbookAgain,
        Changes { changes: u64, open: usize, errors: usize },
        StopWithErrors,
        TestPool,
        StopServices,
        NoneRunning,
        BackUpAgain,
        EmptyFolder { folder: String },
        ExportRole,
        ExportDatabase,
        ExportLevel,
        DisablesSource,
        NotDisabledReport,
        CountDisabled { rooms: u64 },
        CloseByTool,
        CloseByCmdlet,
        InspectExport,
        CompareCounts,
        DecideAgain,
        ConvertNow,
        ProveConverted,
        StopTargetServices,
        ServiceNames,
        BackUpTargetIf,
        BackUpAnyway,
        NoteCounts,
        NodeTypes,
        QueryIsSurer,
        WhatIfFirst,
        FixWarnings,
        ReportReplaced,
        EditedPackage,
        ImportNow,
        NoWayBack,
        CopyFolder,
        ClientsAndFiles,
        /// Which files are there, and scripts that copy those.
        CompareFiles,
        CopyTwice,
        DeleteLookup,
        SameAddress,
        OnlyOldClients,
        TurnOn,
        StartServices,
        LooksAndCmdlets,
        ExpectCounts { categories: u64, rooms: u64 },
        CreatorsAgain,
        SampleRooms,
        ExportTarget,
        ProveImported,
        VerifierCompares,
        VerifierSettings,
        VerifierExpected { more: usize },
        ScriptAsks { lines: usize },
        ScriptNone,
        ScriptManager { rooms: usize },
        ScriptPool,
        WhoDecides,
        WayBack,
        WaitBeforeUninstall,
        UninstallOld,
        DeleteTrusted,
        PoolTakesAll,
        TopologyBuilder,
        PolicyOff,
        PolicyForAll,
        WriteToFederated { people: usize },
        WriteToManagers { names: u64 },
        WhereToReport,
        KeepPackage,
    }
}
