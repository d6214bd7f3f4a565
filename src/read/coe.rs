//! What the forms of the Council of Europe share: its numbers, and who publishes them.

use super::days::Forms;
use crate::model::draft::{Authority, Edition};

/// The number of a treaty in our form, `CETS 185`, from the ways in which the Treaty Office writes it: `185`, `030`,
/// `061B`. One series has two names, ETS until 2003 and CETS since; ours is the newer for all.
pub(super) fn code(number: &str) -> Option<String> {
    number_of(number).map(|number| format!("CETS {number}"))
}

/// The number without the zeros in front.
pub(super) fn number_of(number: &str) -> Option<String> {
    let number = number.trim();
    let letter = number.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = number[..number.len() - letter.len()].trim_start_matches('0');
    let is_one = (1..=4).contains(&digits.len())
        && letter.len() <= 1
        && letter.bytes().all(|byte| byte.is_ascii_uppercase());
    is_one.then(|| format!("{digits}{letter}"))
}

pub(super) fn edition(title: &str) -> Edition {
    Edition {
        shows_withdrawals: true,
        is_whole: true,
        scheme: Some("CETS".to_owned()),
        ..Edition::of("Council of Europe Treaty Office", Authority::Depositary, title)
    }
}

/// Days that its programs write where there is none.
pub(super) struct Sentinels(Vec<String>);

impl Sentinels {
    pub(super) fn new() -> Self {
        let days = ["0001-01-01", "9999-12-31"];
        Self(days.iter().flat_map(|day| [(*day).to_owned(), format!("{day}T00:00:00")]).collect())
    }

    pub(super) fn is_one(&self, day: &str) -> bool {
        self.0.iter().any(|known| known == day.trim())
    }

    pub(super) fn forms(&self) -> Forms<'_> {
        Forms { open: &self.0, ..Forms::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_form() {
        for (written, ours) in
            [("185", "CETS 185"), ("030", "CETS 30"), ("001", "CETS 1"), ("061B", "CETS 61B")]
        {
            assert_eq!(code(written).as_deref(), Some(ours), "{written}");
        }
        for bad in ["", "000", "B", "61b", "1 8 5", "é", "12345", "185AB"] {
            assert_eq!(code(bad), None, "{bad}");
        }
    }
}
