//! Where files are laid beside the record: what is known of both, what was found so far, and what comes of it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::entries::Entries;
use super::files::{Files, Told};
use super::people::People;
use super::plan::{
    Comparison, FileLine, FindingLine, ImportCounts, ImportPlan, ImportRow, ImportRows, TreatyLine,
};
use super::proposal::day_in_words;
use super::renames::Renames;
use crate::error::Result;
use crate::law::World;
use crate::model::Date;
use crate::model::draft::{DraftAct, DraftDay, DraftTreaty, FileRead, Finding, Reading, Reason, What};
use crate::names::directory::plain;
use crate::recording::doubts::Known;
use crate::store::{Store, TreatyRow};

/// Everything said of one treaty, by all files.
pub(super) struct Bundle<'a> {
    pub row: Option<TreatyRow>,
    pub said: Vec<(usize, Cow<'a, DraftTreaty>)>,
}

impl Bundle<'_> {
    /// A window that is still open ends today: what is told was done by now. A year alone has all of its days.
    pub(super) fn windows_end_by(&mut self, today: Date) {
        let is_open = |act: &DraftAct| {
            let DraftDay { date, earliest, latest } = act.day;
            date.is_none()
                && latest.is_some_and(|latest| latest > today)
                && earliest.is_some_and(|first| first <= today)
        };
        for (_, treaty) in &mut self.said {
            if treaty.acts.iter().any(is_open) {
                for act in treaty.to_mut().acts.iter_mut().filter(|act| is_open(act)) {
                    act.day.latest = Some(today);
                }
            }
        }
    }
}

/// Where files are laid beside the record, and what was found so far.
pub(super) struct Desk<'a> {
    pub store: &'a Store,
    pub files: &'a [FileRead],
    told: &'a [Told],
    pub today: Date,
    pub people: People,
    pub world: Arc<World>,
    pub counts: ImportCounts,
    /// Acts of participants of which it is not recorded whether they existed then.
    pub of_unknown_existence: usize,
    /// Numbers that files give of a treaty as a whole, of a day that nobody tells.
    pub of_undated_counts: usize,
    /// Acts and statements under other treaties than the one that was named.
    pub of_other_treaties: usize,
    pub treaties: Vec<TreatyLine>,
    pub rows: ImportRows,
    pub findings: Vec<FindingLine>,
    pub renames: Renames,
    pub to_record: Entries,
    /// What the treaties of the record are called, once somebody asks.
    pub known_treaties: OnceCell<Known>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(store: &'a Store, files: &'a Files, today: Date) -> Result<Self> {
        let Files { read: files, told, .. } = files;
        let mut findings = Vec::new();
        for (number, file) in files.iter().enumerate() {
            let treaty = match of_file(told, number) {
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
            told,
            today,
            people: People::of(store)?,
            world: store.world()?,
            counts: ImportCounts::default(),
            of_unknown_existence: 0,
            of_undated_counts: 0,
            of_other_treaties: 0,
            treaties: Vec::new(),
            rows: ImportRows::default(),
            findings,
            renames: Renames::default(),
            to_record: Entries::of(files),
            known_treaties: OnceCell::new(),
        })
    }

    /// Something in a file that is not taken in.
    pub(super) fn finding(
        &mut self,
        file: usize,
        treaty: &str,
        draft: &DraftAct,
        reason: Reason,
        why: String,
    ) {
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

    /// Whether everything that files say of a treaty is a finding, where no act of it is to be recorded.
    pub(super) fn is_all_lost(&self, bundle: &Bundle) -> bool {
        let is_lost = |(file, draft): &(usize, Cow<DraftTreaty>)| {
            let has_statement = draft.acts.iter().any(|act| matches!(act.what, What::Statement(_)));
            let is_alone = of_file(self.told, *file).len() == 1;
            let has_findings = !self.files[*file].reading.findings.is_empty();
            !has_statement && (!draft.acts.is_empty() || (is_alone && has_findings))
        };
        bundle.said.iter().all(is_lost)
    }

    pub(super) fn count(&mut self, verdict: Comparison) {
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
    pub(super) fn explain_unknown_names(&mut self) {
        let likely = self.renames.likely();
        for line in &mut self.findings {
            if line.finding.reason == Reason::UnknownName
                && let Some((code, matches)) = likely.get(&plain(&line.finding.cell))
            {
                let name = self.world.persons.get(code).map_or(code, |person| &person.name);
                line.finding.why = format!(
                    "nobody is called so; its acts are those recorded of {name} ({code}), {matches} of them: a new name? accede names add {:?} {code}",
                    line.finding.cell
                );
            }
        }
    }

    /// What comes of it, where the record stood at the entry `seen`.
    pub(super) fn done(mut self, partial: bool, seen: i64) -> ImportPlan {
        self.counts.findings = self.findings.len();
        let mut found: HashMap<&str, usize> = HashMap::new();
        for line in &self.findings {
            *found.entry(&line.file).or_default() += 1;
        }
        let found = |file: &FileRead| found.get(file.name.as_str()).copied().unwrap_or_default();
        let files = self.files.iter().enumerate();
        let files: Vec<FileLine> =
            files.map(|(number, file)| line(file, of_file(self.told, number), found(file))).collect();
        for (number, _) in files.iter().enumerate().filter(|(_, line)| line.findings > 0) {
            self.to_record.is_incomplete(number);
        }
        let remarks = self.remarks();
        self.findings.sort_by(|a, b| (&a.file, a.finding.place).cmp(&(&b.file, b.finding.place)));
        ImportPlan {
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
            to_record: self.to_record,
            seen,
        }
    }

    /// What else the reader should know.
    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let mut editions = self.files.iter().map(|file| &file.reading.edition);
        if editions.clone().any(|edition| !edition.shows_withdrawals && edition.is_whole) {
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
        if self.of_other_treaties > 0 {
            remarks.push(format!(
                "Acts and statements under other treaties than the one that was named, left out: {}.",
                self.of_other_treaties
            ));
        }
        if self.of_undated_counts > 0 {
            remarks.push(format!(
                "Numbers of parties or signatures that the files print, not kept as claims for want of their day: {}.",
                self.of_undated_counts
            ));
        }
        if editions.any(|edition| edition.copied_on.is_none() && edition.status_as_at.is_none()) {
            remarks.push(
                "When a file was copied is not recorded: --status-as-at and --copied-on say so.".to_owned(),
            );
        }
        remarks
    }
}

/// What the file of this number says of treaties.
fn of_file(told: &[Told], number: usize) -> &[Told] {
    let first = told.partition_point(|told| told.file < number);
    let end = told.partition_point(|told| told.file <= number);
    &told[first..end]
}

fn line(file: &FileRead, told: &[Told], findings: usize) -> FileLine {
    let Reading { reader, edition, dated_cells, .. } = &file.reading;
    FileLine {
        file: file.name.clone(),
        sha256: file.sha256.clone(),
        reader: reader.clone(),
        publisher: edition.publisher.clone(),
        status_as_at: edition.status_as_at,
        copied_on: edition.copied_on,
        treaties: told.len(),
        dated_cells: *dated_cells,
        acts: told.iter().map(|told| told.acts).sum(),
        findings,
    }
}

/// A line for what a file says of an act or a statement.
pub(super) fn row_of(
    verdict: Comparison,
    treaty: &str,
    participant: &str,
    act: String,
    draft: &DraftAct,
    file: &str,
) -> ImportRow {
    ImportRow {
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
