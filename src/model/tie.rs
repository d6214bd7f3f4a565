//! Whose a territory is, and from day to day, as the remarks on it have it.

use super::{Date, Span};

/// The State whose a territory is, and the days.
pub type Tie = (String, Span);

/// The ties in a remark: `territory of NL`, `territory of GB until 1997-07-01; territory of CN since 1997-07-01`. A day that is
/// not given is not known, and the tie is taken to reach beyond it. Other days in a remark are of other things.
#[must_use]
pub fn ties(note: &str) -> Vec<Tie> {
    let after =
        |text: &str, word: &str| text.split(word).nth(1).and_then(|rest| rest.trim().get(..10)?.parse().ok());
    let tie = |part: &str| {
        let part = part.split([';', ',']).next().unwrap_or_default();
        let code = part.split_whitespace().next()?;
        let since: Option<Date> = after(part, " since ");
        let of_days = part.split_whitespace().nth(1).is_none_or(|word| matches!(word, "since" | "until"));
        of_days.then(|| {
            (code.to_owned(), Span { since: since.unwrap_or(Date::FIRST), until: after(part, " until ") })
        })
    };
    note.split("territory of ").skip(1).filter_map(tie).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_says_whose_a_territory_is() {
        let days = |since: Option<&str>, until: Option<&str>| Span {
            since: since.map_or(Date::FIRST, |day| day.parse().unwrap()),
            until: until.map(|day| day.parse().unwrap()),
        };
        let (always, change) = (days(None, None), "1997-07-01");
        assert_eq!(ties("territory of NL"), [("NL".to_owned(), always)]);
        assert_eq!(
            ties("territory of NL; part of the Netherlands Antilles (ANHH) until 2010-10-10"),
            [("NL".to_owned(), always)]
        );
        assert_eq!(
            ties("territory of GB until 1997-07-01; territory of CN since 1997-07-01"),
            [("GB".to_owned(), days(None, Some(change))), ("CN".to_owned(), days(Some(change), None))]
        );
        assert_eq!(ties("disputed territory; not a UN member"), []);
    }
}
