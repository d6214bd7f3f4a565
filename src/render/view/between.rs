//! Whether two participants are bound to each other.

use super::{Columns, Marks, count, reach, title};
use crate::model::Status;
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{Apart, BetweenReport, BetweenRow, Datum, Days, Reason, Side, columns as shared};

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
            |_, row| each_apart(row, |apart| apart.by),
        )
        .text("apart_entry", "entries of these: @N; separated by ;", |_, row| {
            each_apart(row, |apart| apart.entry.as_deref().unwrap_or_default())
        })
        .text("article", "articles by which these keep them apart separated by ;", |_, row| {
            each_apart(row, |apart| &apart.article)
        })
        .text("remarks", "what else stands between them, in sentences", |_, row| row.besides.join(" ").into())
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
            [
                (&*side.who.name).into(),
                marks.status(side.status.word(), side.uncertain).into(),
                side.since.into(),
                side.consent.as_ref().map(|act| marks.consent(act)).into(),
            ]
        });
        let sides = Section::of(["Participant", "Status", "Since", "Consent"], sides);
        let history = row.history.iter().map(|days| [days.since.into(), days.until.into()]);
        let history = Section::of(["From", "Until"], history).titled("Bound to each other");
        let mut notes = vec![self.sentence(row)];
        notes.extend(row.apart.iter().map(|apart| format!("{}: {}.", upper_days(apart), apart.in_words())));
        notes.extend(row.besides.iter().cloned());
        notes.extend(reach([&row.treaty], self.to));
        notes.extend(marks.legend());
        Sheet {
            title: format!(
                "{} · {} and {} {}: {}",
                title(&row.treaty),
                self.a.name,
                self.b.name,
                self.days_in_words(),
                verdict(row)
            ),
            sections: vec![sides, history],
            notes,
        }
    }

    fn sentence(&self, row: &BetweenRow) -> String {
        if let Some(since) = row.since.filter(|_| row.throughout) {
            let until = row.until.map_or_else(String::new, |until| format!(", up to {until}, not included"));
            return format!("Bound to each other since {since}{until}.");
        }
        if !row.treaty.collected {
            return "Whether they are bound to each other is not known here.".to_owned();
        }
        let not_bound: Vec<String> =
            row.sides.iter().filter(|side| !side.status.bound()).map(standing).collect();
        if not_bound.is_empty() {
            "Both are bound, and not to each other on every day asked about:".to_owned()
        } else {
            format!("Not bound to each other on {}: {}.", self.to, not_bound.join("; "))
        }
    }
}

/// Yes, no, or on which days.
fn verdict(row: &BetweenRow) -> String {
    if row.throughout {
        "yes".to_owned()
    } else if !row.treaty.collected {
        "not known".to_owned()
    } else if row.days.is_empty() {
        "no".to_owned()
    } else {
        let days: Vec<String> = row.days.iter().map(|days| days_in_words(*days)).collect();
        format!("only {}", days.join(", "))
    }
}

/// Why one that is not bound is not.
fn standing(side: &Side) -> String {
    let name = &side.who.name;
    let since = side.since.map_or_else(String::new, |since| format!(" since {since}"));
    match side.status {
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

fn days_in_words(days: Days) -> String {
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
        if self.one_only > 0 {
            notes.push(format!(
                "{} more {} one of them only.",
                self.one_only,
                if self.one_only == 1 { "binds" } else { "bind" }
            ));
        }
        notes.extend(reach(self.rows.iter().map(|row| &row.treaty), self.to));
        Sheet {
            title: format!("{} and {} · {}", self.a.name, self.b.name, self.days_in_words()),
            sections: vec![columns().section(self, &self.rows, &mut Marks::default())],
            notes,
        }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.rows)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let mut reasons = Vec::new();
        for (place, row) in self.rows.iter().enumerate() {
            for side in &row.sides {
                let of = format!("{} · {}", row.treaty.code, side.who.name);
                let acts = side.signature.iter().chain(&side.consent).chain(&side.exit);
                reasons.extend(super::status::standing_on(place, &of, side.status, acts));
            }
            for apart in &row.apart {
                let of = format!("{} · {} and {}", row.treaty.code, apart.from, apart.towards);
                let rule = apart.clause.as_ref();
                let rule = rule.map_or_else(String::new, |it| format!(": {} ({})", it.in_words, it.entry));
                let because = format!("{}{rule}", apart.in_words());
                reasons.push(Reason::of(of, because).from(&apart.sources).for_row(place));
            }
        }
        Some(reasons)
    }
}
