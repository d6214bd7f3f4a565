//! What depositaries' files would change in the record: read, compared, judged by the law, and ready to be recorded.
//!
//! `people` finds who is named, `matching` compares the acts of one treaty with what is recorded, `judged` asks the law,
//! `steps` turns what is left into entries. Nothing here writes.

mod judged;
mod matching;
mod people;
mod renames;
mod steps;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::error::Result;
use crate::model::draft::{DraftAct, DraftTreaty, Finding, Place, Reading, Reason, What};
use crate::model::{Act, ActKind, Date, Fact, TreatyBody};
use crate::names::fold;
use crate::store::{Dossier, GivenAct, Head, Store, TreatyRow};

use matching::{Outcome, Proposal};
use people::People;
pub use renames::Rename;
use steps::{Step, Steps};

/// A file that was read.
#[derive(Debug, Clone)]
pub struct FileRead {
    /// Its name, as it is to be recorded and shown.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What it says.
    pub reading: Reading,
}

/// What becomes of something that a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// It is not in the record.
    New,
    /// The same publisher gave it otherwise: it takes the place of that.
    Changed,
    /// The publisher shows it as withdrawn now, on a day that is not given.
    Withdrawn,
    /// Another source gives it otherwise: both stand side by side.
    Contradicting,
    /// The publisher gave it, and no longer does.
    Gone,
    /// It is recorded like that.
    Same,
}

impl Comparison {
    /// Every sort, in the order in which they are listed.
    pub const ALL: [Self; 6] =
        [Self::New, Self::Changed, Self::Withdrawn, Self::Contradicting, Self::Gone, Self::Same];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
            Self::Contradicting => "contradicting",
            Self::Gone => "gone",
            Self::Same => "same",
        }
    }
}

/// One act or statement on which a file and the record differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntakeRow {
    /// What becomes of it.
    pub verdict: Comparison,
    /// The treaty.
    pub treaty: String,
    /// Whose: the code.
    pub participant: String,
    /// The name in the file; of something gone the one recorded.
    pub name: String,
    /// The act, or the kind of statement.
    pub act: String,
    /// Its day; a window with `..`; empty where it is not known.
    pub date: String,
    /// The day of effect that the file gives.
    pub effective_on: Option<Date>,
    /// The file.
    pub file: String,
    /// The place there, line:column; empty for what is gone.
    pub place: String,
    /// The entry of the record concerned: @N.
    pub entry: Option<String>,
    /// Why, in words.
    pub why: String,
    /// What is unusual in it, or what the source could not tell.
    pub flag: Option<String>,
}

/// A treaty that a file brings, or changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyLine {
    /// new, changed.
    pub verdict: Comparison,
    /// Its code.
    pub treaty: String,
    /// Its title.
    pub title: String,
    /// The file.
    pub file: String,
    /// What changes.
    pub why: String,
}

/// Something in a file that is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// The file.
    pub file: String,
    /// Where, why, the cell.
    #[serde(flatten)]
    pub finding: Finding,
    /// The treaty, where it is known.
    pub treaty: Option<String>,
}

/// What one file is, and how much is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileLine {
    /// Its name.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The reader, or the map.
    pub reader: String,
    /// Who publishes it.
    pub publisher: String,
    /// The day whose status it gives.
    pub status_as_at: Option<Date>,
    /// The day on which it was copied.
    pub copied_on: Option<Date>,
    /// Treaties in it.
    pub treaties: usize,
    /// Cells or rows that give a day or an act.
    pub dated_cells: usize,
    /// Acts and statements among them.
    pub acts: usize,
    /// What of it is not taken in.
    pub findings: usize,
}

/// How much there is of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "see Comparison")]
pub struct IntakeCounts {
    pub new: usize,
    pub changed: usize,
    pub withdrawn: usize,
    pub contradicting: usize,
    pub gone: usize,
    pub same: usize,
    /// Of these, how many bear a flag.
    pub flagged: usize,
    /// Not taken in.
    pub findings: usize,
    /// Treaties that are not in the record yet.
    pub new_treaties: usize,
}

/// What files would change in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Intake {
    /// Whether it was recorded.
    pub written: bool,
    /// Whether what is not taken in was to be left out, and the rest recorded.
    pub partial: bool,
    /// The batch and the last of its entries: @N to @M.
    pub entries: Option<(String, String)>,
    /// The newest entry and its hash; none where nothing was written.
    pub head: Option<Head>,
    /// How much there is of each sort.
    pub counts: IntakeCounts,
    /// The files.
    pub files: Vec<FileLine>,
    /// Treaties that they bring or change.
    pub treaties: Vec<TreatyLine>,
    /// Participants that a publisher calls otherwise than before.
    pub renames: Vec<Rename>,
    /// Everything on which the files and the record differ.
    pub rows: Vec<IntakeRow>,
    /// Everything that is not taken in.
    pub findings: Vec<FindingLine>,
    /// What else the reader should know.
    pub remarks: Vec<String>,
    #[serde(skip)]
    steps: Steps,
}

impl Intake {
    /// How many entries would be recorded, without the batch's own.
    #[must_use]
    pub fn to_record(&self) -> usize {
        self.steps.len()
    }

    /// What to record after the entry `seen`: the batch first. It is handed over, so that it is not kept twice.
    pub fn facts(&mut self, seen: i64) -> Vec<Fact> {
        std::mem::take(&mut self.steps).facts(seen, &self.files)
    }
}

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

