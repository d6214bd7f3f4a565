//! Who came to a treaty by succession of States.

use super::{Columns, Marks, count, joined, title};
use crate::render::{Cell, Report, Sheet, Table};
use crate::report::{Datum, Named, Reason, Succession, SuccessionsReport, columns as shared};

/// One row per successor and treaty.
pub(super) fn columns() -> Columns<SuccessionsReport, Succession> {
    Columns::<SuccessionsReport, Succession>::new()
        .field(shared::TREATY, |_, row| (&row.treaty).into())
        .headed("Number")
        .when(|report| report.treaty.is_none())
        .text("successor", "code of the successor", |_, row| (&row.successor.code).into())
        .field(shared::NAME, |_, row| (&row.successor.name).into())
        .shown("Successor", |_, row, _| called(std::slice::from_ref(&row.successor)))
        .when(|report| !report.is_of_one())
        .text("predecessors", "codes of those before it separated by ;", |_, row| {
            Datum::codes(&row.predecessors)
        })
        .shown("Of", |_, row, _| called(&row.predecessors))
        .text(
            "kind",
            "succession, succession-to-signature; continues, unites: the status goes on without an act",
            |_, row| row.kind.into(),
        )
        .day("succession_on", "day of the succession of States", |_, row| row.succession_on.into())
        .headed("Succession")
        .day("independent_on", "day of independence, where that is another", |_, row| {
            row.independent_on.into()
        })
        .day("notified_on", "day of the notification of succession", |_, row| row.notified_on.into())
        .shown("Notified", |_, row, marks| match row.kind {
            "continues" => "continues it".into(),
            "unites" => "unites it with others".into(),
            "succession" => marks.act(&row.act).into(),
            _ => format!("{} (signature)", marks.act(&row.act)).into(),
        })
        .field(shared::IN_FORCE_ON, |_, row| row.in_force_on.into())
        .headed("In force")
        .integer(
            "days_to_notification",
            "days from independence, else from the succession, to the notification",
            |_, row| row.days_to_notification.into(),
        )
        .headed("Gap")
        .integer("days_to_force", "days from the succession to the day in force", |_, row| {
            row.days_to_force.into()
        })
        .headed("Delay")
        .when(SuccessionsReport::has_delays)
        .field(shared::ENTRY, |_, row| (&row.act.entry).into())
}

impl Report for SuccessionsReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let section = columns().section(self, &self.successions, &mut marks);
        let mut notes = vec![self.counted()];
        if self.successions.iter().any(|row| row.days_to_notification.is_some()) {
            notes.push(
                "Gap: days from independence, where its day is recorded, else from the succession, to the notification."
                    .to_owned(),
            );
        }
        if self.has_delays() {
            notes.push("Delay: days from the succession to the day in force.".to_owned());
        }
        notes.extend(marks.legend());
        let head = match (&self.treaty, &self.participant) {
            (Some(_), _) => self
                .treaties
                .first()
                .map_or_else(String::new, |treaty| format!("{} · successions", title(treaty))),
            (None, Some(who)) => format!("{} ({}) · successions", who.name, who.code),
            (None, None) => "Successions".to_owned(),
        };
        Sheet { title: format!("{head} up to {}", self.as_of.in_words()), sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.successions)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.successions, |row| {
            Some(Reason::act(format!("{}, {}", row.successor.name, row.treaty), &row.act))
        }))
    }
}

/// Names; in short codes.
fn called(whom: &[Named]) -> Cell {
    Cell {
        text: joined(whom.iter().map(|one| &one.name), ", "),
        short: Some(joined(whom.iter().map(|one| &one.code), ", ")),
        legend: Some(joined(whom.iter().map(|one| format!("{} {}", one.code, one.name)), "; ")),
    }
}

impl SuccessionsReport {
    /// Whether all that is listed is of the one participant asked about.
    fn is_of_one(&self) -> bool {
        let who = self.participant.as_ref();
        who.is_some_and(|who| self.successions.iter().all(|row| row.successor.code == who.code))
    }

    fn has_delays(&self) -> bool {
        self.successions.iter().any(|row| row.days_to_force.is_some_and(|days| days != 0))
    }

    fn counted(&self) -> String {
        let continues = self.successions.iter().filter(|row| row.notified_on.is_none()).count();
        let notified = self.successions.len() - continues;
        let mut said = match notified {
            0 => "No succession is recorded.".to_owned(),
            n => format!("{}.", count(n, "succession", "successions")),
        };
        if continues > 0 {
            let go_on = count(continues, "status goes on from that of", "statuses go on from that of");
            said = format!("{said} {go_on} another State, and needed none.");
        }
        said
    }
}
