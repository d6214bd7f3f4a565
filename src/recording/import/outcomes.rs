//! What becomes of the acts of one treaty: a line for each that is not the same, and what is to be recorded.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::{Desk, row_of};
use super::entries::{NewEntry, Other};
use super::matching::Compared;
use super::plan::{Comparison, FindingLine, ImportRow};
use super::proposal::{Judgement, Outcome, Proposal};
use crate::error::Result;
use crate::model::ActKind;
use crate::model::draft::{FileRead, Finding, Place, Reason};
use crate::store::{GivenAct, TreatyRow};

/// The acts of one treaty, compared and judged.
pub(super) struct Examined<'a, 'd> {
    /// The treaty, where the record has it.
    pub row: Option<&'a TreatyRow>,
    /// Its code.
    pub code: &'a str,
    /// The acts that are recorded.
    pub given: &'a [GivenAct],
    /// The acts that files give.
    pub proposals: &'a [Proposal<'d>],
    /// Which is which.
    pub compared: &'a Compared,
    /// What the law says of those that would come, by their place.
    pub judgements: &'a BTreeMap<usize, Judgement>,
    /// Whether something of the table could not be read.
    pub incomplete: bool,
}

/// What a proposal does to the record.
struct Effect {
    verdict: Comparison,
    replaces: Option<i64>,
    beside: Option<Other>,
    why: String,
}

/// What was taken of a treaty so far.
#[derive(Default)]
struct Taken {
    /// The place of each proposal that is to be recorded, for those that stand beside it.
    places: BTreeMap<usize, usize>,
    /// What each file gives that another source gave before: recorded acts, and places.
    attested: BTreeMap<usize, (BTreeSet<i64>, Vec<usize>)>,
    /// Whether the law refused any.
    refused: bool,
}

