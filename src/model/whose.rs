//! Whose territory a participant was from day to day, of which other one it was a part, and how that ended.

use super::{Date, Span, Tie, ties};

/// Whose territory a participant is or was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whose {
    /// The States, in order of time; a State once for days without a break.
    pub ties: Vec<Tie>,
    /// The territories of which it was a part, and the first day on which it no longer was.
    pub part_of: Vec<(String, Date)>,
    /// The first day of its independence, where it is one that was another's territory.
    pub independent_on: Option<Date>,
}

/// One from which it came, as far as that says whose it was.
#[derive(Debug, Clone)]
pub enum Origin {
    /// The State of which it became independent, and the day.
    Independent(String, Date),
    /// The territory of which it was a part, until that day, and whose that was.
    PartOf(String, Date, Whose),
}

impl Whose {
    /// By the remark on it and by those from which it came.
    #[must_use]
    pub fn of(note: Option<&str>, origins: Vec<Origin>) -> Self {
        let mut whose = Self { ties: note.map(ties).unwrap_or_default(), ..Self::default() };
        for origin in origins {
            match origin {
                Origin::Independent(state, on) => {
                    whose.ties.push((state, Span { since: Date::FIRST, until: Some(on) }));
                    whose.independent_on = whose.independent_on.max(Some(on));
                }
                Origin::PartOf(territory, on, of) => {
                    let then = Span { since: Date::FIRST, until: Some(on) };
                    let clipped =
                        of.ties.into_iter().filter_map(|(code, days)| Some((code, days.and(then)?)));
                    whose.ties.extend(clipped);
                    whose.part_of.extend(of.part_of.into_iter().map(|(code, end)| (code, end.min(on))));
                    whose.part_of.push((territory, on));
                }
            }
        }
        whose.ties.sort_by(|one, other| (one.1.since, &one.0).cmp(&(other.1.since, &other.0)));
        whose.ties = joined(whose.ties);
        whose
    }

    /// Whether it was ever anybody's territory.
    #[must_use]
    pub fn is_nobodys(&self) -> bool {
        self.ties.is_empty()
    }

    /// The State whose it is on `day`; none where it is nobody's, or where several had it together.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&str> {
        let mut held = self.ties.iter().filter(|(_, days)| days.holds(day));
        held.next().filter(|_| held.next().is_none()).map(|tie| tie.0.as_str())
    }

    /// Whether it is the territory of `state` on `day`.
    #[must_use]
    pub fn is_of(&self, state: &str, day: Date) -> bool {
        self.ties.iter().any(|(code, days)| code == state && days.holds(day))
    }

    /// Whether it is anybody's territory on `day`.
    #[must_use]
    pub fn is_held(&self, day: Date) -> bool {
        self.ties.iter().any(|(_, days)| days.holds(day))
    }

    /// The day on which it passed to `state` from another, and from which one.
    #[must_use]
    pub fn passed_to(&self, state: &str) -> Option<(Date, &str)> {
        self.ties.iter().filter(|(code, _)| code == state).find_map(|(_, own)| {
            let before = self.ties.iter().find(|(_, days)| days.until == Some(own.since))?;
            Some((own.since, before.0.as_str()))
        })
    }
}

/// The same ties, with those of one State that touch as one.
fn joined(ties: Vec<Tie>) -> Vec<Tie> {
    let mut all: Vec<Tie> = Vec::new();
    for (code, days) in ties {
        let touches =
            |known: &&mut Tie| known.0 == code && known.1.until.is_none_or(|until| days.since <= until);
        match all.iter_mut().rev().find(touches) {
            Some(known) => {
                known.1.until = known.1.until.zip(days.until).map(|(one, other)| one.max(other));
            }
            None => all.push((code, days)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_was_whose_the_whole_was() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let whole = Whose::of(Some("territory of NL until 2010-10-10"), Vec::new());
        let from = vec![Origin::PartOf("ANHH".to_owned(), day("2010-10-10"), whole)];
        let part = Whose::of(Some("territory of NL since 2010-10-10"), from);
        assert_eq!(part.ties, [("NL".to_owned(), Span::from(Date::FIRST))]);
        assert_eq!(part.part_of, [("ANHH".to_owned(), day("2010-10-10"))]);
        assert_eq!(part.passed_to("NL"), None);
    }

    #[test]
    fn a_state_was_a_territory_before_it_began() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let from = vec![Origin::Independent("GB".to_owned(), day("1981-09-21"))];
        let state = Whose::of(None, from);
        assert_eq!(state.on(day("1976-05-20")), Some("GB"));
        assert!(!state.is_held(day("1981-09-21")));
        let city =
            Whose::of(Some("territory of GB until 1997-07-01; territory of CN since 1997-07-01"), vec![]);
        assert_eq!(city.passed_to("CN"), Some((day("1997-07-01"), "GB")));
    }
}
