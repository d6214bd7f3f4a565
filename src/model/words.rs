//! Sets of words that the record and its readers know: each word is declared once, in a row with all that belongs to it.

/// Declares such a set. A row is a variant, its word (and older words for it, which are read and never written), and what
/// the head names; the variants stand in the order of the register.
macro_rules! words {
    (
        $(#[$about:meta])*
        $name:ident($($column:ty),*):
        $($(#[$doc:meta])* $variant:ident = $word:literal $(| $older:literal)* $(, $value:expr)*;)+
    ) => {
        $(#[$about])*
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Every one, in the order of the register.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The word used everywhere.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The one with this word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word $(| $older)* => Some(Self::$variant),)+
                    _ => None,
                }
            }

            #[allow(dead_code, unused_parens, clippy::unused_unit, reason = "a set may have nothing but words")]
            const fn row(self) -> ($($column),*) {
                match self {
                    $(Self::$variant => ($($value),*),)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

pub(crate) use words;
