//! Every name that participants have or had, at hand at once: for tables with thousands of names.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::by_words::ByWords;
use super::called::Called;
use super::forms::{self, Parts, forms, parts};
use super::{fold, nearest, spelt_out};
use crate::model::{Date, Span, Tie};

/// The most names of one file for which the nearest ones are looked for: a table with more is no table of participants, and
/// each takes a while.
pub const MOST_SOUGHT: usize = 200;

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
    names: Vec<Called>,
    by_name: HashMap<String, Vec<usize>>,
    /// The same by the words that are left of them, made once a name is asked that nobody has to the letter.
    by_words: OnceLock<ByWords>,
    by_alpha3: HashMap<String, Vec<String>>,
    existence: HashMap<String, Span>,
    /// The numbers that lists of States give: by list and number whose it is, and in which years.
    numbers: HashMap<String, Vec<(String, i32, Option<i32>)>>,
    /// Old codes of participants that have another one now.
    present: HashMap<String, String>,
    /// Whose the territories are.
    ties: HashMap<String, Vec<Tie>>,
}

impl Directory {
    /// A number that a list of States gives a participant for some years: `COW 2`.
    pub fn number(&mut self, list: &str, number: i64, participant: &str, (since, to): (i32, Option<i32>)) {
        let bearers = self.numbers.entry(format!("{list} {number}")).or_default();
        bearers.push((participant.to_owned(), since, to));
    }

    /// A participant with its days; `old_name_of` where its code is only an old one of another; of a territory whose it is.
    pub fn person(
        &mut self,
        code: &str,
        alpha3: Option<&str>,
        existence: Span,
        old_name_of: Option<&str>,
        ties: Vec<Tie>,
    ) {
        self.existence.insert(code.to_owned(), existence);
        if let Some(alpha3) = alpha3 {
            self.by_alpha3.entry(alpha3.to_owned()).or_default().push(code.to_owned());
        }
        if let Some(present) = old_name_of {
            self.present.insert(code.to_owned(), present.to_owned());
        }
        if !ties.is_empty() {
            self.ties.insert(code.to_owned(), ties);
        }
    }

    /// A name, and how it is folded: `Österreich` is found as `Oesterreich` too.
    pub fn name(&mut self, folded: String, called: Called) {
        let spelt_out = spelt_out(&called.name).map(|name| fold(&name));
        for folded in spelt_out.into_iter().chain([folded]) {
            self.by_name.entry(folded).or_default().push(self.names.len());
        }
        self.names.push(called);
        self.by_words = OnceLock::new();
    }

    /// Who was called so on a day: where a name meant several participants in turn, the day decides. A name that was
    /// nobody's on that day and only ever one participant's is that one's, because tables print today's names beside old
    /// acts. A name that is another one's code can be either's. A name that nobody has to the letter is looked for by the
    /// words that are left of it, and then by what its brackets say.
    #[must_use]
    pub fn find(&self, name: &str, on: Option<Date>) -> Found {
        let code = self.find_code(name, on);
        let written = self.written_so(name);
        if !written.is_empty() {
            let found = self.choose(&written, on);
            return if code == Found::Nobody { found } else { either(found, code) };
        }
        if code != Found::Nobody || name.len() > forms::LONGEST {
            return code;
        }
        let meant = self.meant_by(name);
        if !meant.is_empty() {
            return self.choose(&meant, on);
        }
        let told = self.told_by_parts(name, 0);
        if told.is_empty() { self.that_is_no_more(name, on) } else { one_of(told) }
    }

    /// Who ended and was called as is said behind a word of time: `ex-URSS`, `Former Soviet Union`.
    fn that_is_no_more(&self, name: &str, on: Option<Date>) -> Found {
        let rest = forms::without_time(name);
        if rest.len() == name.len() {
            return Found::Nobody;
        }
        let written = self.written_so(rest);
        let mut rows = if written.is_empty() { self.meant_by(rest) } else { written };
        rows.retain(|row| {
            self.existence.get(self.now(&row.participant)).is_some_and(|days| days.until.is_some())
        });
        if rows.is_empty() { Found::Nobody } else { self.choose(&rows, on) }
    }

    /// The participant that alone ever bore this name; none where the day decides, or nobody did.
    #[must_use]
    pub fn only(&self, name: &str) -> Option<&str> {
        if self.find_code(name, None) != Found::Nobody || name.len() > forms::LONGEST {
            return None;
        }
        let written = self.written_so(name);
        let rows = if written.is_empty() { self.meant_by(name) } else { written };
        let mut bearers = rows.iter().map(|row| self.now(&row.participant));
        let first = bearers.next()?;
        bearers.all(|other| other == first).then_some(first)
    }

    /// The names that are this one but for case, accents and punctuation.
    fn written_so(&self, name: &str) -> Vec<&Called> {
        let rows = self.by_name.get(&fold(name)).filter(|_| !name.trim().is_empty());
        rows.into_iter().flatten().map(|row| &self.names[*row]).collect()
    }

