//! Whether two participants are bound to each other.

use super::status::standing_on;
use super::{Columns, Marks, cells, count, joined, reach, statements_reach, title};
use crate::model::{Mode, Span, Status};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{Apart, BetweenReport, BetweenRow, Datum, Reason, Side, columns as shared};

/// One row per treaty.
pub(super) fn columns() -> Columns<BetweenReport, BetweenRow> {
    Columns::<BetweenReport, BetweenRow>::new()
        .field(shared::TREATY, |_, row| (&row.treaty.code).into())
        .headed("Number")
        .people("Treaty", |_, row, _| (&*row.treaty.short_title).into())
        .day("from", "the first day asked about", |report, _| report.from.into())
        .day("to", "the last day asked about", |report, _| report.to.into())
        .field(shared::A, |report, _| (&report.a.code).into())
        .field(shared::A_STATUS, |_, row| row.sides[0].status.into())
        .field(shared::B, |report, _| (&report.b.code).into())
        .field(shared::B_STATUS, |_, row| row.sides[1].status.into())
        .text(
            "each_other",
            "whether they are bound to each other: yes, no, partly (on some of the days), unknown",
            |_, row| {
                match (row.throughout, row.days.is_empty()) {
                    (true, _) => "yes",
                    (false, true) if !row.treaty.collected => "unknown",
                    (false, true) => "no",
                    (false, false) => "partly",
                }
                .into()
            },
        )
        .shown("To each other", |_, row, _| verdict(row).into())
        .day("since", "first day of the time in which they are bound to each other", |_, row| {
            row.since.into()
        })
        .headed("Since")
        .day("until", "first day after that time; empty: no end is known", |_, row| row.until.into())
        .text(
            "apart_by",
            "what keeps them apart: precluding-objection, objection-to-accession, accession-not-accepted; separated by ;",
            |_, row| each_apart(row, |apart| apart.by.word()),
        )
        .text("apart_entry", "entries of these: @N; separated by ;", |_, row| {
            each_apart(row, |apart| apart.entry.as_deref().unwrap_or_default())
        })
        .text("article", "articles by which these keep them apart separated by ;", |_, row| {
            each_apart(row, |apart| &apart.article)
        })
        .text("remarks", "what else stands between them, in sentences", |_, row| row.besides.join(" ").into())
        .text("a_mode", "how the one is bound without its own consent: as-amended, through-organisation", |_, row| {
            row.sides[0].mode.map(Mode::word).into()
        })
        .text("b_mode", "how the other is", |_, row| row.sides[1].mode.map(Mode::word).into())
        .shown("Why not, and remarks", |_, row, _| {
            let mut remarks: Vec<String> = row.apart.iter().map(Apart::in_words).collect();
            if !row.besides.is_empty() {
                remarks.push(count(row.besides.len(), "remark", "remarks"));
            }
            remarks.join("; ").into()
        })
}

fn each_apart(row: &BetweenRow, part: fn(&Apart) -> &str) -> Datum<'static> {
    Datum::list(&row.apart.iter().map(part).collect::<Vec<_>>())
}

impl BetweenReport {
    fn days_in_words(&self) -> String {
        if self.from == self.to {
            format!("on {}", self.from.in_words())
        } else {
            format!("from {} to {}", self.from.in_words(), self.to.in_words())
        }
    }

    /// One treaty in full.
    fn one(&self, row: &BetweenRow) -> Sheet {
        let mut marks = Marks::default();
        let sides = row.sides.iter().map(|side| {
            let status = match side.status {
                Status::None if row.territories.contains(&side.who.name) => "territory",
                _ if !row.treaty.collected => "not known",
                status => status.word(),
            };
            let status = marks.status(status, side.uncertain);
            let status = side.mode.map_or_else(|| status.clone(), |mode| format!("{status}, {mode}"));
            let consent = side.consent.as_ref().map(|act| marks.consent(act));
            cells![&side.who.name, status, side.bound_since.or(side.since), consent]
        });
        let sides = Section::of(["Participant", "Status", "Since", "Consent"], sides);
        let history = row.history.iter().map(|days| cells![days.since, days.until]);
        let history = Section::of(["From", "Until"], history).titled("Bound to each other");
        let mut notes = vec![self.sentence(row)];
        notes.extend(row.apart.iter().map(|apart| format!("{}: {}.", upper_days(apart), apart.in_words())));
        notes.extend(row.besides.iter().cloned());
        notes.extend(reach([&row.treaty], self.to));
        let concerns_statements = row.throughout || !row.days.is_empty() || !row.apart.is_empty();
        notes.extend(statements_reach(&row.treaty, self.to).filter(|_| concerns_statements));
        notes.extend(marks.legend());
        let (a, b, days) = (&self.a.name, &self.b.name, self.days_in_words());
        let title = format!("{} · {a} and {b} {days}: {}", title(&row.treaty), verdict(row));
        Sheet { title, sections: vec![sides, history], notes }
    }

