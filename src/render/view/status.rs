//! The status table as depositaries print it.

use super::{Marks, count, reach, sources, text, title};
use crate::model::{Date, Decimal, Mode, Status};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{ActView, Counts, Flag, Flags, Progress, Reason, StatusReport, StatusRow};

impl Report for StatusReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let mut uncertain_flag = false;
        let ended_on = self.treaty.ended_on.filter(|end| *end <= self.as_of);
        let rows = self.participants.iter().map(|row| {
            let flags = flags(row.flags);
            uncertain_flag |= flags.chars().any(char::is_lowercase);
            vec![
                Cell::from(&*row.name),
                row.signature.as_ref().map_or_else(String::new, |act| marks.act(act)).into(),
                row.consent.as_ref().map_or_else(Cell::default, |act| marks.consent(act)),
                in_force(row, &mut marks).into(),
                standing(row, ended_on, &mut marks),
                flags.into(),
            ]
        });
        let rows: Vec<_> = rows.collect();
        let set = if self.set.is_empty() { String::new() } else { format!("{} ", self.set) };
        let flagged = rows.iter().any(|row| !row[5].text.is_empty());
        let mut notes: Vec<String> = self.counts.iter().map(counts).collect();
        notes.extend(self.counts.as_ref().and_then(uncertain));
        if !self.only.is_empty() {
            let words: Vec<_> = self.only.iter().map(|status| status.word()).collect();
            notes.push(format!("Listed: {} with status {}.", rows.len(), words.join(" or ")));
        }
        notes.extend(self.progress.as_ref().map(progress));
        notes.extend(reach([&self.treaty], self.as_of));
        if flagged {
            let lower =
                if uncertain_flag { "; small letter: its day is not known, it may be later" } else { "" };
            notes.push(format!("Flags: R reservations, D declarations, A authorities, T territories{lower}"));
        }
        notes.extend(marks.legend());
        Sheet {
            title: format!("{} · {set}on {}", title(&self.treaty), self.as_of.in_words()),
            sections: vec![Section {
                title: None,
                columns: Column::texts(&["Participant", "Signed", "Consent", "In force", "Status", "RDAT"]),
                rows,
            }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let mut header = vec!["treaty", "as_of", "code", "name", "status", "uncertain", "modes"];
        header.extend([
            "signed_on",
            "signed_earliest",
            "signed_latest",
            "signed_confidence",
            "signed_sources",
        ]);
        header.extend(["consent", "consented_on", "consented_earliest", "consented_latest"]);
        header.extend([
            "consent_confidence",
            "consent_sources",
            "in_force_on",
            "in_force_from",
            "in_force_computed",
        ]);
        header.extend(["exit", "exit_on", "exit_effective_on"]);
        header.extend(["reservations", "declarations", "authorities", "territories"]);
        let rows = self.participants.iter().map(|row| {
            let signature = row.signature.as_ref();
            let consent = row.consent.as_ref();
            let exit = row.exit.as_ref();
            let day = |act: Option<&ActView>| {
                [
                    text(act.and_then(|act| act.date.as_ref())),
                    text(act.and_then(|act| act.earliest.as_ref())),
                    text(act.and_then(|act| act.latest.as_ref())),
                    act.map_or_else(String::new, |act| act.confidence.word().to_owned()),
                    act.map_or_else(String::new, |act| sources(&act.sources)),
                ]
            };
            let mut cells = vec![
                self.treaty.code.clone(),
                self.as_of.to_string(),
                row.code.clone(),
                row.name.clone(),
                row.status.to_string(),
                row.uncertain.to_string(),
                modes(&row.modes, ";"),
            ];
            cells.extend(day(signature));
            cells.push(text(consent.map(|act| &act.act)));
            cells.extend(day(consent));
            cells.push(text(row.in_force_on.as_ref()));
            cells.push(consent.and_then(|act| act.effective_from).unwrap_or_default().to_owned());
            cells.push(text(consent.and_then(|act| act.computed_on.as_ref())));
            cells.push(text(exit.map(|act| &act.act)));
            cells.push(text(exit.and_then(ActView::day).as_ref()));
            cells.push(text(exit.and_then(|act| act.effective_on.as_ref())));
            let flags = row.flags;
            for flag in [flags.reservations, flags.declarations, flags.authorities, flags.territories] {
                let word = match flag {
                    Flag::No => "no",
                    Flag::Uncertain => "uncertain",
                    Flag::Yes => "yes",
                };
                cells.push(word.to_owned());
            }
            cells
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let rows = self.participants.iter().enumerate().flat_map(|(place, row)| {
            let acts = [&row.signature, &row.consent, &row.exit];
            standing_on(place, &row.name, row.status, acts.into_iter().flatten())
        });
        Some(rows.collect())
    }
}

/// The acts that a status rests on; where there is none, that none is recorded.
pub(super) fn standing_on<'a>(
    row: usize,
    name: &str,
    status: Status,
    acts: impl Iterator<Item = &'a ActView>,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = acts.map(|act| Reason::act(name, act).for_row(row)).collect();
    if reasons.is_empty() {
        reasons.push(Reason::of(name, format!("{}: no act is recorded", status.word())).for_row(row));
    }
    reasons
}

/// The day of entry into force, marked where it is only the earliest possible one.
fn in_force(row: &StatusRow, marks: &mut Marks) -> String {
    let estimated = row.consent.as_ref().is_some_and(|act| act.effective_from == Some("estimated"));
    row.in_force_on.map_or_else(String::new, |day| marks.at_the_earliest(day, estimated))
}

/// The modes beside a status.
pub(super) fn modes(modes: &[Mode], joint: &str) -> String {
    modes.iter().map(|mode| mode.word()).collect::<Vec<_>>().join(joint)
}

fn standing(row: &StatusRow, ended_on: Option<Date>, marks: &mut Marks) -> Cell {
    let mut cell = status_cell(row, ended_on, marks);
    if !row.modes.is_empty() {
        let beside = modes(&row.modes, ", ");
        cell.short = cell.short.map(|short| format!("{short}, {beside}"));
        cell.text = format!("{}, {beside}", cell.text);
    }
    cell
}

fn status_cell(row: &StatusRow, ended_on: Option<Date>, marks: &mut Marks) -> Cell {
    let exit = row.exit.as_ref().and_then(|exit| exit.effective_on);
    let end = if row.status == Status::Former { exit.into_iter().chain(ended_on).min() } else { exit };
    match (row.status, end) {
        (Status::Leaving, Some(end)) => Cell {
            text: format!("leaving until {end}"),
            short: Some(format!("until {end}")),
            legend: Some("until: leaving, and bound up to that day".to_owned()),
        },
        (Status::Former, Some(end)) => Cell {
            text: format!("former since {end}"),
            short: Some(format!("since {end}")),
            legend: Some("since: former, and no longer bound from that day".to_owned()),
        },
        (status, _) => marks.status(status.word(), row.uncertain).into(),
    }
}

fn flags(flags: Flags) -> String {
    let letters = [
        (flags.reservations, 'R'),
        (flags.declarations, 'D'),
        (flags.authorities, 'A'),
        (flags.territories, 'T'),
    ];
    letters
        .into_iter()
        .filter_map(|(flag, letter)| match flag {
            Flag::No => None,
            Flag::Uncertain => Some(letter.to_ascii_lowercase()),
            Flag::Yes => Some(letter),
        })
        .collect()
}

/// What each figure counts, by its name.
pub(super) fn counts(counts: &Counts) -> String {
    let mut figures = vec![format!("{} bound", counts.bound)];
    figures.push(if counts.contracting == 0 {
        format!("{} consented", counts.consented)
    } else {
        format!("{} consented ({} waiting for entry into force)", counts.consented, counts.contracting)
    });
    figures.push(format!(
        "{} ({} in all)",
        count(counts.signatories, "signatory", "signatories"),
        count(counts.signed, "signature", "signatures")
    ));
    if counts.unsigned > 0 {
        figures.push(format!("{} unsigned", counts.unsigned));
    }
    if counts.former > 0 {
        figures.push(format!("{} former", counts.former));
    }
    figures.push(format!("{} with nothing", counts.nothing));
    format!("Of {}: {}.", counts.asked, figures.join(", "))
}

/// How many of them are counted by a status that is not certain.
pub(super) fn uncertain(counts: &Counts) -> Option<String> {
    let n = counts.uncertain;
    (n > 0).then(|| {
        format!("{n} of them uncertain: the day lies in the window of an act whose day is not known.")
    })
}

/// How far the treaty is from its own entry into force.
pub(super) fn progress(progress: &Progress) -> String {
    let Progress { conditions, article, counted, needed, missing, undetermined, met_on, in_force_on } =
        progress;
    match (met_on, in_force_on) {
        (Some(met), Some(entry)) => {
            format!("Not in force: conditions met on {met}, enters into force on {entry} ({article}).")
        }
        (Some(met), None) => format!("Not in force: conditions met on {met} ({article})."),
        (None, _) if *undetermined => format!(
            "The record cannot tell whether the conditions for entry into force are met ({conditions}, {article}): {}.",
            missing.join("; ")
        ),
        (None, _) if *needed == Decimal::default() => {
            format!("Not in force: {conditions} ({article}). Missing: {}.", missing.join("; "))
        }
        (None, _) => format!(
            "Not in force: {counted} of the {needed} consents needed ({conditions}, {article}). Missing: {}.",
            missing.join("; ")
        ),
    }
}
