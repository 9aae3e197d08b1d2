//! What the program itself has to say; its help is with the arguments.

use std::path::PathBuf;

use pchat::decisions::Place;
use pchat::directory::ObjectKind;
use pchat::wording::wording;

wording! {
    in "program";
    /// Lines on standard error.
    pub enum Line {
        /// A remark.
        Note { text: String },
        /// What went wrong.
        Error { text: String },
    }
}

wording! {
    in "program";
    /// What is said beside a result.
    pub enum Remark {
        /// Options come from a project file.
        FromProject { file: PathBuf, keys: Vec<&'static str> },
        /// The pages of the manual are there.
        PagesWritten { files: usize, folder: PathBuf },
        /// The files of a report are there.
        ReportWritten { files: usize, folder: PathBuf, page: Option<PathBuf> },
        /// A file of decisions is up to date; how many rows of which sort it has.
        DecisionsWritten { file: PathBuf, new: usize, kept: usize, gone: usize },
        /// Rows for objects of which the input has another one under the id.
        OtherObjects { file: PathBuf, rows: usize },
        /// Rows for objects that have another name now.
        OtherNames { file: PathBuf, rows: usize },
        /// One of those.
        OtherName {
            file: PathBuf,
            place: Place,
            kind: ObjectKind,
            id: String,
            before: String,
            after: String,
            action: KeptAction,
        },
        /// Rows marked as gone in a file of decisions.
        DecisionsGone { file: PathBuf, rows: usize },
        /// The target's collation, and which of its files states it.
        TargetCollation { name: String, by: String },
        /// Of an extract, not all is compared.
        NotPromised,
        /// A file is there.
        FileWritten { file: PathBuf },
        /// An extract has no second reader.
        NotReadAgain,
        /// Damaged records were left out.
        SkippedRecords { input: String, records: u64 },
        /// Damaged pages were left out.
        SkippedPages { input: String, pages: u64 },
        /// Both were.
        SkippedBoth { input: String, records: u64, pages: u64 },
        /// Words of the source may stand in the result.
        ByChance,
        /// What was generated; whether its bytes are XML.
        Generated {
            file: PathBuf,
            users: u64,
            groups: u64,
            categories: u64,
            rooms: u64,
            addins: u64,
            messages: u64,
            bytes: u64,
            xml: bool,
        },
    }
}

wording! {
    in "program";
    /// What a row of decisions says.
    pub enum KeptAction {
        /// To rename.
        NewName { name: String },
        /// Something else, by its word in the file.
        Word { word: &'static str },
    }
}

wording! {
    in "program";
    /// What a redacted input is like.
    pub enum Redaction {
        /// It is there.
        Redacted { file: PathBuf, members: u64 },
        /// Heading of what was left out.
        LeftOut,
        /// A member.
        LeftOutMember { member: String },
        /// A part of it, and how often.
        LeftOutPart { member: String, part: String, count: u64 },
    }
}

wording! {
    in "program";
    /// The bar while an input is read. Its values are what the bar itself fills in.
    pub enum Progress {
        /// How far it is.
        Bar {
            bar: &'static str,
            done: &'static str,
            total: &'static str,
            speed: &'static str,
            time: &'static str,
        },
    }
}

wording! {
    in "program";
    /// Why a command ends early.
    pub enum Fault {
        /// A name that no rule has.
        UnknownRule {
            name: String,
            meant: Option<&'static str>,
            rules: Vec<&'static str>,
        },
        /// `--schema` for a package.
        SchemaOfPackage,
        /// `--renumber` for an extract.
        RenumberExtract,
        /// A name that no table has.
        NoTable { name: String, tables: Vec<String> },
        /// The same, where the list of tables is damaged.
        TableNotFound { name: String, damage: String },
        /// A name that several tables have.
        SeveralTables { name: String, tables: Vec<String> },
        /// Rows were read and cannot be printed any more.
        NotPrinted,
        /// Standard output fails.
        CannotPrint { cause: String },
        /// The store's folder is no path that a script can have.
        NoFrom { store: PathBuf },
        /// A workbook would go to a terminal.
        WorkbookOnTerminal,
        /// A page of the manual.
        PageNotWritten { path: PathBuf, cause: String },
        /// `--force` where nothing is written.
        NothingToReplace,
        /// A package that would be one of the files in the folder of a report.
        PackageInReport { file: PathBuf, folder: PathBuf },
        /// The system does not start so many threads.
        NoThreads { count: usize, cause: String },
    }
}

wording! {
    in "program";
    /// What is wrong with a project file.
    pub enum ProjectFault {
        /// It cannot be read.
        Unreadable { file: PathBuf, cause: String },
        /// It is no TOML.
        NotToml { file: PathBuf, line: usize, cause: String },
        /// A name that no option has.
        UnknownKey {
            file: PathBuf,
            line: usize,
            key: String,
            meant: Option<&'static str>,
            keys: Vec<&'static str>,
        },
        /// A value that the option cannot have.
        WrongValue {
            file: PathBuf,
            line: usize,
            key: &'static str,
            expected: ProjectValue,
        },
    }
}

wording! {
    in "program";
    /// What a value of a project file has to be.
    pub enum ProjectValue {
        /// On or off.
        Switch,
        /// One text.
        Text,
        /// One or several.
        Texts,
        /// One of these.
        OneOf { value: String, possible: Vec<String> },
        /// Something else, which the option says.
        Refused { value: String, cause: String },
    }
}

wording! {
    in "program";
    /// What an argument has to be.
    pub enum Expected {
        /// A bound.
        Limit { names: Vec<&'static str> },
        /// What stands behind a backslash.
        Escape,
        /// Not nothing.
        Character,
        /// Text that can stand in a name.
        PlainText,
        /// A date.
        Date,
        /// The domain of a forest.
        Domain,
        /// The name of a schema.
        Schema,
        /// A folder by drive or share.
        WindowsFolder,
    }
}
