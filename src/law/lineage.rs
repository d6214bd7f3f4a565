//! Who came from whom: which participants are one, which stand in the place of others, and since when.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::world::{Lineage, Predecessor, World};
use crate::model::{Date, How, Span, union_of, without};

impl Predecessor {
    /// How the later one came from it.
    #[must_use]
    pub fn how(&self) -> Option<How> {
        How::from_word(&self.kind)
    }

    fn is(&self, how: How) -> bool {
        self.kind == how.word()
    }
}

impl World {
    /// Takes in from whom a participant came. What continues an organisation is that organisation under another name.
    pub fn came_from(&mut self, later: String, earlier: Predecessor) {
        self.lineage = OnceLock::new();
        let one_line = earlier.is(How::Same) || (earlier.is(How::Continues) && self.is_organisation(&later));
        if one_line {
            self.old_codes.insert(earlier.code.clone(), later.clone());
            self.began_with(&later, &earlier.code);
        }
        self.predecessors.entry(later).or_default().push(earlier);
    }

    /// An organisation under another name began when it did under the first.
    fn began_with(&mut self, later: &str, earlier: &str) {
        let first = self.persons.get(earlier).and_then(|person| person.exists_from);
        if let Some(person) = self.persons.get_mut(later).filter(|person| person.kind == "organisation") {
            person.exists_from = person.exists_from.zip(first).map(|(own, first)| own.min(first));
        }
    }

    /// The code that a participant bears now: its own, unless that is an old one.
    #[must_use]
    pub fn present_code<'a>(&'a self, code: &'a str) -> &'a str {
        let mut present = code;
        for _ in 0..self.old_codes.len() {
            let Some(later) = self.old_codes.get(present) else { break };
            present = later;
        }
        present
    }

    /// Whether `code` is only an old code of another participant.
    #[must_use]
    pub fn is_old_code(&self, code: &str) -> bool {
        self.old_codes.contains_key(code)
    }

    /// Those from whom it came.
    #[must_use]
    pub fn predecessors_of(&self, code: &str) -> &[Predecessor] {
        self.predecessors.get(code).map_or(&[], Vec::as_slice)
    }

    /// Whether two codes are of one legal person: an old code of the other, or one continues the other, however far back.
    pub(super) fn is_one_person(&self, one: &str, other: &str) -> bool {
        self.codes_of(one).contains(&other)
    }

