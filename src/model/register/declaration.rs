//! How a register is declared: once, with what all others need to know of it.

use super::field::{Field, Noun, Reference, TakeReference};
use super::sources::Sources;
use super::value::Value;
use crate::error::Result;
use crate::model::Date;

/// A register: the word for its entries, their fields, and the table that shows them.
#[derive(Debug)]
pub struct Declaration {
    /// The word for what is recorded, in `log.kind`.
    pub word: &'static str,
    /// The fields in the order in which they are declared.
    pub fields: &'static [Field],
    /// The fields that a list of entries shows, in that order.
    pub brief: &'static [&'static str],
    /// The table that has a row for each entry.
    pub table: Option<&'static str>,
    /// A table of names that entries write rows in as well.
    pub names_table: Option<&'static str>,
    /// Which rows of an earlier entry its table keeps.
    pub keeps: Keeps,
    /// Whether rows are known by the entry, as `id`; else it stands in `recorded_seq` alone.
    pub has_id: bool,
    /// The columns that are made of the fields when a row is written.
    pub made: &'static [&'static str],
    /// The columns that follow by law, with what stands there until it has spoken.
    pub by_law: &'static [(&'static str, &'static str)],
    /// What of it is shown where an earlier moment is looked back at.
    pub looking_back: LookingBack,
    /// What has to be derived anew where an entry comes, and where one no longer counts.
    pub concerns: [Concern; 2],
}

/// Which rows of earlier entries a table keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// All: those that no longer count say since which entry.
    EveryVersion,
    /// The newest of each key.
    Newest,
    /// The newest of each key, while it counts.
    Present,
}

/// What of a table is shown where an earlier moment is looked back at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookingBack {
    /// What counted then.
    AsItWas,
    /// The same, taken in treaty by treaty: there is much of it.
    AsItWasByTreaty,
    /// What counts now.
    AsNow,
}

/// What has to be derived anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// Nothing.
    Nothing,
    /// Every treaty.
    World,
    /// Every treaty whose threshold asks for weights.
    Weights,
    /// Every treaty where acts of several sources stand side by side.
    SideBySide,
    /// The treaty that the entry is about.
    Treaty,
}

impl Declaration {
    /// A register of which nothing is known but that.
    pub(super) const fn new(word: &'static str, fields: &'static [Field]) -> Self {
        Self {
            word,
            fields,
            brief: &[],
            table: None,
            names_table: None,
            keeps: Keeps::EveryVersion,
            has_id: false,
            made: &[],
            by_law: &[],
            looking_back: LookingBack::AsItWas,
            concerns: [Concern::Nothing; 2],
        }
    }

    /// The column that holds the number of the entry.
    #[must_use]
    pub fn entry_column(&self) -> &'static str {
        if self.has_id { "id" } else { "recorded_seq" }
    }

    /// The field that says what its entries are about, of this noun.
    #[must_use]
    pub fn about(&self, noun: Noun) -> Option<&'static Field> {
        self.all_about(noun).next()
    }

    /// Every field that says so, where an entry is about several of them.
    pub fn all_about(&self, noun: Noun) -> impl Iterator<Item = &'static Field> {
        self.fields
            .iter()
            .filter(move |field| field.reference.is_some_and(|reference| reference.is_about(noun)))
    }

    /// The field that gives a code, by which others refer to what its entries record.
    #[must_use]
    pub fn gives(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| matches!(field.reference, Some(Reference::Gives(_))))
    }

    /// Whether its facts are told apart by a key.
    #[must_use]
    pub fn has_key(&self) -> bool {
        self.fields.iter().any(|field| field.is_key)
    }

    /// The names of the fields that a correction may change, in their order.
    #[must_use]
    pub fn correctable(&self) -> Vec<&'static str> {
        let mut names: Vec<_> =
            self.fields.iter().filter(|field| field.is_correctable).map(|field| field.name).collect();
        names.sort_unstable();
        names
    }
}

/// What one entry of a register says, as it was declared.
pub trait Declared {
    /// The declaration of its register.
    fn declaration(&self) -> &'static Declaration;

    /// The values of its fields, in the order in which they are declared.
    fn values(&self) -> Vec<Value<'_>>;

    /// What is wrong with the form of a field, if anything is: the name of the field, and why.
    fn check_fields(&self) -> std::result::Result<(), String>;

