use super::Value;

/// What a finding says beside its object: a struct in the file of its rule, whose fields are the columns. So a finding that
/// lacks one does not compile.
pub(super) trait Details {
    /// The names of the columns, in order.
    const COLUMNS: &'static [&'static str];

    /// The values, each with its column.
    fn by_column(self) -> Vec<(&'static str, Value)>;
}

/// Declares a struct of details.
macro_rules! details {
    ($(#[$attribute:meta])* $see:vis struct $name:ident { $($column:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        $see struct $name {
            $($column: $type,)*
        }

        impl $crate::rules::Details for $name {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),*];

            fn by_column(self) -> Vec<(&'static str, $crate::rules::Value)> {
                vec![$((stringify!($column), self.$column.into())),*]
            }
        }
    };
}

pub(super) use details;