    /// The names that have the same words left; where there are none, those whose words begin with its own that are cut; else
    /// those of whom it is the official name in another language.
    fn meant_by(&self, name: &str) -> Vec<&Called> {
        let by_words = self.by_words.get_or_init(|| ByWords::of(&self.names));
        let asked = forms(name);
        let mut rows: BTreeSet<usize> = BTreeSet::new();
        for words in &asked {
            rows.extend(by_words.of_form(words));
        }
        if rows.is_empty() {
            for words in &asked {
                rows.extend(by_words.completing(words));
            }
        }
        if rows.is_empty() {
            rows.extend(by_words.official(name, &self.names));
        }
        rows.into_iter().map(|row| &self.names[row]).collect()
    }

    /// Whom a name with brackets or a comma means by both parts: the one that bears both, or the territory that is called as
    /// the first part and belongs to the second.
    fn told_by_parts(&self, name: &str, depth: usize) -> BTreeSet<&str> {
        const DEEPEST: usize = 2;
        let Some(Parts { head, rest, in_brackets }) = parts(name).filter(|_| depth < DEEPEST) else {
            return BTreeSet::new();
        };
        let (heads, rests) = (self.ever(head, depth + 1), self.ever(forms::without_time(rest), depth + 1));
        let both: BTreeSet<&str> = heads.intersection(&rests).copied().collect();
        if !both.is_empty() || !in_brackets {
            return both;
        }
        let is_theirs = |code: &&str| {
            let mut owners = self.ties.get(*code).into_iter().flatten();
            owners.any(|(owner, _)| rests.contains(self.now(owner)))
        };
        if forms::are_initials(rest, head) {
            return heads;
        }
        heads.into_iter().filter(is_theirs).collect()
    }

    /// All that were ever called so.
    fn ever(&self, name: &str, depth: usize) -> BTreeSet<&str> {
        let written = self.written_so(name);
        let code = self.bearers_of_code(name);
        if !written.is_empty() || !code.is_empty() {
            let named = written.iter().map(|row| self.now(&row.participant));
            return code.into_iter().chain(named).collect();
        }
        let meant = self.meant_by(name);
        if meant.is_empty() {
            return self.told_by_parts(name, depth);
        }
        meant.iter().map(|row| self.now(&row.participant)).collect()
    }

    fn choose(&self, rows: &[&Called], on: Option<Date>) -> Found {
        let holds = |row: &&Called| on.is_none_or(|day| self.holds(row, day));
        let valid: Vec<&Called> = rows.iter().copied().filter(holds).collect();
        let valid = if valid.is_empty() { rows.to_vec() } else { valid };
        let own: BTreeSet<&str> =
            valid.iter().filter(|row| !row.is_former).map(|row| self.now(&row.participant)).collect();
        let all: BTreeSet<&str> = valid.iter().map(|row| self.now(&row.participant)).collect();
        one_of(if all.len() > 1 && !own.is_empty() { own } else { all })
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
        if let Some(bearers) = self.numbers.get(&code) {
            let all: BTreeSet<&str> = bearers.iter().map(|bearer| self.now(&bearer.0)).collect();
            let in_year = |(_, first, last): &&(String, i32, Option<i32>)| {
                on.is_none_or(|on| *first <= on.year() && last.is_none_or(|last| on.year() <= last))
            };
            let then: BTreeSet<&str> =
                bearers.iter().filter(in_year).map(|bearer| self.now(&bearer.0)).collect();
            return one_of(if then.is_empty() { all } else { then });
        }
        let Some(codes) = self.by_alpha3.get(&code) else {
            return Found::Nobody;
        };
        // Without a day it is that of the one that exists.
        let there = |code: &&String| self.exists(code, on.unwrap_or(Date::LAST));
        let valid: BTreeSet<&str> = codes.iter().filter(there).map(|code| self.now(code)).collect();
        one_of(if valid.is_empty() { codes.iter().map(|code| self.now(code)).collect() } else { valid })
    }

    /// All that have or had this code.
    fn bearers_of_code(&self, code: &str) -> BTreeSet<&str> {
        let code = code.trim().to_uppercase();
        let own = self.existence.get_key_value(&code).map(|(code, _)| code);
        let by_alpha3 = self.by_alpha3.get(&code).into_iter().flatten();
        own.into_iter().chain(by_alpha3).map(|code| self.now(code)).collect()
    }