    /// Hands over each field that refers to something, and by what it does, until one is an error.
    fn each_reference(&self, take: &mut TakeReference<'_>) -> Result<()>;

    /// What it cites; none where its register cites nothing.
    fn sources(&self) -> Option<&Sources>;

    /// The same, to be changed.
    fn sources_mut(&mut self) -> Option<&mut Sources>;
}

/// What is said of one entry in the words of its register.
pub trait Register: Declared {
    /// What it says, in a few words.
    fn in_short(&self) -> String;

    /// The day on which what it records happened, or the last on which that can have been.
    fn own_day(&self) -> Option<Date> {
        None
    }

    /// What is wrong with its fields beside one another, if anything is. No law and no record is asked.
    fn fits(&self) -> std::result::Result<(), String> {
        Ok(())
    }

    /// What names it in its register, part by part; nothing where facts of a register have no key.
    fn key(&self) -> Vec<String> {
        let parts = self.declaration().fields.iter().zip(self.values());
        parts.filter(|(field, _)| field.is_key).map(|(_, value)| value.to_string()).collect()
    }
}

/// A day behind a word; nothing where there is none.
pub(super) fn on(word: &str, day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| format!("{word}{day}"))
}

/// An interval has its end after its beginning; `what` is the field of the end.
pub(super) fn in_order(
    from: Option<Date>,
    until: Option<Date>,
    what: &str,
) -> std::result::Result<(), String> {
    match (from, until) {
        (Some(from), Some(until)) if until <= from => Err(format!("{what}: {until} is not after {from}")),
        _ => Ok(()),
    }
}

/// The window of an unknown day has an end, which is not before its beginning.
pub(super) fn is_window(earliest: Option<Date>, latest: Option<Date>) -> std::result::Result<(), String> {
    match (earliest, latest) {
        (Some(earliest), Some(latest)) if latest < earliest => {
            Err(format!("latest: {latest} is before {earliest}"))
        }
        (Some(_), None) => Err("earliest: a window has an end too; give latest".to_owned()),
        _ => Ok(()),
    }
}

/// Declares what an entry of a register says: a struct, its word in the log, what is known of its table, and each field
/// with its meaning and what is known of that.
macro_rules! register {
    (
        $(#[$doc:meta])*
        $word:literal $name:ident $(($($about:ident: $of:expr),+))? {
            $(
                $(#[doc = $meaning:literal])+
                $(#[serde($serde:meta)])?
                $field:ident : $type:ty $(=> $($mark:ident $(($($with:tt)*))?)+)?
            ),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[doc = $meaning])+
                #[serde(skip_serializing_if = "super::value::Stored::is_absent" $(, $serde)?)]
                pub $field: $type,
            )*
        }

        impl $name {
            /// Its register.
            pub const DECLARATION: super::declaration::Declaration = super::declaration::Declaration {
                $($($about: $of,)+)?
                ..super::declaration::Declaration::new($word, &[$(
                    super::field::Field::new(
                        stringify!($field),
                        concat!($($meaning),+),
                        (<$type as super::value::Stored>::KIND, <$type as super::value::Stored>::IS_REQUIRED),
                    )$($(.$mark($($($with)*)?))+)?
                ),*])
            };
        }

        impl super::declaration::Declared for $name {
            fn declaration(&self) -> &'static super::declaration::Declaration {
                &Self::DECLARATION
            }

            fn values(&self) -> Vec<super::value::Value<'_>> {
                vec![$(super::value::Stored::value(&self.$field)),*]
            }

            fn check_fields(&self) -> Result<(), String> {
                let mut fields = Self::DECLARATION.fields.iter();
                $(super::value::check(&self.$field, fields.next())?;)*
                Ok(())
            }

            fn each_reference(
                &self,
                take: &mut super::field::TakeReference<'_>,
            ) -> crate::error::Result<()> {
                let mut fields = Self::DECLARATION.fields.iter();
                $(super::value::refer(&self.$field, fields.next(), take)?;)*
                Ok(())
            }

            fn sources(&self) -> Option<&super::sources::Sources> {
                None$(.or(super::value::Stored::sources(&self.$field)))*
            }

            fn sources_mut(&mut self) -> Option<&mut super::sources::Sources> {
                None$(.or(super::value::Stored::sources_mut(&mut self.$field)))*
            }
        }
    };
}

pub(super) use register;
