//! The sources that a fact cites.

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// The codes of the sources that a fact cites, the first one first; `A;B` in a CSV register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Sources(pub Vec<String>);

impl Sources {
    /// The code of the compiler's own knowledge, which is no source.
    pub const KNOWLEDGE: &'static str = "KNOW";

    /// Whether nothing is cited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Codes with `;` between them.
impl From<&str> for Sources {
    fn from(list: &str) -> Self {
        Self(list.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect())
    }
}

impl<'de> Deserialize<'de> for Sources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Sources;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("source codes")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Sources, E> {
                Ok(text.into())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Sources, A::Error> {
                let mut codes = Vec::new();
                while let Some(code) = list.next_element()? {
                    codes.push(code);
                }
                Ok(Sources(codes))
            }
        }
        deserializer.deserialize_any(Either)
    }
}
