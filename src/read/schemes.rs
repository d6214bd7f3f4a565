//! The codes of treaties in our form, from the ways in which their publishers write the numbers: one treaty has one code.

use super::{coe, mtdsg};

/// `ILO 29` of `ILO C029`, `UN IV-4` of `UN 4-4` and of `IV-4`, `CETS 30` of `ETS 030`; any other code as it is.
#[must_use]
pub fn canonical(code: &str) -> String {
    let code = code.trim();
    let number_of = |scheme: &str| {
        let (own, number) = code.split_once(' ')?;
        own.eq_ignore_ascii_case(scheme).then(|| number.trim())
    };
    // A chapter by its letters is one of the United Nations; by its number it could be anything.
    let of_chapter = code.starts_with(|letter: char| letter.is_ascii_alphabetic());
    None.or_else(|| ilo(number_of("ILO")?))
        .or_else(|| mtdsg::reference(number_of("UN")?))
        .or_else(|| coe::code(number_of("CETS").or_else(|| number_of("ETS"))?))
        .or_else(|| number_of("WIPO").map(|name| format!("WIPO {}", name.to_uppercase())))
        .or_else(|| mtdsg::reference(code).filter(|_| of_chapter))
        .unwrap_or_else(|| code.to_owned())
}

/// Whether a code is of the series of a depositary whose tables are read here: another's file is not about it.
#[must_use]
pub fn is_of_a_depositary(code: &str) -> bool {
    const SERIES: [&str; 6] = ["UN", "CETS", "ETS", "ILO", "HCCH", "WIPO"];
    code.trim().split_once(' ').is_some_and(|(series, _)| SERIES.contains(&series.to_uppercase().as_str()))
}

/// A convention, `C029` or `29`; a protocol keeps its letter, `P029`, since it has the number of its convention.
fn ilo(number: &str) -> Option<String> {
    let (letter, digits) = match number.strip_prefix(['C', 'c']) {
        Some(digits) => ("", digits),
        None => number.strip_prefix(['P', 'p']).map_or(("", number), |digits| ("P", digits)),
    };
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let short = digits.trim_start_matches('0');
    (is_number && !short.is_empty()).then(|| format!("ILO {letter}{short}"))
}

/// The scheme of a code that has one: a word in capitals before a number, `UN IV-4`, `ILO 29`.
pub(super) fn scheme_of(code: &str) -> Option<&str> {
    let (scheme, number) = parts(code)?;
    let is_scheme = (2..=6).contains(&scheme.len()) && scheme.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_number = !number.contains([' ', ',']) && number.bytes().any(|byte| byte.is_ascii_digit());
    (is_scheme && is_number).then_some(scheme)
}

/// Whether a code says whose it is, in whichever letters: `ETS 185` does, and `185` does not.
#[must_use]
pub fn says_whose(code: &str) -> bool {
    parts(code).is_some()
}

/// A word of letters, and what stands behind it.
fn parts(code: &str) -> Option<(&str, &str)> {
    let (scheme, number) = code.trim().split_once(' ')?;
    let is_word = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word.then_some((scheme, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_treaty_has_one_code() {
        for (written, code) in [
            ("ILO C029", "ILO 29"),
            ("ILO C29", "ILO 29"),
            ("ILO 29", "ILO 29"),
            ("ilo 029", "ILO 29"),
            ("ILO P029", "ILO P29"),
            ("ILO MLC, 2006", "ILO MLC, 2006"),
            ("UN 4-4", "UN IV-4"),
            ("UN XXVII-7-d", "UN XXVII-7-d"),
            ("IV-99", "UN IV-99"),
            ("4-99", "4-99"),
            ("ETS 030", "CETS 30"),
            ("CETS 185", "CETS 185"),
            ("WIPO rome", "WIPO ROME"),
            ("wipo Berne", "WIPO BERNE"),
            ("TST 12", "TST 12"),
            ("LAKE 12-3", "LAKE 12-3"),
        ] {
            assert_eq!(canonical(written), code, "{written}");
        }
        assert_eq!(scheme_of("UN IV-4"), Some("UN"));
        assert_eq!(scheme_of("MLC, 2006"), None);
        assert_eq!(scheme_of("C029"), None);
        assert!(says_whose("ETS 185") && says_whose("ilo MLC, 2006"));
        assert!(!says_whose("185") && !says_whose("MLC, 2006"));
    }
}