impl Desk<'_> {
    /// Takes in what is new, changed or gone.
    pub(super) fn take(&mut self, examined: &Examined) -> Result<()> {
        let outcomes = &examined.compared.outcomes;
        // What stands beside another proposal comes after it.
        let (first, beside): (Vec<usize>, Vec<usize>) = (0..outcomes.len())
            .partition(|number| !matches!(outcomes[*number], Outcome::Besides(..) | Outcome::SameAs(_)));
        let known: BTreeMap<i64, &GivenAct> = examined.given.iter().map(|act| (act.id, act)).collect();
        let mut taken = Taken::default();
        for number in first.into_iter().chain(beside) {
            self.take_one(examined, &known, number, &mut taken)?;
        }
        for (file, (acts, new)) in taken.attested {
            self.to_record.push(NewEntry::Attest { file, acts, new })?;
        }
        let cut_off = self.cut_off(examined);
        for (id, file) in &examined.compared.gone {
            let Some(act) = known.get(id) else { continue };
            let trouble = examined.incomplete || taken.refused || cut_off.contains(file);
            self.gone(examined.code, act, *file, trouble)?;
        }
        Ok(())
    }

    /// The files of other machines in which most of what they gave before is missing: what broke off on the way, or is half
    /// written there, looks the same.
    fn cut_off(&mut self, examined: &Examined) -> BTreeSet<usize> {
        let mut cut_off = BTreeSet::new();
        let mut gone: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, file) in &examined.compared.gone {
            *gone.entry(*file).or_default() += 1;
        }
        for (file, gone) in gone {
            let FileRead { name, origin, reading, .. } = &self.files[file];
            let given = |act: &&GivenAct| act.publishers.contains(&reading.edition.publisher);
            let before = examined.given.iter().filter(given).count();
            if origin.is_none() || 2 * gone <= before {
                continue;
            }
            let why = format!(
                "{gone} of {before} acts that were recorded of this treaty are not in it any more, and stay: it may be cut off. \
                 If it is right, save the file and import that"
            );
            let finding =
                Finding { place: Place::START, reason: Reason::Truncated, cell: String::new(), why };
            let treaty = Some(examined.code.to_owned());
            self.findings.push(FindingLine { file: name.clone(), finding, treaty });
            cut_off.insert(file);
        }
        cut_off
    }

    fn take_one(
        &mut self,
        examined: &Examined,
        known: &BTreeMap<i64, &GivenAct>,
        number: usize,
        taken: &mut Taken,
    ) -> Result<()> {
        let (code, proposal) = (examined.code, &examined.proposals[number]);
        let outcome = &examined.compared.outcomes[number];
        let publisher = &self.files[proposal.file].reading.edition.publisher;
        if let Outcome::Same(id) | Outcome::Changed(id, _) | Outcome::Withdrawn(id) = outcome
            && let Some(act) = known.get(id)
            && act.publishers.contains(publisher)
        {
            self.renames.seen(publisher, proposal, act);
        }
        let judgement = examined.judgements.get(&number);
        if let Some((reason, why)) = judgement.and_then(|judgement| judgement.refused.clone()) {
            taken.refused = true;
            self.finding(proposal.file, code, proposal.draft, reason, why);
            return Ok(());
        }
        let unknown = judgement.is_some_and(|judgement| judgement.existence_is_unknown);
        self.of_unknown_existence += usize::from(unknown);
        let attested = taken.attested.entry(proposal.file);
        match outcome {
            Outcome::Same(id) => {
                self.counts.same += 1;
                if known.get(id).is_some_and(|act| !act.publishers.contains(publisher)) {
                    attested.or_default().0.insert(*id);
                }
                return Ok(());
            }
            Outcome::SameAs(first) => {
                self.counts.same += 1;
                if let Some(place) = taken.places.get(first) {
                    attested.or_default().1.push(*place);
                }
                return Ok(());
            }
            _ => {}
        }
        let Effect { verdict, replaces, beside, why } = self.effect(examined, number, &taken.places);
        let file = &self.files[proposal.file].name;
        let act = proposal.kind.word().to_owned();
        let mut line = row_of(verdict, code, &proposal.participant, act, proposal.draft, file);
        line.flag = proposal.remark(judgement);
        line.why = why;
        let entry = replaces.or(match &beside {
            Some(Other::Entry(id)) => Some(*id),
            _ => None,
        });
        line.entry = entry.map(|id| format!("@{id}"));
        self.count(verdict);
        self.counts.flagged += usize::from(line.flag.is_some());
        self.rows.push(line)?;
        let given = replaces.and_then(|id| known.get(&id).copied());
        let body = proposal.body(code, proposal.flag(judgement), given);
        let entry = NewEntry::Act { file: proposal.file, body, replaces, beside };
        taken.places.insert(number, self.to_record.push(entry)?);
        Ok(())
    }

    fn effect(&self, examined: &Examined, number: usize, places: &BTreeMap<usize, usize>) -> Effect {
        let proposal = &examined.proposals[number];
        let publisher = |proposal: &Proposal| &self.files[proposal.file].reading.edition.publisher;
        let (verdict, replaces, beside, why) = match &examined.compared.outcomes[number] {
            Outcome::Changed(id, why) => (Comparison::Changed, Some(*id), None, why.clone()),
            Outcome::Withdrawn(id) => {
                let why = "in brackets now: withdrawn, denounced or superseded, on a day that the source does not give";
                (Comparison::Withdrawn, Some(*id), None, why.to_owned())
            }
            Outcome::Contradicting(id, why) => {
                // Who knows by which act it was says more of a consent of that day, and nothing else.
                let says_more = examined.given.iter().any(|act| {
                    act.id == *id
                        && act.kind == ActKind::ConsentToBeBound
                        && proposal.kind.is_consent()
                        && act.date.is_some()
                        && act.date == proposal.draft.day.date
                });
                let verdict = if says_more { Comparison::New } else { Comparison::Contradicting };
                (verdict, None, Some(Other::Entry(*id)), why.clone())
            }
            Outcome::Besides(first, why) => {
                let others = publisher(&examined.proposals[*first]) != publisher(proposal);
                let verdict = if others { Comparison::Contradicting } else { Comparison::New };
                (verdict, None, places.get(first).map(|place| Other::New(*place)), why.clone())
            }
            Outcome::New | Outcome::Same(_) | Outcome::SameAs(_) => {
                let mut why = why_new(examined.row, examined.given, proposal);
                if proposal.draft.withdrawn {
                    let text = "in brackets: withdrawn, denounced or superseded since, on a day that the source does not give";
                    why = if why.is_empty() { text.to_owned() } else { format!("{text}; {why}") };
                }
                (Comparison::New, None, None, why)
            }
        };
        Effect { verdict, replaces, beside, why }
    }

    /// An act that its publisher no longer gives. It is retracted, unless others give it too, or something of the table
    /// could not be taken in.
    fn gone(&mut self, code: &str, act: &GivenAct, file: usize, trouble: bool) -> Result<()> {
        let publisher = &self.files[file].reading.edition.publisher;
        self.renames.gone(code, act);
        let others: Vec<&str> =
            act.publishers.iter().filter(|other| *other != publisher).map(String::as_str).collect();
        let why = if !others.is_empty() {
            format!("no longer in this table; still given by {}, and stays", others.join(", "))
        } else if trouble {
            "no longer in this table; it stays, because not all of the table could be taken in".to_owned()
        } else {
            "in the earlier copy, and no longer in this one".to_owned()
        };
        if others.is_empty() && !trouble {
            self.to_record.push(NewEntry::Retract { entry: act.id })?;
        }
        self.count(Comparison::Gone);
        self.rows.push(ImportRow {
            verdict: Comparison::Gone,
            treaty: code.to_owned(),
            participant: act.participant.clone(),
            name: act.raw_name.clone().unwrap_or_default(),
            act: act.kind.word().to_owned(),
            date: act.date.map_or_else(String::new, |day| day.to_string()),
            effective_on: act.effective_on,
            file: self.files[file].name.clone(),
            place: String::new(),
            entry: Some(format!("@{}", act.id)),
            why,
            flag: None,
        })
    }
}

/// Whether an act is news, or was done before the record's reach and is learnt late.
fn why_new(row: Option<&TreatyRow>, given: &[GivenAct], proposal: &Proposal) -> String {
    let (Some(row), false) = (row, given.is_empty()) else {
        return String::new();
    };
    let newest = given.iter().filter_map(GivenAct::day).max();
    let Some((reach, day)) = row.complete_to.max(newest).zip(proposal.day()) else {
        return String::new();
    };
    if day > reach {
        format!("done since {reach}, up to which acts were recorded")
    } else {
        format!("learnt late: done before {reach}, and not in the record")
    }
}
