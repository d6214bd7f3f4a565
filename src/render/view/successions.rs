//! Who came to a treaty by succession of States.

use super::{Marks, count, text, title};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Named, Reason, SuccessionsReport};

impl Report for SuccessionsReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let all = self.treaty.is_none();
        let alone = self.participant.as_ref();
        let alone =
            alone.is_some_and(|who| self.successions.iter().all(|row| row.successor.code == who.code));
        let delayed = self.successions.iter().any(|row| row.days_to_force.is_some_and(|days| days != 0));
        let rows = self.successions.iter().map(|row| {
            let notified = match row.kind {
                "continues" => "continues it".to_owned(),
                "succession" => marks.act(&row.act),
                _ => format!("{} (signature)", marks.act(&row.act)),
            };
            let mut cells: Vec<Cell> = Vec::new();
            if all {
                cells.push((&*row.treaty).into());
            }
            if !alone {
                cells.push(called(std::slice::from_ref(&row.successor)));
            }
            cells.push(called(&row.predecessors));
            cells.push(text(row.succession_on.as_ref()).into());
            cells.push(notified.into());
            cells.push(text(row.in_force_on.as_ref()).into());
            cells.push(text(row.days_to_notification.as_ref()).into());
            if delayed {
                cells.push(text(row.days_to_force.as_ref()).into());
            }
            cells
        });
        let rows = rows.collect();
        let mut heads = if all { vec!["Number"] } else { Vec::new() };
        heads.extend((!alone).then_some("Successor"));
        heads.extend(["Of", "Succession", "Notified", "In force"]);
        let mut columns = Column::texts(&heads);
        columns.push(Column::figures("Gap"));
        columns.extend(delayed.then(|| Column::figures("Delay")));
        let mut notes = vec![self.counted()];
        if self.successions.iter().any(|row| row.days_to_notification.is_some()) {
            notes.push(
                "Gap: days from independence, where its day is recorded, else from the succession, to the notification."
                    .to_owned(),
            );
        }
        if delayed {
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
        Sheet {
            title: format!("{head} up to {}", self.as_of.in_words()),
            sections: vec![Section { title: None, columns, rows }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "successor",
            "name",
            "predecessors",
            "kind",
            "succession_on",
            "independent_on",
            "notified_on",
            "in_force_on",
            "days_to_notification",
            "days_to_force",
            "entry",
        ];
        let rows = self.successions.iter().map(|row| {
            let from: Vec<&str> = row.predecessors.iter().map(|earlier| earlier.code.as_str()).collect();
            vec![
                row.treaty.clone(),
                row.successor.code.clone(),
                row.successor.name.clone(),
                from.join(";"),
                row.kind.to_owned(),
                text(row.succession_on.as_ref()),
                text(row.independent_on.as_ref()),
                text(row.notified_on.as_ref()),
                text(row.in_force_on.as_ref()),
                text(row.days_to_notification.as_ref()),
                text(row.days_to_force.as_ref()),
                row.act.entry.clone(),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let rows = self.successions.iter().enumerate().map(|(place, row)| {
            let of = format!("{}, {}", row.successor.name, row.treaty);
            Reason::act(of, &row.act).for_row(place)
        });
        Some(rows.collect())
    }
}

/// Names; in short codes.
fn called(whom: &[Named]) -> Cell {
    let join = |parts: Vec<&str>| parts.join(", ");
    let legend: Vec<String> = whom.iter().map(|one| format!("{} {}", one.code, one.name)).collect();
    Cell {
        text: join(whom.iter().map(|one| one.name.as_str()).collect()),
        short: Some(join(whom.iter().map(|one| one.code.as_str()).collect())),
        legend: Some(legend.join("; ")),
    }
}

impl SuccessionsReport {
    fn counted(&self) -> String {
        let continues = self.successions.iter().filter(|row| row.kind == "continues").count();
        let notified = self.successions.len() - continues;
        let mut said = match notified {
            0 => "No succession is recorded.".to_owned(),
            n => format!("{}.", count(n, "succession", "successions")),
        };
        if continues > 0 {
            said = format!(
                "{said} {} another State, and needed none.",
                count(continues, "status goes on from that of", "statuses go on from that of")
            );
        }
        said
    }
}
