//! What different answers say of one treaty, two participants and a day does not contradict: `status`, `explain`,
//! `participant`, `pending`, `between`, `through` and `next`, at random over real tables. The views stand beside their
//! commands in `views.rs`, the panel beside `status` in `data.rs`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::numbers::Numbers;
use crate::support::{Place, needs, soak};
use accede::model::{Date, Status};
use accede::report::{
    Ahead, Named, Two, When, between, explain, next, participant, pending, status, through,
};
use accede::store::{Access, ParticipantRow, Store, TreatyRow};

#[test]
fn on_the_seed() {
    let place = Place::whole();
    all_agree(&place.path().join("accede.db"), soak(100, 1_000));
}

#[test]
fn on_the_tables_of_a_depositary() {
    let Some(corpus) = needs::corpus() else { return };
    let place = Place::whole();
    let tables = corpus.join("corpus/mtdsg-2013-csv");
    let ran = place.run(&format!("accede import {} --write --partial", tables.display()));
    assert!(ran.code <= 1, "{}", ran.stderr);
    all_agree(&place.path().join("accede.db"), soak(200, 5_000));
}

/// Asks about a treaty, two that have acted under it, and a day on which something was done, or the one before or after it.
fn all_agree(path: &Path, times: usize) {
    let store = Store::open(path, Access::Read).unwrap();
    let treaties: Vec<TreatyRow> =
        store.treaties().unwrap().into_iter().filter(|treaty| treaty.collected).collect();
    let mut numbers = Numbers(0x1969_0523);
    let mut wrong = Vec::new();
    let mut bound_to_each_other = 0;
    for _ in 0..times {
        let treaty = numbers.one_of(&treaties);
        let acts = store.acts(&treaty.code).unwrap();
        if acts.len() < 2 {
            continue;
        }
        let mut one = || store.participant(&numbers.one_of(&acts).participant).unwrap().unwrap();
        let (a, b) = (one(), one());
        let day = numbers.one_of(&acts).day().unwrap_or(Date::FIRST);
        let day = match numbers.below(6) {
            0 => day,
            1 => day.plus_days(1).unwrap_or(day),
            2 => day.plus_days(-1).unwrap_or(day),
            _ => day.plus_days(i64::try_from(numbers.below(9_000)).unwrap()).unwrap_or(day),
        };
        let today: Date = crate::support::TODAY.parse().unwrap();
        let when = When { as_of: day.min(today), today };
        let question = Question { store: &store, treaty, when };
        wrong.extend(
            question
                .of_one(&a)
                .into_iter()
                .map(|why| format!("{} {} {}: {why}", treaty.code, a.code, when.as_of)),
        );
        if a.code != b.code {
            let (yes, found) = question.of_two(&a, &b);
            bound_to_each_other += usize::from(yes);
            let pair = format!("{} {} {} {}", treaty.code, a.code, b.code, when.as_of);
            wrong.extend(found.into_iter().map(|why| format!("{pair}: {why}")));
        }
    }
    assert!(wrong.is_empty(), "{} contradictions:\n{}", wrong.len(), wrong.join("\n"));
    assert!(
        bound_to_each_other > times / 100,
        "{bound_to_each_other} of {times} pairs are bound to each other"
    );
}

struct Question<'a> {
    store: &'a Store,
    treaty: &'a TreatyRow,
    when: When,
}

