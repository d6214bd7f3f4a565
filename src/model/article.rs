//! The article of a treaty that a statement names: `9`, `9(2)`, `22(2)(a)`.

use std::fmt;
use std::str::FromStr;

/// An article, with its paragraph and what is below, as far as it is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Article(Vec<String>);

impl Article {
    /// Whether one of the two is named in the other: `9` and `9(2)`, but not `9(1)` and `9(2)`.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(one, other)| one == other)
    }

    /// Whether it names `other` or a whole of which that is a part: `9` holds `9(2)`.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.0.len() <= other.0.len() && self.touches(other)
    }

    /// Whether two names, as they stand in a record, touch; such as are no names of articles only where they are equal.
    #[must_use]
    pub fn named_alike(one: &str, other: &str) -> bool {
        match (one.parse::<Self>(), other.parse::<Self>()) {
            (Ok(one), Ok(other)) => one.touches(&other),
            _ => one.trim() == other.trim(),
        }
    }
}

impl FromStr for Article {
    type Err = String;

    /// Reads `9`, `9(2)`, `9.2`, `9, para. 2`, `art. 9`, `Article 9 (2)`.
    fn from_str(text: &str) -> Result<Self, String> {
        const LONGEST: usize = 60;
        let why = || {
            format!(
                "'{}' is no article: write 9, 9(2) or XII",
                text.chars().take(LONGEST).collect::<String>()
            )
        };
        let folded = text.trim().to_lowercase();
        let mut parts = Vec::new();
        for word in folded.split(|c: char| c.is_whitespace() || "().,".contains(c)) {
            match word {
                "" | "art" | "arts" | "article" | "articles" | "para" | "paragraph" | "§" => {}
                word if word.chars().all(|c| c.is_alphanumeric() || c == '-') => parts.push(word.to_owned()),
                _ => return Err(why()),
            }
        }
        let is_one = parts.first().is_some_and(|first| first.len() <= 12) && parts.len() <= 4;
        if is_one && text.len() <= LONGEST { Ok(Self(parts)) } else { Err(why()) }
    }
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = self.0.iter();
        f.write_str(parts.next().map_or("", String::as_str))?;
        parts.try_for_each(|part| write!(f, "({part})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_read_however_it_is_written() {
        for (text, shown) in [
            ("9", "9"),
            ("9.2", "9(2)"),
            ("art. 9", "9"),
            ("Article 22 (2)(a)", "22(2)(a)"),
            ("9, para. 2", "9(2)"),
            ("36bis", "36bis"),
        ] {
            assert_eq!(text.parse::<Article>().map(|it| it.to_string()).as_deref(), Ok(shown), "{text}");
        }
        for text in ["", "art.", "9/2", "nine and a half of the tenth"] {
            assert!(text.parse::<Article>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_whole_article_holds_its_paragraphs_and_touches_both_ways() {
        let of = |text: &str| text.parse::<Article>().unwrap();
        assert!(of("9").holds(&of("9(2)")) && !of("9(2)").holds(&of("9")));
        assert!(
            of("9(2)").touches(&of("9")) && !of("9(1)").touches(&of("9(2)")) && !of("9").touches(&of("90"))
        );
        assert!(Article::named_alike("preamble", "preamble"));
    }
}
