//! Operators of the notation: each is declared once, with its word and what stands in its brackets; from that it is read and
//! written.

use std::fmt;

use super::notation::{RuleError, Term};
use crate::model::Date;

/// Something that is one argument.
pub(super) trait Argument: fmt::Display + Sized {
    /// How many of them there have to be where several may stand.
    const LEAST: usize = 2;

    /// Reads it.
    fn from_term(term: &Term) -> Result<Self, RuleError>;
}

/// What an operator takes as all its arguments.
pub(super) trait Arguments: Sized {
    /// Reads them from the brackets of `term`.
    fn read(term: &Term) -> Result<Self, RuleError>;
}

/// How arguments are written.
pub(super) trait Written {
    /// One by one.
    fn written(&self) -> Vec<String>;

    /// The word of the operator, where these arguments are written with another than the `usual` one.
    fn word<'a>(&self, usual: &'a str) -> &'a str {
        usual
    }
}

impl Argument for u32 {
    fn from_term(term: &Term) -> Result<Self, RuleError> {
        term.number()
    }
}

impl Argument for String {
    const LEAST: usize = 1;

    fn from_term(term: &Term) -> Result<Self, RuleError> {
        term.plain()
    }
}

impl Argument for Date {
    fn from_term(term: &Term) -> Result<Self, RuleError> {
        term.none()?;
        term.word.parse().map_err(|why| term.fault(format!("{why}")))
    }
}

impl<T: Argument> Argument for Box<T> {
    fn from_term(term: &Term) -> Result<Self, RuleError> {
        T::from_term(term).map(Self::new)
    }
}

impl Arguments for () {
    fn read(term: &Term) -> Result<Self, RuleError> {
        term.none()
    }
}

impl<T: Argument> Arguments for T {
    fn read(term: &Term) -> Result<Self, RuleError> {
        T::from_term(term.one()?)
    }
}

impl<A: Argument, B: Argument> Arguments for (A, B) {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let (one, other) = term.two()?;
        Ok((A::from_term(one)?, B::from_term(other)?))
    }
}

impl<A: Argument, B: Argument, C: Argument, D: Argument> Arguments for (A, B, C, D) {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let [one, two, three, four] = term.arguments.as_slice() else {
            return Err(term.fault(format!("'{}' takes four arguments", term.word)));
        };
        Ok((A::from_term(one)?, B::from_term(two)?, C::from_term(three)?, D::from_term(four)?))
    }
}

impl<T: Argument> Arguments for Vec<T> {
    fn read(term: &Term) -> Result<Self, RuleError> {
        term.at_least(T::LEAST)?.iter().map(T::from_term).collect()
    }
}

impl<T: Argument> Written for T {
    fn written(&self) -> Vec<String> {
        vec![self.to_string()]
    }
}

impl<T: Argument> Written for Vec<T> {
    fn written(&self) -> Vec<String> {
        self.iter().map(T::to_string).collect()
    }
}

impl<T: Argument> Written for Option<T> {
    fn written(&self) -> Vec<String> {
        self.iter().map(T::to_string).collect()
    }
}

/// Writes an operator: its word, and its arguments in brackets if there are any.
pub(super) fn write(f: &mut fmt::Formatter<'_>, word: &str, arguments: &[String]) -> fmt::Result {
    if arguments.is_empty() { f.write_str(word) } else { write!(f, "{word}({})", arguments.join(", ")) }
}

/// Declares a kind of rule by its operators. What is no word of it is a fault: the text, with `{}` for the word.
macro_rules! operators {
    (
        $(#[$about:meta])*
        $rule:ident, $fault:literal:
        $(
            $(#[$doc:meta])*
            $variant:ident $(($($name:ident: $argument:ty),+))? = $word:literal $(| $other:literal)*;
        )+
    ) => {
        $(#[$about])*
        pub enum $rule {
            $($(#[$doc])* $variant $(($($argument),+))?,)+
        }

        impl $rule {
            /// The words that begin such a rule.
            #[allow(dead_code, reason = "not every kind of rule is told by its words")]
            pub(super) const WORDS: &[&'static str] = &[$($word $(, $other)*),+];

            /// Reads a rule.
            #[allow(dead_code, reason = "some kinds of rule stand in others only")]
            pub fn read(rule: &str) -> Result<Self, $crate::law::RuleError> {
                <Self as $crate::law::operators::Argument>::from_term(&$crate::law::notation::Term::read(rule)?)
            }
        }

        impl $crate::law::operators::Argument for $rule {
            #[allow(unused_parens, reason = "one argument is no tuple")]
            fn from_term(term: &$crate::law::notation::Term) -> Result<Self, $crate::law::RuleError> {
                match term.word {
                    $($word $(| $other)* => {
                        let ($($($name),+)?) =
                            <($($($argument),+)?) as $crate::law::operators::Arguments>::read(term)?;
                        Ok(Self::$variant $(($($name),+))?)
                    })+
                    word => Err(term.fault(format!($fault, word))),
                }
            }
        }

        /// The rule in the notation, in the one form that reads back as itself.
        impl std::fmt::Display for $rule {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #[allow(unused_imports, reason = "some rules have no arguments")]
                use $crate::law::operators::Written;
                match self {
                    $(Self::$variant $(($($name),+))? => {
                        let word = $word;
                        $($(let word = $name.word(word);)+)?
                        let arguments: &[Vec<String>] = &[$($($name.written()),+)?];
                        $crate::law::operators::write(f, word, &arguments.concat())
                    })+
                }
            }
        }
    };
}

pub(super) use operators;