    /// Whether these are codes and no names: more than one, in capitals, each of them a code.
    #[must_use]
    pub fn are_codes<'a>(&self, named: impl Iterator<Item = &'a str>) -> bool {
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for one in named {
            if known.contains(one) {
                continue;
            }
            let is_small = one.contains(|letter: char| letter.is_ascii_lowercase());
            if is_small || self.find_code(one, None) == Found::Nobody {
                return false;
            }
            known.insert(one);
        }
        known.len() > 1
    }

    /// The names most like this one, each with its code: to choose from, never assumed. None are like an endless one.
    #[must_use]
    pub fn nearest(&self, name: &str, most: usize) -> Vec<(String, String)> {
        if name.len() > forms::LONGEST {
            return Vec::new();
        }
        let fit = || self.names.iter().filter(|row| row.is_english);
        let mut found: Vec<(String, String)> = Vec::new();
        for close in nearest(name, fit().map(|row| row.name.as_str()), 3 * most) {
            for row in fit().filter(|row| row.name == close) {
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

/// What a name and a code say together.
fn either(one: Found, other: Found) -> Found {
    let codes = |found: Found| match found {
        Found::One(code) => vec![code],
        Found::Several(codes) => codes,
        Found::Nobody => Vec::new(),
    };
    let all: BTreeSet<String> = codes(one).into_iter().chain(codes(other)).collect();
    one_of(all.iter().map(String::as_str).collect())
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
    use crate::model::ties;

    fn directory() -> Directory {
        let day = |text: &str| text.parse::<Date>().ok();
        let mut all = Directory::default();
        let span = |from: Option<&str>, until: Option<&str>| Span {
            since: from.and_then(day).unwrap_or(Date::FIRST),
            until: until.and_then(day),
        };
        for (code, alpha3, existence, old_name_of, note) in [
            ("X-SFRY", "YUG", span(None, Some("1992-04-27")), None, ""),
            ("YUCS", "YUG", span(Some("1992-04-27"), Some("2003-02-04")), None, ""),
            ("BJ", "BEN", span(None, None), None, ""),
            ("DYBJ", "DHY", span(None, None), Some("BJ"), ""),
            ("EC", "ECU", span(None, None), None, ""),
            ("EU", "EUE", span(None, None), None, ""),
            ("GB", "GBR", span(None, None), None, ""),
            ("US", "USA", span(None, None), None, ""),
            ("VG", "VGB", span(None, None), None, "territory of GB"),
            ("VI", "VIR", span(None, None), None, "territory of US"),
            ("SS", "SSD", span(None, None), None, ""),
            ("SD", "SDN", span(None, None), None, ""),
        ] {
            all.person(code, Some(alpha3), existence, old_name_of, ties(note));
        }
        for (participant, name, is_former) in [
            ("X-SFRY", "Yugoslavia", false),
            ("YUCS", "Yugoslavia", false),
            ("BJ", "Benin", false),
            ("BJ", "Republic of Benin", false),
            ("DYBJ", "Dahomey", true),
            ("EC", "Ecuador", false),
            ("EU", "European Community", false),
            ("EU", "EC", false),
            ("GB", "United Kingdom", false),
            ("GB", "UK", false),
            ("US", "United States", false),
            ("VG", "Virgin Islands", false),
            ("VI", "Virgin Islands", false),
            ("SS", "South Sudan", false),
            ("SD", "Sudan", false),
        ] {
            let (participant, folded) = (participant.to_owned(), fold(name));
            let is_official = name.contains("Republic of");
            let name = name.to_owned();
            let (since, until, is_english) = (None, None, true);
            all.name(folded, Called { participant, name, is_former, is_official, is_english, since, until });
        }
        all
    }

    #[test]
    fn a_name_that_is_another_ones_code_can_be_either() {
        let all = directory();
        let either = Found::Several(vec!["EC".to_owned(), "EU".to_owned()]);
        assert_eq!(all.find("EC", None), either);
        assert_eq!(all.only("EC"), None);
        assert_eq!(all.look_up("EC", true, None), Found::One("EC".to_owned()));
        assert!(all.are_codes(["EC", "BJ", "EC"].into_iter()));
        for names in [&["EC", "Benin"][..], &["EC", "EC"], &["EC", "UK"], &["ec", "bj"], &[]] {
            assert!(!all.are_codes(names.iter().copied()), "{names:?}");
        }
    }

    #[test]
    fn a_name_is_found_by_its_words_and_by_what_its_brackets_say() {
        let all = directory();
        for (name, code) in [
            ("Benin, Rep.", "BJ"),
            ("The Rep. of Benin", "BJ"),
            ("Repub. Benin", "BJ"),
            ("Benin (Dahomey)", "BJ"),
            ("Benin (formerly Dahomey)", "BJ"),
            ("Benin (DHY)", "BJ"),
            ("United Kingdom (UK)", "GB"),
            ("European Community (E.C.)", "EU"),
            ("ex-Yugoslavia", "X-SFRY or YUCS"),
            ("Former Yugoslavia", "X-SFRY or YUCS"),
            ("ehemaliges Benin", ""),
            ("République du Bénin", "BJ"),
            ("República Popular de Benín", ""),
            ("Republik Sudan", ""),
            ("Virgin Islands (UK)", "VG"),
            ("Virgin Is. (USA)", "VI"),
            ("S. Sudan", "SS"),
            ("Un. Kingd.", "GB"),
            ("Un. K.", ""),
            ("Unit. Kingdom", "GB"),
            ("Virgin Is.", "VG or VI"),
            ("Benin (Sudan)", ""),
            ("Benin (UK)", ""),
            ("Rep.", ""),
            ("N. Sudan", ""),
            ("Benin, Sudan", ""),
        ] {
            let found = match all.find(name, None) {
                Found::One(code) => code,
                Found::Several(codes) => codes.join(" or "),
                Found::Nobody => String::new(),
            };
            assert_eq!(found, code, "{name}");
        }
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