    /// The codes of one legal person: this one, those that it continues, and those that continue it.
    pub(super) fn codes_of<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let mut codes = self.forms_of(code);
        let mut later = vec![code];
        while let Some(earlier) = later.pop() {
            for code in self.lineage().continued_by.get(earlier).into_iter().flatten() {
                if !codes.contains(&code.as_str()) {
                    codes.push(code);
                    later.push(code);
                }
            }
        }
        codes
    }

    /// The codes under which one legal person acts from first to last: this one, and those that it continues.
    pub(super) fn forms_of<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let mut forms = vec![code];
        let mut next = 0;
        while let Some(later) = forms.get(next).copied() {
            let continued = self.predecessors_of(later).iter();
            let continued = continued.filter(|known| known.is(How::Continues) || known.is(How::Same));
            for earlier in continued.map(|known| known.code.as_str()) {
                if !forms.contains(&earlier) {
                    forms.push(earlier);
                }
            }
            next += 1;
        }
        forms
    }

    /// The form of a person that stands for it on `day`: of a State that continues another the other, before the day of the change.
    pub(super) fn form_on<'a>(&'a self, code: &'a str, day: Date) -> &'a str {
        let mut form = code;
        for _ in 0..self.predecessors.len() {
            let mut continued = self.predecessors_of(form).iter().filter(|known| known.is(How::Continues));
            match continued.find(|known| known.on.is_some_and(|on| day < on)) {
                Some(earlier) => form = &earlier.code,
                None => break,
            }
        }
        form
    }

    /// The successions of States by which it came to be, and those of the State that it continues: in what passes from State
    /// to State without a notification, or does not pass at all, nobody succeeds.
    #[must_use]
    pub fn successions_of(&self, code: &str) -> Vec<&Predecessor> {
        let mut later = vec![code];
        for _ in 0..self.predecessors.len() {
            let links = || later.iter().flat_map(|code| self.predecessors_of(code));
            let succeeds = [How::Separated, How::Succeeds, How::Independent];
            let own: Vec<&Predecessor> =
                links().filter(|earlier| succeeds.iter().any(|how| earlier.is(*how))).collect();
            let same = [How::Continues, How::Same];
            let further: Vec<&str> = links()
                .filter(|earlier| same.iter().any(|how| earlier.is(*how)))
                .map(|earlier| earlier.code.as_str())
                .collect();
            if !own.is_empty() || further.is_empty() {
                return own;
            }
            later = further;
        }
        Vec::new()
    }

    /// The date of the succession of States by which it came from its predecessors, as recorded: of several the last. Of one
    /// that succeeded to nobody, the day on which it came from others otherwise; where no date is recorded, its first day.
    #[must_use]
    pub fn succeeded_on(&self, code: &str) -> Option<Date> {
        let links = self.successions_of(code);
        if links.is_empty() {
            let others = self.predecessors_of(code).iter();
            return others.filter(|earlier| !earlier.is(How::Same)).filter_map(|earlier| earlier.on).max();
        }
        let first_day = || self.persons.get(code).and_then(|person| person.exists_from);
        links.iter().filter_map(|earlier| earlier.on).max().or_else(first_day)
    }

    /// The first day on which a participant is there: its own, where one is recorded; else that of its independence or of the change
    /// by which it came from others, of several the last. None where no day is known.
    #[must_use]
    pub fn began(&self, code: &str) -> Option<Date> {
        let own = self.persons.get(code).and_then(|person| person.exists_from);
        let by_change = || {
            let changes = self.predecessors_of(code).iter().filter(|known| self.is_beginning(known));
            changes.filter_map(|known| known.on).max()
        };
        own.or_else(by_change)
    }

    /// Whether a State began by such a change: not by one of name, nor by taking in another, nor by succeeding to one of which no
    /// end is known.
    fn is_beginning(&self, known: &Predecessor) -> bool {
        match known.how() {
            Some(How::Continues) => !self.is_old_code(&known.code),
            Some(How::Independent | How::Separated | How::Unites) => true,
            Some(How::Succeeds) => {
                self.persons.get(&known.code).is_some_and(|person| person.exists_until.is_some())
            }
            _ => false,
        }
    }

    /// Every predecessor of `code`, however far back, each once.
    #[must_use]
    pub fn ancestors<'a>(&'a self, code: &str) -> BTreeSet<&'a str> {
        let mut all: BTreeSet<&str> = BTreeSet::new();
        let mut waiting: Vec<&str> = vec![];
        let mut next = Some(code);
        while let Some(later) = next {
            let earlier = self.predecessors_of(later).iter().map(|earlier| earlier.code.as_str());
            waiting.extend(earlier.filter(|code| all.insert(code)));
            next = waiting.pop();
        }
        all
    }

    /// Whether any predecessor of `code`, however far back, is one that `holds` says.
    #[must_use]
    pub fn descends_from(&self, code: &str, holds: &dyn Fn(&str) -> bool) -> bool {
        self.ancestors(code).into_iter().any(holds)
    }

    /// Of the predecessors of `code` that are as `holds` says, the nearest ones.
    #[must_use]
    pub fn nearest<'a>(&'a self, code: &str, holds: &dyn Fn(&str) -> bool) -> BTreeSet<&'a str> {
        let earlier = |code: &str| self.predecessors_of(code).iter().map(|earlier| earlier.code.as_str());
        let mut generation: BTreeSet<&str> = earlier(code).collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        while !generation.is_empty() {
            let near: BTreeSet<&str> = generation.iter().copied().filter(|code| holds(code)).collect();
            if !near.is_empty() {
                return near;
            }
            seen.extend(&generation);
            generation = generation
                .iter()
                .flat_map(|code| earlier(code))
                .filter(|code| !seen.contains(code))
                .collect();
        }
        generation
    }

    /// Who did what a depositary's table shows under `code` on `day`: before a State took over from a union
    /// or a predecessor it was that one.
    #[must_use]
    pub fn doer(&self, code: &str, day: Date) -> String {
        let mut doer = self.present_code(code);
        for _ in 0..self.persons.len() {
            match self.before(doer).find(|(_, on)| day < *on) {
                Some((earlier, _)) => doer = earlier,
                None => match self.place_of(doer, day).filter(|_| doer != code) {
                    Some(earlier) => doer = earlier,
                    None => break,
                },
            }
        }
        self.union_on(doer, day).unwrap_or(doer).to_owned()
    }

    /// The union of which one was a part on `day`, where it outlives that: what was done then the union did.
    #[must_use]
    pub fn union_on(&self, code: &str, day: Date) -> Option<&str> {
        let mut outlived = self.outlived_unions();
        outlived.find(|(_, part, during)| *part == code && during.holds(day)).map(|(union, ..)| union)
    }

    /// Of these days those on which one was no part of a union that it outlived.
    #[must_use]
    pub fn outside_unions(&self, code: &str, days: Vec<Span>) -> Vec<Span> {
        without(days, self.in_unions(code))
    }

    /// Every union that ended before one of those united in it: the union, that one, and its days in it.
    pub(super) fn outlived_unions(&self) -> impl Iterator<Item = (&str, &str, Span)> {
        self.lineage().outlived.iter().map(|(union, part, during)| (&**union, &**part, *during))
    }

    /// The State in whose place `code` came, where on `day` it was not there yet, and the other one still was.
    fn place_of(&self, code: &str, day: Date) -> Option<&str> {
        let begins = self.persons.get(code)?.exists_from.filter(|begins| day < *begins)?;
        let ended = |earlier: &&Predecessor| {
            let person = self.persons.get(&earlier.code);
            earlier.is(How::Succeeds) && person.is_some_and(|person| person.exists_until == Some(begins))
        };
        let mut succeeded = self.predecessors_of(code).iter().filter(ended);
        let only = succeeded.next().filter(|_| succeeded.next().is_none())?;
        Some(&only.code)
    }

    /// The State under which a table of later days lists what `code` did on `day`: the one that goes on with it, or united it.
    #[must_use]
    pub fn line(&self, code: &str, day: Date) -> String {
        let mut line = self.doer(code, day);
        for _ in 0..self.persons.len() {
            let takes_over = |earlier: &Predecessor| {
                let passes = earlier.is(How::Continues) || earlier.is(How::Unites);
                passes && earlier.code == line && earlier.on.is_none_or(|on| day < on)
            };
            let mut later = self.predecessors.iter().filter(|(_, earlier)| earlier.iter().any(takes_over));
            match (later.next(), later.next()) {
                (Some((later, _)), None) => line.clone_from(later),
                _ => break,
            }
        }
        line
    }

    /// Whether one of two did on `day` what a table lists under the other.
    #[must_use]
    pub fn did_for(&self, one: &str, other: &str, day: Date) -> bool {
        let is_of = |earlier: &str, later: &str| {
            self.doer(later, day) == earlier
                || (self.doer(earlier, day) == earlier && self.line(earlier, day) == later)
        };
        one == other || is_of(one, other) || is_of(other, one)
    }

    /// The one in whose place a participant stands later, where on `day` it does not yet: the one that it continues, the union from
    /// which it separated, or the one that it succeeded before it was there itself. None on other days.
    #[must_use]
    pub fn stood_before(&self, code: &str, day: Date) -> Option<String> {
        let doer = self.doer(code, day);
        if doer != self.present_code(code) {
            return Some(doer);
        }
        let is_to_come = self.began(code).is_some_and(|from| day < from);
        let mut succeeded = self.predecessors_of(code).iter().filter(|earlier| earlier.is(How::Succeeds));
        let earlier = succeeded.next().filter(|_| is_to_come && succeeded.next().is_none())?;
        Some(self.doer(&earlier.code, day))
    }

    /// The first day on which `code` itself stands in for what others did before; none if it has no predecessor of that sort.
    #[must_use]
    pub fn takes_over_on(&self, code: &str) -> Option<Date> {
        let united = self.predecessors_of(code).iter().filter(|earlier| earlier.is(How::Unites));
        self.before(code).map(|(_, on)| on).chain(united.filter_map(|earlier| earlier.on)).max()
    }

    /// The predecessors whose acts a table repeats under `code`, with the day of the change: the one it
    /// continues, and a union that ended when it separated.
    pub(super) fn before<'a>(&'a self, code: &str) -> impl Iterator<Item = (&'a str, Date)> {
        self.predecessors_of(code).iter().filter_map(|earlier| {
            let on = earlier.on?;
            let union_ended = || {
                let union = self.persons.get(&earlier.code);
                union.is_some_and(|union| union.exists_until == Some(on))
            };
            let repeats = match earlier.how() {
                Some(How::Continues) => !self.is_old_code(&earlier.code),
                Some(How::Separated) => union_ended(),
                _ => false,
            };
            repeats.then_some((earlier.code.as_str(), on))
        })
    }

    /// Every State that continues another: the later one, the earlier one, and the day of the change, the
    /// earliest change first.
    #[must_use]
    pub fn continuations(&self) -> Vec<(&str, &str, Date)> {
        self.lineage().continuations.iter().map(|(later, earlier, on)| (&**later, &**earlier, *on)).collect()
    }

    /// Every union of States: the union, one of those united in it, and the day, the earliest first.
    #[must_use]
    pub fn unions(&self) -> Vec<(&str, &str, Date)> {
        self.lineage().unions.iter().map(|(union, united, on)| (&**union, &**united, *on)).collect()
    }

    fn all_that(&self, how: How) -> Vec<(String, String, Date)> {
        let mut all = Vec::new();
        for (later, predecessors) in &self.predecessors {
            for earlier in predecessors.iter().filter(|earlier| earlier.is(how)) {
                all.extend(earlier.on.map(|on| (later.clone(), earlier.code.clone(), on)));
            }
        }
        all.sort_unstable_by(|a, b| (a.2, &a.0, &a.1).cmp(&(b.2, &b.0, &b.1)));
        all
    }

    /// The first day on which `code` no longer stands for itself: its end, or the day on which another takes its place.
    #[must_use]
    pub fn ends_on(&self, code: &str) -> Option<Date> {
        self.ends().get(code).copied()
    }

    /// The days on which one was part of a union that ended before it: it stands for itself before and after.
    fn time_in_union(&self, union: &str, united: &Predecessor) -> Option<Span> {
        let ended = self.persons.get(union)?.exists_until?;
        let outlives = self.persons.get(&united.code)?.exists_until.is_none_or(|end| ended < end);
        let since = united.on.filter(|on| *on < ended && outlives)?;
        Some(Span { since, until: Some(ended) })
    }

    /// The end of everybody that ends, by code.
    pub(super) fn ends(&self) -> &HashMap<String, Date> {
        &self.lineage().ends
    }

    /// The days on which one was part of a union that it outlived.
    pub(super) fn in_unions(&self, code: &str) -> &[Span] {
        self.lineage().in_unions.get(code).map_or(&[], Vec::as_slice)
    }

    pub(super) fn lineage(&self) -> &Lineage {
        self.lineage.get_or_init(|| {
            let mut continuations = self.all_that(How::Continues);
            continuations.retain(|(_, earlier, _)| !self.is_old_code(earlier));
            let unions = self.all_that(How::Unites);
            let mut outlived = Vec::new();
            let mut continued_by: HashMap<String, Vec<String>> = HashMap::new();
            for (later, all) in &self.predecessors {
                for earlier in all {
                    if earlier.is(How::Unites) {
                        let during = self.time_in_union(later, earlier);
                        outlived.extend(during.map(|during| (later.clone(), earlier.code.clone(), during)));
                    } else if earlier.is(How::Continues) || earlier.is(How::Same) {
                        continued_by.entry(earlier.code.clone()).or_default().push(later.clone());
                    }
                }
            }
            outlived.sort_unstable();
            let mut in_unions: HashMap<String, Vec<Span>> = HashMap::new();
            for (_, part, during) in &outlived {
                in_unions.entry(part.clone()).or_default().push(*during);
            }
            let in_unions: HashMap<String, Vec<Span>> =
                in_unions.into_iter().map(|(code, times)| (code, union_of(times))).collect();
            let ends = self.found_ends(continuations.iter().chain(&unions));
            let days = |code: &String| {
                let in_unions = in_unions.get(code).map_or(&[][..], Vec::as_slice);
                (code.clone(), self.days_there(code, ends.get(code).copied(), in_unions))
            };
            let presence = self.persons.keys().map(days).collect();
            Lineage { continuations, unions, outlived, ends, in_unions, continued_by, presence }
        })
    }

    /// The end of everybody that ends: its own, or that by one of these changes.
    fn found_ends<'a>(
        &self,
        changes: impl Iterator<Item = &'a (String, String, Date)>,
    ) -> HashMap<String, Date> {
        let ended =
            self.persons.iter().filter_map(|(code, person)| Some((code.clone(), person.exists_until?)));
        let mut ends: HashMap<String, Date> = ended.collect();
        let for_good = |(later, earlier, _): &&(String, String, Date)| {
            let known = self.predecessors_of(later).iter().filter(|known| known.code == *earlier);
            !known
                .filter(|known| known.is(How::Unites))
                .any(|known| self.time_in_union(later, known).is_some())
        };
        for (_, earlier, on) in changes.filter(for_good) {
            let end = ends.entry(earlier.clone()).or_insert(*on);
            *end = (*on).min(*end);
        }
        ends
    }

    /// The codes of all by whose acts a participant stands without any of its own: its own, those of the State that it
    /// continues and of what it unites, and old ones of any.
    pub(super) fn stands_for<'a>(&'a self, later: &'a str) -> Vec<&'a str> {
        let mut codes = Vec::new();
        self.collect_those_of(later, &mut codes);
        let old = self.old_codes.iter().filter(|(_, present)| codes.contains(&present.as_str()));
        let old: Vec<&str> = old.map(|(old, _)| old.as_str()).collect();
        codes.extend(old);
        codes
    }

    fn collect_those_of<'a>(&'a self, later: &'a str, codes: &mut Vec<&'a str>) {
        let later = self.present_code(later);
        if codes.contains(&later) {
            return;
        }
        codes.push(later);
        for (code, _) in self.before(later) {
            self.collect_those_of(code, codes);
        }
        let united = self.predecessors_of(later).iter().filter(|known| known.is(How::Unites));
        codes.extend(united.map(|known| known.code.as_str()));
    }
}
