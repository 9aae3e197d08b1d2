//! A line of the management shell that changes one object of a Persistent Chat pool.

use super::super::powershell;

/// One call of a `Set-CsPersistentChat…` cmdlet. Only cmdlets and parameters that Microsoft's reference has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cmdlet {
    /// Its name.
    pub name: &'static str,
    /// The object, by its name in the pool: the pool's own stands in front.
    pub object: String,
    /// The parameters, each with what it is given.
    pub arguments: Vec<(&'static str, Argument)>,
}

/// What a parameter is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A word that the parameter knows.
    Word(&'static str),
    /// These are put on the list.
    Add(Vec<String>),
    /// These are taken from it.
    Remove(Vec<String>),
    /// The manager whom the one who runs the script names is put on the list.
    AddManager,
}

/// The name of the script's parameter for a new manager.
pub const MANAGER: &str = "$Manager";

impl Argument {
    fn value(&self) -> String {
        let texts = |list: &[String]| powershell::texts(list.iter().map(String::as_str));
        match self {
            Argument::Text(text) => powershell::text(text),
            Argument::Flag(true) => "$true".to_owned(),
            Argument::Flag(false) => "$false".to_owned(),
            Argument::Word(word) => (*word).to_owned(),
            Argument::Add(list) => format!("@{{Add = {}}}", texts(list)),
            Argument::Remove(list) => format!("@{{Remove = {}}}", texts(list)),
            Argument::AddManager => format!("@{{Add = {MANAGER}}}"),
        }
    }
}

impl Cmdlet {
    /// The whole line, for a pool that this expression names.
    pub fn line(&self, pool: &str) -> String {
        format!(
            "{} -Identity {}{}",
            self.name,
            self.identity(pool),
            self.rest()
        )
    }

    /// The object, as an expression.
    pub fn identity(&self, pool: &str) -> String {
        format!("({pool} + '\\' + {})", powershell::text(&self.object))
    }

    /// What it does, without the object.
    pub fn deed(&self) -> String {
        format!("{}{}", self.name, self.rest())
    }

    /// Whether it needs a new manager to be named.
    pub fn needs_manager(&self) -> bool {
        self.arguments
            .iter()
            .any(|(_, argument)| *argument == Argument::AddManager)
    }

    fn rest(&self) -> String {
        let arguments = self.arguments.iter();
        arguments
            .map(|(name, argument)| format!(" -{name} {}", argument.value()))
            .collect()
    }
}
