//! Every name that participants have or had, at hand at once: for tables with thousands of names.

use std::collections::{BTreeSet, HashMap};

use super::{fold, nearest};
use crate::model::{Date, Span};

/// One name of a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Its code.
    pub participant: String,
    /// As written.
    pub name: String,
    /// Whether it is a former name: one that is in use goes before it.
    pub is_former: bool,
    /// Whether it is a name in English, fit to be suggested.
    pub is_english: bool,
    /// First day of use; none where that is not recorded.
    pub since: Option<Date>,
    /// First day no longer in use.
    pub until: Option<Date>,
}

/// Who a name, or a code, stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The participant with this code.
    One(String),
    /// More than one: their codes.
    Several(Vec<String>),
    /// Nobody.
    Nobody,
}

/// Names and codes of all participants.
#[derive(Debug, Default)]
pub struct Directory {
    by_name: HashMap<String, Vec<Called>>,
    by_alpha3: HashMap<String, Vec<String>>,
    existence: HashMap<String, Span>,
    /// Old codes of participants that have another one now.
    present: HashMap<String, String>,
}

impl Directory {
    /// A participant with its days; `old_name_of` where its code is only an old one of another.
    pub fn person(&mut self, code: &str, alpha3: Option<&str>, existence: Span, old_name_of: Option<&str>) {
        self.existence.insert(code.to_owned(), existence);
        if let Some(alpha3) = alpha3 {
            self.by_alpha3.entry(alpha3.to_owned()).or_default().push(code.to_owned());
        }
        if let Some(present) = old_name_of {
            self.present.insert(code.to_owned(), present.to_owned());
        }
    }

    /// A name.
    pub fn name(&mut self, called: Called) {
        self.by_name.entry(fold(&called.name)).or_default().push(called);
    }

    /// Who was called so on a day: where a name meant several participants in turn, the day decides. A name that was
    /// nobody's on that day and only ever one participant's is that one's, because tables print today's names beside old
    /// acts.
    #[must_use]
    pub fn find(&self, name: &str, on: Option<Date>) -> Found {
        let Some(rows) = self.by_name.get(&fold(name)).filter(|_| !name.trim().is_empty()) else {
            return self.find_code(name, on);
        };
        let holds = |row: &&Called| on.is_none_or(|day| self.holds(row, day));
        let valid: Vec<&Called> = rows.iter().filter(holds).collect();
        let valid = if valid.is_empty() { rows.iter().collect() } else { valid };
        let own: BTreeSet<&str> =
            valid.iter().filter(|row| !row.is_former).map(|row| self.now(&row.participant)).collect();
        let all: BTreeSet<&str> = valid.iter().map(|row| self.now(&row.participant)).collect();
        one_of(if all.len() > 1 && !own.is_empty() { own } else { all })
    }

    /// The participant that alone ever bore this name; none where the day decides, or nobody did.
    #[must_use]
    pub fn only(&self, name: &str) -> Option<&str> {
        let mut rows = self.by_name.get(&fold(name))?.iter().map(|row| self.now(&row.participant));
        let first = rows.next()?;
        rows.all(|other| other == first).then_some(first)
    }

    /// Who stands in a file: by a code where the file gives codes, else by a name.
    #[must_use]
    pub fn look_up(&self, named: &str, by_code: bool, on: Option<Date>) -> Found {
        match if by_code { self.find_code(named, on) } else { Found::Nobody } {
            Found::Nobody => self.find(named, on),
            found => found,
        }
    }

    /// Whose code this is, in any case: our own, or of ISO 3166-1 alpha-3, which former States share with others.
    #[must_use]
    pub fn find_code(&self, code: &str, on: Option<Date>) -> Found {
        let code = code.trim().to_uppercase();
        if self.existence.contains_key(&code) {
            return Found::One(self.now(&code).to_owned());
        }
        let Some(codes) = self.by_alpha3.get(&code) else {
            return Found::Nobody;
        };
        // Without a day it is that of the one that exists.
        let there = |code: &&String| self.exists(code, on.unwrap_or(Date::LAST));
        let valid: BTreeSet<&str> = codes.iter().filter(there).map(|code| self.now(code)).collect();
        one_of(if valid.is_empty() { codes.iter().map(|code| self.now(code)).collect() } else { valid })
    }

