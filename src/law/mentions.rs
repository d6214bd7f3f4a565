//! What rules name: other treaties, groups, participants, tables of weights.

/// Something that a rule names, by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mention<'a> {
    /// Another treaty.
    Treaty(&'a str),
    /// A group, whose members on some day are meant.
    Group(&'a str),
    /// A participant.
    Participant(&'a str),
    /// A table of weights.
    Table(&'a str),
}

/// The participants of a list.
pub(super) fn participants(codes: &[String]) -> Vec<Mention<'_>> {
    codes.iter().map(|code| Mention::Participant(code)).collect()
}

/// What a kind of rule with `mentions()` names, by what it is.
macro_rules! by_kind {
    ($($rule:ty),+) => {$(
        impl $rule {
            $crate::law::mentions::by_kind!(@of treaties Treaty "The other treaties that it refers to.");
            $crate::law::mentions::by_kind!(@of groups Group "The groups that it asks about.");
            $crate::law::mentions::by_kind!(@of participants Participant "The participants that it names.");
            $crate::law::mentions::by_kind!(@of tables Table "The tables of weights that it asks.");
        }
    )+};
    (@of $name:ident $kind:ident $about:literal) => {
        #[doc = $about]
        #[must_use]
        pub fn $name(&self) -> Vec<&str> {
            let of_kind = |mention| match mention {
                $crate::law::mentions::Mention::$kind(code) => Some(code),
                _ => None,
            };
            self.mentions().into_iter().filter_map(of_kind).collect()
        }
    };
}

pub(super) use by_kind;
