//! What depositaries' files would change in the record: read, compared, judged by the law, and ready to be recorded.
//!
//! `treaties` finds which treaties the record has, `people` who is named; `matching` compares the acts of one treaty with what is recorded, `judged` asks the law,
//! `steps` turns what is left into entries, and `plan` is what comes of it. Nothing here writes.

mod judged;
mod matching;
mod people;
mod plan;
mod renames;
mod steps;
mod treaties;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::error::Result;
use crate::model::draft::{DraftAct, DraftTreaty, Finding, Place, Reading, Reason, What};
use crate::model::{Act, ActKind, Date, TreatyBody};
use crate::store::{Dossier, GivenAct, Store, TreatyRow};

use matching::{Outcome, Proposal};
use people::People;
pub use plan::{Comparison, FileLine, FileRead, FindingLine, Intake, IntakeCounts, IntakeRow, TreatyLine};
pub use renames::Rename;
use steps::{Step, Steps};
use treaties::bundles;

/// The most acts of one participant under one treaty, of all files: with more of them it is no table of participants.
const MOST_OF_ONE: usize = 500;

/// Everything said of one treaty, by all files.
struct Bundle<'a> {
    row: Option<TreatyRow>,
    said: Vec<(usize, &'a DraftTreaty)>,
}

/// Compares files with the record; `progress` hears of each treaty that is done.
pub fn intake(
    store: &Store,
    files: &[FileRead],
    today: Date,
    partial: bool,
    mut progress: impl FnMut(),
) -> Result<Intake> {
    let mut desk = Desk::new(store, files, today)?;
    let bundles = bundles(store, files)?;
    for (code, bundle) in &bundles {
        desk.treaty(code, bundle)?;
        progress();
    }
    desk.explain_unknown_names();
    Ok(desk.done(partial))
}

struct Desk<'a> {
    store: &'a Store,
    files: &'a [FileRead],
    today: Date,
    people: People,
    world: crate::law::World,
    counts: IntakeCounts,
    /// Acts of participants of which it is not recorded whether they existed then.
    of_unknown_existence: usize,
    treaties: Vec<TreatyLine>,
    rows: Vec<IntakeRow>,
    findings: Vec<FindingLine>,
    renames: renames::Renames,
    steps: Steps,
}

impl<'a> Desk<'a> {
    fn new(store: &'a Store, files: &'a [FileRead], today: Date) -> Result<Self> {
        let mut findings = Vec::new();
        for file in files {
            let treaty = match file.reading.treaties.as_slice() {
                [one] => one.code.clone(),
                _ => None,
            };
            findings.extend(file.reading.findings.iter().map(|finding| FindingLine {
                file: file.name.clone(),
                finding: finding.clone(),
                treaty: treaty.clone(),
            }));
        }
        Ok(Self {
            store,
            files,
            today,
            people: People::of(store)?,
            world: store.world()?,
            counts: IntakeCounts::default(),
            of_unknown_existence: 0,
            treaties: Vec::new(),
            rows: Vec::new(),
            findings,
            renames: renames::Renames::default(),
            steps: Steps::of(files),
        })
    }

    fn finding(&mut self, file: usize, treaty: &str, draft: &DraftAct, reason: Reason, why: String) {
        let finding = Finding { place: draft.place, reason, cell: draft.raw_cell.clone(), why };
        let finding = if reason == Reason::UnknownName || reason == Reason::AmbiguousName {
            Finding { cell: draft.raw_name.clone(), ..finding }
        } else {
            finding
        };
        self.findings.push(FindingLine {
            file: self.files[file].name.clone(),
            finding,
            treaty: Some(treaty.to_owned()),
        });
    }

    fn treaty(&mut self, code: &str, bundle: &Bundle<'a>) -> Result<()> {
        let body = self.treaty_itself(code, bundle)?;
        let dossier = match &bundle.row {
            Some(row) => self.store.dossier(&row.code, &self.world)?,
            None => None,
        };
        let dossier = dossier.unwrap_or_else(|| empty_dossier(code, body.as_ref()));
        let given = if bundle.row.is_some() { self.store.given_acts(code)? } else { Vec::new() };
        self.statements(code, bundle)?;
        self.published_counts(code, bundle)?;
        let before = self.findings.len();
        let proposals = self.proposals(code, bundle);
        let trouble = self.findings.len() > before
            || bundle.said.iter().any(|(file, _)| !self.files[*file].reading.findings.is_empty());
        let mut compared = matching::compare(&given, &proposals, self.files);
        let in_force_on = bundle.row.as_ref().and_then(TreatyRow::entry_into_force);
        let in_force_on = in_force_on.or(body.as_ref().and_then(|body| body.in_force_on));
        let flags = judged::judge(self, code, &dossier, &proposals, &mut compared, in_force_on);
        self.take(code, bundle.row.as_ref(), &given, &proposals, &compared, &flags, trouble);
        Ok(())
    }

