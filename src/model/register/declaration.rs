//! How a register is declared: once, with what all others need to know of it.

use super::sources::Sources;
use super::value::{Kind, Value};
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

/// What others refer to by a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// A treaty.
    Treaty,
    /// A participant.
    Participant,
    /// A group.
    Group,
    /// A source.
    Source,
}

/// How a field stands to what its code names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// The register gives the code its meaning.
    Gives(Noun),
    /// The entry is about it.
    About(Noun),
    /// The entry names it.
    Names(Noun),
}

impl Reference {
    /// Whether the entry gives this noun or is about it.
    #[must_use]
    pub fn is_about(self, noun: Noun) -> bool {
        self == Self::Gives(noun) || self == Self::About(noun)
    }

    /// Whether the entry refers to this noun.
    #[must_use]
    pub fn is_to(self, noun: Noun) -> bool {
        self == Self::About(noun) || self == Self::Names(noun)
    }
}

/// A field of a register.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name, in the log and in a CSV register.
    pub name: &'static str,
    /// What it means: a sentence.
    pub meaning: &'static str,
    /// What sort of value it takes.
    pub kind: Kind,
    /// The column that shows it; none where the table does not.
    pub column: Option<&'static str>,
    /// Whether it is part of what names the fact in its register.
    pub is_key: bool,
    /// Whether a correction may change it; the rest is what others refer to, or has a command of its own.
    pub is_correctable: bool,
    /// What a code in it stands for.
    pub reference: Option<Reference>,
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

impl Field {
    pub(super) const fn new(name: &'static str, meaning: &'static str, kind: Kind) -> Self {
        Self {
            name,
            meaning: meaning.trim_ascii(),
            kind,
            column: Some(name),
            is_key: false,
            is_correctable: false,
            reference: None,
        }
    }

    pub(super) const fn column(self, column: &'static str) -> Self {
        Self { column: Some(column), ..self }
    }

    pub(super) const fn no_column(self) -> Self {
        Self { column: None, ..self }
    }

    pub(super) const fn key(self) -> Self {
        Self { is_key: true, ..self }
    }

    pub(super) const fn correctable(self) -> Self {
        Self { is_correctable: true, ..self }
    }

    pub(super) const fn gives(self, noun: Noun) -> Self {
        Self { reference: Some(Reference::Gives(noun)), ..self }
    }

    pub(super) const fn about(self, noun: Noun) -> Self {
        Self { reference: Some(Reference::About(noun)), ..self }
    }

    pub(super) const fn of(self, noun: Noun) -> Self {
        Self { reference: Some(Reference::Names(noun)), ..self }
    }
}

/// What one entry of a register says, as it was declared.
pub trait Declared {
    /// The declaration of its register.
    fn declaration(&self) -> &'static Declaration;

    /// The values of its fields, in the order in which they are declared.
    fn values(&self) -> Vec<Value<'_>>;

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

    /// What names it in its register, part by part; nothing where facts of a register have no key.
    fn key(&self) -> Vec<String> {
        let parts = self.declaration().fields.iter().zip(self.values());
        parts
            .filter(|(field, _)| field.is_key)
            .map(|(_, value)| match value {
                Value::Nothing => String::new(),
                Value::Number(number) => number.to_string(),
                Value::Text(text) => text.into_owned(),
            })
            .collect()
    }
}

/// A day behind a word; nothing where there is none.
pub(super) fn on(word: &str, day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| format!("{word}{day}"))
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
                    super::declaration::Field::new(
                        stringify!($field),
                        concat!($($meaning),+),
                        <$type as super::value::Stored>::KIND,
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
