//! The status table as depositaries print it.

use super::{Columns, Marks, count, joined, of_set, or_none, reach, statements_reach, title};
use crate::model::{Date, Decimal, Mode, Status, series};
use crate::render::{Cell, Report, Sheet, Table};
use crate::report::{
    ActView, Counts, Flag, Flags, Progress, Reason, StatusReport, StatusRow, WaitsFor, columns as shared,
};

pub(super) fn columns() -> Columns<StatusReport, StatusRow> {
    Columns::<StatusReport, StatusRow>::new()
        .field(shared::TREATY, |report, _| (&report.treaty.code).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::CODE, |_, row| (&row.who.code).into())
        .field(shared::NAME, |_, row| (&row.who.name).into())
        .headed("Participant")
        .field(shared::STATUS, |_, row| row.status.into())
        .shown("Status", standing)
        .rank(1)
        .field(shared::UNCERTAIN, |_, row| row.uncertain.into())
        .text(
            "modes",
            "what holds beside the status: provisional, suspended, partial; bound without consent: as-amended, through-organisation; not-determined: whether silence binds it; separated by ;",
            |_, row| joined(&row.modes, ";").into(),
        )
        .day("signed_on", "day of the signature that stands; empty: not known, or none", |_, row| {
            row.signature.as_ref().and_then(|act| act.date).into()
        })
        .shown("Signed", |_, row, marks| row.signature.as_ref().map(|act| marks.act(act)).into())
        .day("signed_earliest", "window of the day of signature: not before", |_, row| {
            row.signature.as_ref().and_then(|act| act.earliest).into()
        })
        .day("signed_latest", "window of the day of signature: not after; it counts from here", |_, row| {
            row.signature.as_ref().and_then(|act| act.latest).into()
        })
        .field(shared::SIGNED_CONFIDENCE, |_, row| row.signature.as_ref().map(|act| act.confidence).into())
        .text("signed_sources", "codes of the sources of the signature separated by ;", |_, row| {
            row.signature.as_ref().map(|act| or_none(&act.sources)).into()
        })
        .text("consent", "what kind of act established consent: ratification, accession …", |_, row| {
            row.consent.as_ref().map(|act| act.act).into()
        })
        .day("consented_on", "day of the consent that stands; empty: not known, or none", |_, row| {
            row.consent.as_ref().and_then(|act| act.date).into()
        })
        .shown("Consent", |_, row, marks| row.consent.as_ref().map(|act| marks.consent(act)).into())
        .day("consented_earliest", "window of the day of consent: not before", |_, row| {
            row.consent.as_ref().and_then(|act| act.earliest).into()
        })
        .day("consented_latest", "window of the day of consent: not after; it counts from here", |_, row| {
            row.consent.as_ref().and_then(|act| act.latest).into()
        })
        .text("consent_confidence", "how well the consent is supported", |_, row| {
            row.consent.as_ref().map(|act| act.confidence).into()
        })
        .text("consent_sources", "codes of the sources of the consent separated by ;", |_, row| {
            row.consent.as_ref().map(|act| or_none(&act.sources)).into()
        })
        .field(shared::IN_FORCE_ON, |_, row| row.in_force_on.into())
        .shown("In force", |_, row, marks| {
            // Of a consent without a published day only the earliest possible one may be known.
            let estimated = row.consent.as_ref().is_some_and(|act| act.effective_from == Some("estimated"));
            row.in_force_on.map(|day| marks.at_the_earliest(day, estimated)).into()
        })
        .text(
            "in_force_from",
            "how that day is known: published, computed by the clause, or estimated",
            |_, row| row.consent.as_ref().and_then(|act| act.effective_from).into(),
        )
        .day("in_force_computed", "the day in force by the clause, kept beside a published one", |_, row| {
            row.consent.as_ref().and_then(|act| act.computed_on).into()
        })
        .text("exit", "what kind of act ended it, or will: denunciation, withdrawal …", |_, row| {
            row.exit.as_ref().map(|act| act.act).into()
        })
        .day("exit_on", "day of that act", |_, row| row.exit.as_ref().and_then(ActView::day).into())
        .day("exit_effective_on", "day on which it takes effect", |_, row| {
            row.exit.as_ref().and_then(|act| act.effective_on).into()
        })
        .text("reservations", "whether a reservation of it stands, its own or kept of another: yes, no, pending acceptance, or uncertain by then", |_, row| {
            row.flags.reservations.word().into()
        })
        .shown("RDAT", |_, row, _| flags(row.flags).into())
        .rank(1)
        .text("declarations", "whether it made declarations: yes, no, or uncertain by then", |_, row| {
            row.flags.declarations.word().into()
        })
        .text("authorities", "whether it designated authorities: yes, no, or uncertain by then", |_, row| {
            row.flags.authorities.word().into()
        })
        .text(
            "territories",
            "whether it said anything on territories: yes, no, or uncertain by then",
            |_, row| row.flags.territories.word().into(),
        )
}