    /// The acts that files give, each with the participant whose it is; findings for names that nobody bears, and for what
    /// stands twice.
    fn proposals(&mut self, code: &str, bundle: &Bundle<'a>) -> Vec<Proposal<'a>> {
        let mut proposals: Vec<Proposal> = Vec::new();
        let mut seen: BTreeMap<(usize, String, ActKind, String), Place> = BTreeMap::new();
        let mut tables: BTreeMap<&str, usize> = BTreeMap::new();
        let mut acts_of: BTreeMap<String, usize> = BTreeMap::new();
        for (file, treaty) in &bundle.said {
            let edition = &self.files[*file].reading.edition;
            if edition.is_whole && !treaty.acts.is_empty() {
                let first = *tables.entry(&edition.publisher).or_insert(*file);
                if first != *file {
                    self.second_copy(code, first, *file, treaty);
                    continue;
                }
            }
            for draft in &treaty.acts {
                let What::Act(kind) = draft.what else { continue };
                let on = draft.day.date.or(draft.day.latest).or(draft.effective_on);
                let participant = match self.people.find(draft, on) {
                    Ok(participant) => participant,
                    Err((reason, why)) => {
                        if reason == Reason::UnknownName {
                            self.renames.unknown(&draft.participant, code, kind, on);
                        }
                        self.finding(*file, code, draft, reason, why);
                        continue;
                    }
                };
                let territory = match &draft.territory {
                    None => None,
                    Some(name) => match self.people.territory(name, on) {
                        Ok(code) => Some(code),
                        Err((reason, why)) => {
                            self.finding(*file, code, draft, reason, why);
                            continue;
                        }
                    },
                };
                if kind.is_territorial() != territory.is_some() {
                    let why = if territory.is_some() {
                        format!("a territory does not go with {kind}")
                    } else {
                        format!("{kind} needs a territory")
                    };
                    self.finding(*file, code, draft, Reason::Refused, why);
                    continue;
                }
                let key = (
                    *file,
                    participant.clone(),
                    kind,
                    format!("{} {}", day_in_words(draft), territory.as_deref().unwrap_or_default()),
                );
                if let Some(first) = seen.get(&key) {
                    let why = format!("the same act of the same day stands at {first} too");
                    self.finding(*file, code, draft, Reason::Duplicate, why);
                    continue;
                }
                seen.insert(key, draft.place);
                let acts = acts_of.entry(participant.clone()).or_default();
                *acts += 1;
                if *acts > MOST_OF_ONE {
                    let why = format!(
                        "these files give more than {MOST_OF_ONE} acts of one participant under this treaty"
                    );
                    self.finding(*file, code, draft, Reason::NotOfThisForm, why);
                    continue;
                }
                proposals.push(Proposal { file: *file, draft, participant, kind, territory });
            }
        }
        proposals
    }

    /// Two copies of one table follow each other, and cannot be told apart in one import.
    fn second_copy(&mut self, code: &str, first: usize, second: usize, treaty: &DraftTreaty) {
        let name = &self.files[first].name;
        let why = format!(
            "{name} has the table of {code} by the same publisher: import one copy after the other, the older one first"
        );
        let finding = Finding { place: treaty.place, reason: Reason::Duplicate, cell: code.to_owned(), why };
        let file = self.files[second].name.clone();
        self.findings.push(FindingLine { file, finding, treaty: Some(code.to_owned()) });
    }

    #[expect(clippy::too_many_arguments, reason = "what was found of one treaty, step by step")]
    fn take(
        &mut self,
        code: &str,
        row: Option<&TreatyRow>,
        given: &[GivenAct],
        proposals: &[Proposal<'a>],
        compared: &matching::Compared,
        flags: &BTreeMap<usize, judged::Verdict>,
        trouble: bool,
    ) {
        let known: BTreeMap<i64, &GivenAct> = given.iter().map(|act| (act.id, act)).collect();
        let mut attested: BTreeMap<usize, (BTreeSet<i64>, Vec<usize>)> = BTreeMap::new();
        let mut refused = false;
        // The step of each proposal that is recorded, for those that stand beside it.
        let mut step_of: BTreeMap<usize, usize> = BTreeMap::new();
        // What stands beside another proposal comes after it.
        let (first, beside): (Vec<usize>, Vec<usize>) = (0..proposals.len()).partition(|number| {
            !matches!(compared.outcomes[*number], Outcome::Besides(..) | Outcome::SameAs(_))
        });
        for number in first.into_iter().chain(beside) {
            let (proposal, outcome) = (&proposals[number], &compared.outcomes[number]);
            let publisher = &self.files[proposal.file].reading.edition.publisher;
            if let Outcome::Same(id) | Outcome::Changed(id, _) | Outcome::Withdrawn(id) = outcome
                && let Some(act) = known.get(id)
                && act.publishers.contains(publisher)
            {
                self.renames.seen(publisher, proposal, act);
            }
            let verdict = flags.get(&number);
            if let Some(reason) = verdict.and_then(|verdict| verdict.refused.clone()) {
                refused = true;
                let before = row.is_some_and(|row| proposal.is_before(row.begins_on()))
                    || reason.contains(" is before ");
                let kind = if before { Reason::BeforeOpening } else { Reason::Refused };
                self.finding(proposal.file, code, proposal.draft, kind, reason);
                continue;
            }
            self.of_unknown_existence +=
                usize::from(verdict.is_some_and(|verdict| verdict.existence_is_unknown));
            let flag = proposal.flag(verdict);
            let mut line = row_of(
                Comparison::New,
                code,
                &proposal.participant,
                proposal.kind.word().to_owned(),
                proposal.draft,
                &self.files[proposal.file].name,
            );
            line.flag = proposal.remark(verdict);
            let (verdict, replaces, beside, why) = match outcome {
                Outcome::Same(id) => {
                    self.counts.same += 1;
                    if known.get(id).is_some_and(|act| !act.publishers.contains(publisher)) {
                        attested.entry(proposal.file).or_default().0.insert(*id);
                    }
                    continue;
                }
                Outcome::New => (Comparison::New, None, None, why_new(row, given, proposal)),
                Outcome::Changed(id, why) => (Comparison::Changed, Some(*id), None, why.clone()),
                Outcome::Withdrawn(id) => {
                    let why = "in brackets now: withdrawn, denounced or superseded, on a day that the source does not give";
                    (Comparison::Withdrawn, Some(*id), None, why.to_owned())
                }
                Outcome::Contradicting(id, why) => {
                    (Comparison::Contradicting, None, Some(steps::Beside::Entry(*id)), why.clone())
                }
                Outcome::Besides(first, why) => {
                    let others = self.files[proposals[*first].file].reading.edition.publisher != *publisher;
                    let verdict = if others { Comparison::Contradicting } else { Comparison::New };
                    let beside = step_of.get(first).map(|step| steps::Beside::Step(*step));
                    (verdict, None, beside, why.clone())
                }
                Outcome::SameAs(first) => {
                    self.counts.same += 1;
                    if let Some(step) = step_of.get(first) {
                        attested.entry(proposal.file).or_default().1.push(*step);
                    }
                    continue;
                }
            };
            self.count(verdict);
            self.counts.flagged += usize::from(line.flag.is_some());
            line.verdict = verdict;
            line.why = why;
            let entry = replaces.or(match &beside {
                Some(steps::Beside::Entry(id)) => Some(*id),
                _ => None,
            });
            line.entry = entry.map(|id| format!("@{id}"));
            self.rows.push(line);
            let given = replaces.and_then(|id| known.get(&id).copied());
            let body = proposal.body(code, flag, given);
            step_of
                .insert(number, self.steps.push(Step::Act { file: proposal.file, body, replaces, beside }));
        }
        for (file, (acts, steps)) in attested {
            self.steps.push(Step::Attest { file, acts, steps });
        }
        for (id, file) in &compared.gone {
            let Some(act) = known.get(id) else { continue };
            self.gone(code, act, *file, trouble || refused);
        }
    }

    /// An act that its publisher no longer gives. It is retracted, unless others give it too, or something of the table
    /// could not be taken in.
    fn gone(&mut self, code: &str, act: &GivenAct, file: usize, trouble: bool) {
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
            self.steps.push(Step::Retract { entry: act.id });
        }
        self.count(Comparison::Gone);
        self.rows.push(IntakeRow {
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
        });
    }

    fn count(&mut self, verdict: Comparison) {
        *match verdict {
            Comparison::New => &mut self.counts.new,
            Comparison::Changed => &mut self.counts.changed,
            Comparison::Withdrawn => &mut self.counts.withdrawn,
            Comparison::Contradicting => &mut self.counts.contradicting,
            Comparison::Gone => &mut self.counts.gone,
            Comparison::Same => &mut self.counts.same,
        } += 1;
    }

    /// Unknown names whose acts are those that their publisher no longer gives for somebody else: a new name, most likely.
    fn explain_unknown_names(&mut self) {
        let likely = self.renames.likely();
        for line in &mut self.findings {
            if line.finding.reason == Reason::UnknownName
                && let Some((code, matches)) = likely.get(&crate::names::directory::plain(&line.finding.cell))
            {
                let name = self.world.persons.get(code).map_or(code, |person| &person.name);
                line.finding.why = format!(
                    "nobody is called so; its acts are those recorded of {name} ({code}), {matches} of them: a new name? accede names add {:?} {code}",
                    line.finding.cell
                );
            }
        }
    }

    fn done(mut self, partial: bool) -> Intake {
        self.counts.findings = self.findings.len();
        let mut found: HashMap<&str, usize> = HashMap::new();
        for line in &self.findings {
            *found.entry(&line.file).or_default() += 1;
        }
        let found = |file: &FileRead| found.get(file.name.as_str()).copied().unwrap_or_default();
        let files: Vec<FileLine> = self.files.iter().map(|file| line(file, found(file))).collect();
        let mut remarks = Vec::new();
        if self
            .files
            .iter()
            .any(|file| !file.reading.edition.shows_withdrawals && file.reading.edition.is_whole)
        {
            remarks.push(
                "A table here cannot show who has withdrawn: former parties may stand in it as parties."
                    .to_owned(),
            );
        }
        if self.of_unknown_existence > 0 {
            remarks.push(format!(
                "Of {} acts it is not recorded whether the participant existed on the day.",
                self.of_unknown_existence
            ));
        }
        let undated = self.files.iter().any(|file| {
            let edition = &file.reading.edition;
            edition.copied_on.is_none() && edition.status_as_at.is_none()
        });
        if undated {
            remarks.push(
                "When a file was copied is not recorded: --status-as-at and --copied-on say so.".to_owned(),
            );
        }
        self.rows.sort_by(|a, b| (a.verdict, &a.treaty).cmp(&(b.verdict, &b.treaty)));
        self.findings.sort_by(|a, b| (&a.file, a.finding.place).cmp(&(&b.file, b.finding.place)));
        Intake {
            written: false,
            partial,
            entries: None,
            head: None,
            counts: self.counts,
            files,
            treaties: self.treaties,
            renames: self.renames.list(),
            rows: self.rows,
            findings: self.findings,
            remarks,
            steps: self.steps,
        }
    }
}

fn line(file: &FileRead, findings: usize) -> FileLine {
    let Reading { reader, edition, treaties, dated_cells, .. } = &file.reading;
    FileLine {
        file: file.name.clone(),
        sha256: file.sha256.clone(),
        reader: reader.clone(),
        publisher: edition.publisher.clone(),
        status_as_at: edition.status_as_at,
        copied_on: edition.copied_on,
        treaties: treaties.len(),
        dated_cells: *dated_cells,
        acts: treaties.iter().map(|treaty| treaty.acts.len()).sum(),
        findings,
    }
}

/// What bears on a treaty that is not recorded yet.
fn empty_dossier(code: &str, body: Option<&TreatyBody>) -> Dossier {
    Dossier {
        treaty: crate::law::Treaty {
            code: code.to_owned(),
            adopted_on: body.and_then(|body| body.adopted_on),
            opened_on: body.and_then(|body| body.opened_on),
            signature_closes_on: None,
            in_force_on: body.and_then(|body| body.in_force_on),
            clauses: Vec::new(),
        },
        acts: Vec::<Act>::new(),
        treaty_acts: Vec::new(),
        relations: crate::law::Relations::default(),
    }
}

fn row_of(
    verdict: Comparison,
    treaty: &str,
    participant: &str,
    act: String,
    draft: &DraftAct,
    file: &str,
) -> IntakeRow {
    IntakeRow {
        verdict,
        treaty: treaty.to_owned(),
        participant: participant.to_owned(),
        name: draft.participant.clone(),
        act,
        date: day_in_words(draft),
        effective_on: draft.effective_on,
        file: file.to_owned(),
        place: draft.place.to_string(),
        entry: None,
        why: String::new(),
        flag: draft.flag.clone(),
    }
}

/// The day of a draft, or its window.
fn day_in_words(draft: &DraftAct) -> String {
    match (draft.day.date, draft.day.earliest, draft.day.latest) {
        (Some(day), ..) => day.to_string(),
        (None, Some(earliest), Some(latest)) => format!("{earliest}..{latest}"),
        _ => String::new(),
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