    fn sentence(&self, row: &BetweenRow) -> String {
        if let Some(since) = row.since.filter(|_| row.throughout) {
            let until = row.until.map_or_else(String::new, |until| format!(", up to {until}, not included"));
            return format!("Bound to each other since {since}{until}.");
        }
        if !row.is_known() {
            return "Whether they are bound to each other is not known here.".to_owned();
        }
        if row.of_one_state.is_some() {
            return format!("Not bound to each other on {}.", self.to);
        }
        let is_state =
            |side: &&Side| side.status != Status::None || !row.territories.contains(&side.who.name);
        let not_bound = row.sides.iter().filter(|side| !side.is_bound()).filter(is_state);
        let not_bound = joined(not_bound.map(standing), "; ");
        if not_bound.is_empty() && !row.territories.is_empty() {
            return format!("Not bound to each other on {}.", self.to);
        }
        if not_bound.is_empty() {
            return "Both are bound, and not to each other on every day asked about:".to_owned();
        }
        format!("Not bound to each other on {}: {not_bound}.", self.to)
    }
}

/// Yes, no, or on which days.
fn verdict(row: &BetweenRow) -> String {
    if row.throughout {
        "yes".to_owned()
    } else if !row.is_known() {
        "not known".to_owned()
    } else if row.days.is_empty() {
        "no".to_owned()
    } else {
        format!("only {}", joined(row.days.iter().map(|days| days_in_words(*days)), ", "))
    }
}

/// Why one that is not bound is not.
fn standing(side: &Side) -> String {
    let name = &side.who.name;
    let since = side.since.map_or_else(String::new, |since| format!(" since {since}"));
    match side.status {
        Status::None if side.objection.is_some() => {
            let entry = side.objection.as_deref().unwrap_or_default();
            format!("{name} objected to it ({entry}), and it does not bind it")
        }
        Status::None if side.earlier.is_some() => {
            side.earlier.as_ref().map_or_else(String::new, |earlier| earlier.in_words(name))
        }
        Status::None => format!("{name} has done nothing that stands"),
        Status::Contracting => {
            let effect = side.consent.as_ref().and_then(|act| act.effective_on);
            let from = effect.map_or_else(|| "on a day not yet known".to_owned(), |day| format!("on {day}"));
            format!("{name} has consented{since}, and it enters into force for it {from}")
        }
        status => format!("{name}: {status}{since}"),
    }
}

fn upper_days(apart: &Apart) -> String {
    let until = apart.days.until.map_or_else(|| "on".to_owned(), |until| format!("up to {until}"));
    format!("From {} {until}", apart.days.since)
}

fn days_in_words(days: Span) -> String {
    match days.until.and_then(|until| until.plus_days(-1)) {
        Some(last) if last == days.since => format!("on {last}"),
        Some(last) => format!("from {} to {last}", days.since),
        None => format!("from {} on", days.since),
    }
}

impl Report for BetweenReport {
    fn sheet(&self) -> Sheet {
        if let (Some(_), Some(row)) = (&self.treaty, self.rows.first()) {
            return self.one(row);
        }
        let yes = self.rows.iter().filter(|row| row.throughout).count();
        let mut notes = vec![if self.rows.is_empty() {
            "No treaty of this file binds both.".to_owned()
        } else {
            format!(
                "Bound to each other under {yes} of {} that {} both.",
                count(self.rows.len(), "treaty", "treaties"),
                if self.rows.len() == 1 { "binds" } else { "bind" }
            )
        }];
        if self.rows.iter().any(|row| !row.besides.is_empty()) {
            notes.push("Remarks: accede between … --treaty NUMBER tells them.".to_owned());
        }
        match self.one_only {
            None | Some(0) => {}
            Some(1) => notes.push("1 more binds one of them only.".to_owned()),
            Some(n) => notes.push(format!("{n} more bind one of them only.")),
        }
        if !self.not_known.is_empty() {
            notes.push(format!(
                "Of {} it is not known whether that holds, because one of the two is a territory: {}.",
                count(self.not_known.len(), "treaty", "treaties"),
                self.not_known.join(", ")
            ));
        }
        notes.extend(reach(self.rows.iter().map(|row| &row.treaty), self.to));
        let title = format!("{} and {} · {}", self.a.name, self.b.name, self.days_in_words());
        let section = columns().section(self, &self.rows, &mut Marks::default());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.rows)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.rows, |row| {
            let code = &row.treaty.code;
            let sides = row.sides.iter().flat_map(move |side| {
                let acts = side.signature.iter().chain(&side.consent).chain(&side.exit);
                standing_on(&format!("{code} · {}", side.who.name), side.status, acts)
            });
            let apart = row.apart.iter().map(move |apart| {
                let of = format!("{code} · {} and {}", apart.from, apart.towards);
                let rule = apart.clause.as_ref();
                let rule = rule.map_or_else(String::new, |it| format!(": {} ({})", it.in_words, it.entry));
                Reason::of(of, format!("{}{rule}", apart.in_words())).from(&apart.sources)
            });
            sides.chain(apart)
        }))
    }
}