impl Report for StatusReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let section = columns().section(self, &self.participants, &mut marks);
        let letters: String = self.participants.iter().map(|row| flags(row.flags)).collect();
        let set = of_set(self.group.as_ref());
        let listed = self.participants.len();
        let mut notes: Vec<String> = self.counts.iter().map(counts).collect();
        notes.extend(self.counts.as_ref().and_then(uncertain));
        notes.extend(carried(self.participants.iter().flat_map(|row| row.modes.iter().copied())));
        notes.extend(self.participants.iter().filter_map(waits));
        notes.extend(self.waits_for.iter().map(WaitsFor::in_words));
        notes.extend(limited(listed, "status", &self.only));
        notes.extend(limited(listed, "mode", &self.modes));
        notes.extend(self.in_force_dates.in_words());
        notes.extend(self.progress.as_ref().map(progress));
        notes.extend(self.rests_on_later_deposits());
        notes.extend(reach([&self.treaty], self.as_of));
        if !letters.is_empty() {
            let mut flags = "Flags: R reservations, D declarations, A authorities, T territories".to_owned();
            let has = |flag: Flag| {
                let is = |row: &StatusRow| {
                    let Flags { reservations, declarations, authorities, territories } = row.flags;
                    [reservations, declarations, authorities, territories].contains(&flag)
                };
                self.participants.iter().any(is)
            };
            let small = match (has(Flag::Uncertain), has(Flag::Pending)) {
                (false, false) => "",
                (true, false) => "; small letter: its day is not known, it may be later",
                (false, true) => "; small letter: not accepted yet",
                (true, true) => {
                    "; small letter: its day is not known, it may be later, or it is not accepted yet"
                }
            };
            flags.push_str(small);
            notes.push(flags);
            notes.extend(statements_reach(&self.treaty, self.as_of));
        }
        notes.extend(marks.legend());
        let title = format!("{} · {set}on {}", title(&self.treaty), self.as_of.in_words());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.participants)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.participants, |row| {
            let acts = [&row.signature, &row.consent, &row.exit];
            standing_on(&row.who.name, row.status, acts.into_iter().flatten())
        }))
    }
}

/// The acts that a status rests on; where there is none, that none is recorded.
pub(super) fn standing_on<'a>(
    name: &str,
    status: Status,
    acts: impl IntoIterator<Item = &'a ActView>,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = acts.into_iter().map(|act| Reason::act(name, act)).collect();
    if reasons.is_empty() {
        reasons.push(Reason::of(name, format!("{status}: no act is recorded")));
    }
    reasons
}

/// To which words a list is limited; none: it is not.
pub(super) fn limited<T: std::fmt::Display>(listed: usize, to: &str, words: &[T]) -> Option<String> {
    (!words.is_empty()).then(|| format!("Listed: {listed} with {to} {}.", joined(words, " or ")))
}

/// How many are bound without a consent of their own, and so are in no count.
pub(super) fn carried(modes: impl Iterator<Item = Mode>) -> impl Iterator<Item = String> {
    let modes: Vec<Mode> = modes.collect();
    let count = |mode: Mode| modes.iter().filter(|other| **other == mode).count();
    let (amended, through) = (count(Mode::AsAmended), count(Mode::ThroughOrganisation));
    let parts = [(amended, "by the text as amended"), (through, "through an organisation")];
    let parts = parts.iter().filter(|part| part.0 > 0).map(|(n, how)| format!("{n} {how}"));
    let parts: Vec<String> = parts.collect();
    let bound = (!parts.is_empty())
        .then(|| format!("Bound without their own consent, and not counted above: {}.", parts.join(", ")));
    let open = count(Mode::NotDetermined);
    let open = (open > 0).then(|| {
        format!("Silent, and whether that binds them the record cannot tell, not counted above: {open}.")
    });
    bound.into_iter().chain(open)
}

/// The status, until or since when where it ends, and what holds beside it.
fn standing(report: &StatusReport, row: &StatusRow, marks: &mut Marks) -> Cell {
    let mut cell = status_cell(report, row, marks);
    if !row.modes.is_empty() {
        let beside = joined(&row.modes, ", ");
        cell.short = cell.short.map(|short| format!("{short}, {beside}"));
        cell.text = format!("{}, {beside}", cell.text);
    }
    cell
}