/// The treaties of all files, each with what every file says of it, by code.
fn bundles<'a>(store: &Store, files: &'a [FileRead]) -> Result<BTreeMap<String, Bundle<'a>>> {
    let mut bundles: BTreeMap<String, Bundle> = BTreeMap::new();
    for (file, read) in files.iter().enumerate() {
        for draft in &read.reading.treaties {
            let row = known_treaty(store, draft)?;
            let code = row.as_ref().map(|row| row.code.clone()).or_else(|| draft.code.clone());
            let code = code.unwrap_or_else(|| draft.named.clone());
            let bundle = bundles.entry(code).or_insert(Bundle { row, said: Vec::new() });
            bundle.said.push((file, draft));
        }
    }
    Ok(bundles)
}

/// The recorded treaty that a file speaks of: by its code, else by the only treaty of its name.
fn known_treaty(store: &Store, draft: &DraftTreaty) -> Result<Option<TreatyRow>> {
    if let Some(code) = &draft.code
        && let Some(row) = store.treaty(code)?
    {
        return Ok(Some(row));
    }
    let names = draft.code.iter().chain([&draft.named]);
    for name in names.filter(|name| !name.trim().is_empty()) {
        if let [code] = store.treaties_named(&fold(name))?.as_slice() {
            return store.treaty(code);
        }
    }
    Ok(None)
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

    /// What files say of the treaty itself: recorded where it is new, or where its acts reach further now.
    fn treaty_itself(&mut self, code: &str, bundle: &Bundle<'a>) -> Result<Option<TreatyBody>> {
        let Some((file, _)) = bundle.said.first() else {
            return Ok(None);
        };
        let reach = bundle.said.iter().filter(|(_, draft)| !draft.acts.is_empty());
        let editions =
            reach.map(|(file, _)| &self.files[*file].reading.edition).filter(|edition| edition.is_whole);
        let reach: Option<Date> =
            editions.filter_map(|edition| edition.status_as_at.or(edition.copied_on)).max();
        let Some(row) = &bundle.row else {
            let body = steps::new_treaty(code, &bundle.said, reach);
            self.counts.new_treaties += 1;
            self.treaties.push(TreatyLine {
                verdict: Comparison::New,
                treaty: code.to_owned(),
                title: body.title.clone(),
                file: self.files[*file].name.clone(),
                why: String::new(),
            });
            self.steps.treaty(*file, body.clone(), None, steps::names_of(code, &bundle.said));
            return Ok(Some(body));
        };
        let Some(facts) = self.store.treaty_facts(code)? else {
            return Ok(None);
        };
        let (entry, recorded) = facts.treaty;
        let mut body = recorded.clone();
        let mut changes = Vec::new();
        if let Some(title) =
            bundle.said.iter().find_map(|said| said.1.title.clone()).filter(|_| row.title == row.code)
        {
            changes.push(format!("title: {title}"));
            if body.short_title == body.code {
                body.short_title.clone_from(&title);
            }
            body.title = title;
        }
        let said = |of: fn(&DraftTreaty) -> Option<Date>| bundle.said.iter().find_map(|said| of(said.1));
        for (name, known, new) in [
            ("adopted on", &mut body.adopted_on, said(|draft| draft.adopted_on)),
            ("opened on", &mut body.opened_on, said(|draft| draft.opened_on)),
            ("in force on", &mut body.in_force_on, said(|draft| draft.in_force_on)),
        ] {
            match (*known, new) {
                (None, Some(day)) if name != "adopted on" || row.opened_on.is_none() => {
                    changes.push(format!("{name} {day}"));
                    *known = Some(day);
                }
                (Some(recorded), Some(day)) if recorded != day && name == "in force on" => {
                    self.treaties.push(TreatyLine {
                        verdict: Comparison::Contradicting,
                        treaty: code.to_owned(),
                        title: row.title.clone(),
                        file: self.files[*file].name.clone(),
                        why: format!(
                            "the file has it in force on {day}, the record on {recorded}; the record stays"
                        ),
                    });
                }
                _ => {}
            }
        }
        if let Some(day) = reach.filter(|day| row.complete_to.is_none_or(|known| known < *day)) {
            changes.push(format!("acts collected up to {day}"));
            body.complete_to = Some(day);
        }
        if !changes.is_empty() {
            self.treaties.push(TreatyLine {
                verdict: Comparison::Changed,
                treaty: code.to_owned(),
                title: body.title.clone(),
                file: self.files[*file].name.clone(),
                why: changes.join("; "),
            });
            self.steps.treaty(*file, body, Some(entry), Vec::new());
        }
        Ok(None)
    }

    /// Statements that are not in the record.
    fn statements(&mut self, code: &str, bundle: &Bundle<'a>) -> Result<()> {
        let any = bundle
            .said
            .iter()
            .any(|(_, draft)| draft.acts.iter().any(|act| matches!(act.what, What::Statement(_))));
        if !any {
            return Ok(());
        }
        let given = if bundle.row.is_some() { self.store.given_statements(code)? } else { Vec::new() };
        let mut given: BTreeSet<_> = given.into_iter().map(|known| steps::statement_key(&known)).collect();
        for (file, treaty) in &bundle.said {
            for draft in &treaty.acts {
                let What::Statement(kind) = draft.what else { continue };
                let on = draft.day.date.or(draft.day.latest);
                let participant = match self.people.find(draft, on) {
                    Ok(participant) => participant,
                    Err((reason, why)) => {
                        self.finding(*file, code, draft, reason, why);
                        continue;
                    }
                };
                let body = steps::statement(code, &participant, kind, draft);
                if !given.insert(steps::body_key(&body)) {
                    self.counts.same += 1;
                    continue;
                }
                self.counts.new += 1;
                self.counts.flagged += usize::from(draft.flag.is_some());
                self.rows.push(row_of(
                    Comparison::New,
                    code,
                    &participant,
                    kind.to_owned(),
                    draft,
                    &self.files[*file].name,
                ));
                self.steps.push(Step::Statement { file: *file, body });
            }
        }
        Ok(())
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