impl Question<'_> {
    fn statuses(&self) -> BTreeMap<String, Status> {
        let report = status(self.store, self.treaty, None, &[], self.when).unwrap();
        report.participants.into_iter().map(|row| (row.who.code, row.status)).collect()
    }

    /// What contradicts itself of one participant.
    fn of_one(&self, who: &ParticipantRow) -> Vec<String> {
        let statuses = self.statuses();
        let own = statuses.get(&who.code).copied().unwrap_or(Status::None);
        let mut wrong = Vec::new();
        let explained = explain(self.store, self.treaty, who, self.when).unwrap();
        if explained.status != Some(own) {
            wrong.push(format!("status {own}, explain {:?}", explained.status));
        }
        if let Some(turn) = explained.history.last()
            && turn.status != own
        {
            wrong.push(format!("status {own}, and the history of explain ends with {}", turn.status));
        }
        let reported = participant(self.store, who.clone(), self.when).unwrap();
        let under = reported.treaties.iter().find(|under| under.treaty.code == self.treaty.code);
        let under = under.map_or(Status::None, |under| under.status);
        if under != own {
            wrong.push(format!("status {own}, participant {under}"));
        }
        let report = pending(self.store, self.treaty, None, self.when).unwrap();
        if let Some(row) = report.pending.iter().find(|row| row.who.code == who.code)
            && (row.status != own || own.consented())
        {
            wrong.push(format!("status {own}, pending {}", row.status));
        }
        if report.waiting.iter().any(|row| row.who.code == who.code) != (own == Status::Contracting) {
            wrong.push(format!("status {own}, and pending tells otherwise who waits"));
        }
        let until = self.when.as_of.plus_days(1_000).unwrap();
        let ahead = Ahead { treaties: vec![self.treaty.clone()], set: None, until, calendar: false };
        let coming = next(self.store, &ahead, self.when).unwrap().coming;
        let coming = coming.iter().find(|coming| {
            coming.to.is_some() && coming.participant.as_ref().is_some_and(|named| named.code == who.code)
        });
        match (coming, &explained.next) {
            (Some(coming), Some(turn)) if (coming.day, coming.to) == (turn.on, Some(turn.status)) => {
                if coming.from != Some(own) {
                    wrong.push(format!("status {own}, next from {:?}", coming.from));
                }
            }
            (None, None) => {}
            (None, Some(turn)) if turn.on > until => {}
            (coming, turn) => wrong.push(format!(
                "next {:?}, explain {:?}",
                coming.map(|coming| (coming.day, coming.to)),
                turn.as_ref().map(|turn| (turn.on, turn.status))
            )),
        }
        wrong
    }

    /// Whether two are bound to each other, and what contradicts itself of them.
    fn of_two(&self, a: &ParticipantRow, b: &ParticipantRow) -> (bool, Vec<String>) {
        let day = self.when.as_of;
        let statuses = self.statuses();
        let bound = |who: &ParticipantRow| statuses.get(&who.code).is_some_and(|status| status.bound());
        let ask = |a, b| between(self.store, Two { a, b }, Some(self.treaty), (day, day)).unwrap();
        let (there, back) = (ask(a, b), ask(b, a));
        let mut wrong = Vec::new();
        if there.yes != back.yes {
            wrong.push(format!("between {}, and the other way round {}", there.yes, back.yes));
        }
        let row = &there.rows[0];
        let kept_apart = row.apart.iter().any(|apart| apart.days.holds(day));
        if bound(a) && bound(b) && !kept_apart && !there.yes {
            wrong.push("both are bound, nothing keeps them apart, and between says no".to_owned());
        }
        if there.yes && !(self.reached(a, bound(a)) && self.reached(b, bound(b))) {
            wrong.push(format!("between says yes; bound: {} and {}", bound(a), bound(b)));
        }
        (there.yes, wrong)
    }

    /// Whether the treaty reaches a participant, by its own consent or through an organisation whose member it is.
    fn reached(&self, who: &ParticipantRow, is_bound: bool) -> bool {
        is_bound || {
            let eu = self.store.participant("EU").unwrap().unwrap();
            let eu = Named { code: eu.code, name: eu.name };
            let report = through(self.store, eu, "EU", self.treaty, self.when).unwrap();
            let member = report.members.iter().find(|member| member.who.code == who.code);
            member.is_some_and(|member| member.bound.word() != "neither")
        }
    }
}