fn status_cell(report: &StatusReport, row: &StatusRow, marks: &mut Marks) -> Cell {
    let ended_on = report.treaty.ended_on.filter(|end| *end <= report.as_of);
    let exit = row.exit.as_ref().and_then(|exit| exit.effective_on);
    let end = match row.status {
        Status::Former => exit.into_iter().chain(ended_on).min(),
        _ => exit,
    };
    match (row.status, end) {
        (Status::Leaving, Some(end)) => Cell {
            text: format!("leaving until {end}"),
            short: Some(format!("until {end}")),
            legend: Some("until: leaving, and bound up to that day".to_owned()),
        },
        (Status::Former, Some(end)) => Cell {
            text: marks.status(&format!("former since {end}"), row.uncertain),
            short: Some(marks.status(&format!("left {end}"), row.uncertain)),
            legend: Some("left: former, and no longer bound from that day".to_owned()),
        },
        (Status::Unsigned, _) => {
            let since =
                row.exit.as_ref().map_or_else(String::new, |act| format!(" since {}", marks.act(act)));
            Cell { text: format!("unsigned{since}"), short: Some("unsigned".to_owned()), legend: None }
        }
        (status, _) => marks.status(status.word(), row.uncertain).into(),
    }
}

impl StatusReport {
    /// That days in force of consents that wait were fixed only by others, which came after the day asked about.
    fn rests_on_later_deposits(&self) -> Option<String> {
        let is_open = self.progress.as_ref().is_some_and(|progress| progress.met_on.is_none());
        let fixed = self.participants.iter().filter_map(|row| row.in_force_on);
        let day = fixed.filter(|day| self.as_of < *day).min().filter(|_| is_open)?;
        Some(fixed_by_later_deposits(day, self.as_of))
    }
}

/// That a day in force was not known on the day asked about.
pub(super) fn fixed_by_later_deposits(day: Date, as_of: Date) -> String {
    format!(
        "In force on {day} is what is known now: on {as_of} the conditions were not met, and that day was fixed by later deposits."
    )
}

/// Why no day is known on which somebody that leaves is no longer bound, in a sentence.
fn waits(row: &StatusRow) -> Option<String> {
    let exit = row.exit.as_ref().filter(|_| row.status == Status::Leaving)?;
    let what = exit.waits_for.as_ref()?;
    let since = exit.day().map_or_else(String::new, |day| format!(" of {day}"));
    Some(format!(
        "{} is bound although it gave notice: no day is known on which the {}{since} ({}) takes effect; it waits for {what}.",
        row.who.name, exit.act, exit.entry
    ))
}

fn flags(flags: Flags) -> String {
    let Flags { reservations, declarations, authorities, territories } = flags;
    let letters = [(reservations, 'R'), (declarations, 'D'), (authorities, 'A'), (territories, 'T')];
    let letter = |(flag, letter): (Flag, char)| match flag {
        Flag::No => None,
        Flag::Uncertain | Flag::Pending => Some(letter.to_ascii_lowercase()),
        Flag::Yes => Some(letter),
    };
    letters.into_iter().filter_map(letter).collect()
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
    for (figure, what) in [(counts.unsigned, "unsigned"), (counts.former, "former")] {
        figures.extend((figure > 0).then(|| format!("{figure} {what}")));
    }
    figures.push(format!("{} with nothing", counts.nothing));
    format!("Of {}: {}.", counts.asked, figures.join(", "))
}

/// How many of them are counted by a status that is not certain.
pub(super) fn uncertain(counts: &Counts) -> Option<String> {
    let n = counts.uncertain;
    (n > 0).then(|| {
        format!(
            "{n} of them uncertain: the day lies in the window of an act whose day is not known, or holds only if nothing \
             suspends the end."
        )
    })
}

/// How far the treaty is from its own entry into force.
pub(super) fn progress(progress: &Progress) -> String {
    let Progress { conditions, article, counted, needed, missing, ended, undetermined, met_on, in_force_on } =
        progress;
    let ended = match ended.as_slice() {
        [] => String::new(),
        ended => {
            let names: Vec<&str> = ended.iter().map(String::as_str).collect();
            let (has, its) = if ended.len() == 1 {
                ("has", "its instrument counts")
            } else {
                ("have", "their instruments count")
            };
            format!(" {} {has} ended, and {its} all the same.", series(&names, "and"))
        }
    };
    let said = match (met_on, in_force_on) {
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
        (None, _) if counted >= needed => format!(
            "Not in force: the {needed} consents needed are there ({counted}), other conditions are not met ({conditions}, \
             {article}). Missing: {}.",
            missing.join("; ")
        ),
        (None, _) => format!(
            "Not in force: {counted} of the {needed} consents needed ({conditions}, {article}). Missing: {}.",
            missing.join("; ")
        ),
    };
    said + &ended
}
