//! A field of a register: what it takes, and what a code or a number in it stands for.

use crate::error::Result;
use crate::model::TextForm;

/// A field of a register.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own in a declaration")]
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
    /// Whether it is part of a key and may change all the same, where the register of a treaty is amended.
    pub is_amendable: bool,
    /// Whether an entry has to have it.
    pub is_required: bool,
    /// The form of its texts.
    pub form: TextForm,
    /// The word of the register whose earlier entry it names, where it names one.
    pub entry_of: Option<&'static str>,
    /// What a code in it stands for.
    pub reference: Option<Reference>,
}

impl Field {
    pub(super) const fn new(
        name: &'static str,
        meaning: &'static str,
        (kind, is_required): (Kind, bool),
    ) -> Self {
        Self {
            name,
            meaning: meaning.trim_ascii(),
            kind,
            column: Some(name),
            is_key: false,
            is_correctable: false,
            is_amendable: false,
            is_required,
            form: TextForm::LINE,
            entry_of: None,
            reference: None,
        }
    }

    /// Whether a later version of an entry has the same in it, as what the two are versions of is told by that.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.is_key && !self.is_correctable && !self.is_amendable
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

    pub(super) const fn amendable(self) -> Self {
        Self { is_amendable: true, ..self }
    }

    pub(super) const fn form(self, form: TextForm) -> Self {
        Self { form, ..self }
    }

    pub(super) const fn entry_of(self, register: &'static str) -> Self {
        Self { entry_of: Some(register), ..self }
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

/// What sort of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, a day or a word.
    Text,
    /// Yes or no.
    Flag,
    /// A number; of an entry of the log wherever a correction can change it.
    Number,
    /// A year.
    Year,
    /// Texts in an order.
    List,
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

impl Noun {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Treaty, Self::Participant, Self::Group, Self::Source];

    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Treaty => "treaty",
            Self::Participant => "participant",
            Self::Group => "group",
            Self::Source => "source",
        }
    }
}

/// What an entry refers by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Referred<'a> {
    /// The code of something.
    Code(&'a str),
    /// The number of an entry.
    Entry(i64),
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

/// What is made of a field that refers to something.
pub type TakeReference<'a> = dyn FnMut(&'static Field, Referred<'_>) -> Result<()> + 'a;
