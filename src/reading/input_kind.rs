/// What an input is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// An export package: one path.
    #[default]
    Package,
    /// An extract of the database: one path or several.
    Extract,
}

impl InputKind {
    /// Its stable name, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            InputKind::Package => "package",
            InputKind::Extract => "sql",
        }
    }
}