    /// The names most like this one, each with its code: to choose from, never assumed.
    #[must_use]
    pub fn nearest(&self, name: &str, most: usize) -> Vec<(String, String)> {
        let all = || self.by_name.values().flatten();
        let mut found: Vec<(String, String)> = Vec::new();
        for close in nearest(name, all().filter(|row| row.is_english).map(|row| row.name.as_str()), 3 * most)
        {
            for row in all().filter(|row| row.is_english && row.name == close) {
                let code = self.now(&row.participant);
                if found.len() < most && !found.iter().any(|known| known.1 == code) {
                    found.push((close.to_owned(), code.to_owned()));
                }
            }
        }
        found
    }

    fn holds(&self, row: &Called, day: Date) -> bool {
        match (row.since, row.until) {
            (None, None) => self.exists(&row.participant, day),
            (since, until) => since.is_none_or(|since| since <= day) && until.is_none_or(|until| day < until),
        }
    }

    fn exists(&self, code: &str, day: Date) -> bool {
        self.existence.get(code).is_none_or(|days| days.holds(day))
    }

    fn now<'a>(&'a self, code: &'a str) -> &'a str {
        self.present.get(code).map_or(code, String::as_str)
    }
}

fn one_of(codes: BTreeSet<&str>) -> Found {
    let mut codes: Vec<String> = codes.into_iter().map(str::to_owned).collect();
    match codes.len() {
        0 => Found::Nobody,
        1 => Found::One(codes.remove(0)),
        _ => Found::Several(codes),
    }
}

/// A name without what a copy leaves of its footnotes: tags and what stands in them, digits at the end.
#[must_use]
pub fn plain(raw: &str) -> String {
    let front = raw.split('<').next().unwrap_or_default();
    let plain = front.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = plain.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ',' | ' '));
    if name.is_empty() { plain } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let day = |text: &str| text.parse::<Date>().ok();
        let mut all = Directory::default();
        let span = |from: Option<&str>, until: Option<&str>| Span {
            since: from.and_then(day).unwrap_or(Date::FIRST),
            until: until.and_then(day),
        };
        all.person("X-SFRY", Some("YUG"), span(None, Some("1992-04-27")), None);
        all.person("YUCS", Some("YUG"), span(Some("1992-04-27"), Some("2003-02-04")), None);
        all.person("BJ", Some("BEN"), span(None, None), None);
        all.person("DYBJ", Some("DHY"), span(None, None), Some("BJ"));
        for (participant, name, is_former) in [
            ("X-SFRY", "Yugoslavia", false),
            ("YUCS", "Yugoslavia", false),
            ("BJ", "Benin", false),
            ("DYBJ", "Dahomey", true),
        ] {
            let (participant, name) = (participant.to_owned(), name.to_owned());
            all.name(Called { participant, name, is_former, is_english: true, since: None, until: None });
        }
        all
    }

    #[test]
    fn the_day_decides_between_two_that_bore_one_name() {
        let all = directory();
        let find = |name: &str, on: &str| all.find(name, on.parse().ok());
        let one = |code: &str| Found::One(code.to_owned());
        assert_eq!(find("Yugoslavia", "1970-01-01"), one("X-SFRY"));
        assert_eq!(find("YUGOSLAVIA", "1995-01-01"), one("YUCS"));
        assert_eq!(find("Yugoslavia", ""), Found::Several(vec!["X-SFRY".to_owned(), "YUCS".to_owned()]));
        assert_eq!(find("Dahomey", "2020-01-01"), one("BJ"));
        assert_eq!(find("yug", "1995-01-01"), one("YUCS"));
        assert_eq!(find("BEN", ""), one("BJ"));
        assert_eq!(find("Nowhere", ""), Found::Nobody);
        assert_eq!(find("", ""), Found::Nobody);
        assert_eq!(all.nearest("Binin", 2), [("Benin".to_owned(), "BJ".to_owned())]);
    }

    #[test]
    fn a_plain_name_has_no_marks() {
        for (raw, name) in [
            ("China4,7,8", "China"),
            ("Cabo Verde<superscript>2</superscript>", "Cabo Verde"),
            (" Viet  Nam ", "Viet Nam"),
        ] {
            assert_eq!(plain(raw), name);
        }
    }
}
