//! Where two participants differ, and who is most like one.

use super::matrix::{reaches, under};
use super::status::standing_on;
use super::{Marks, count, text};
use crate::model::Date;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{
    CompareReport, Counted, CountsForEither, DifferenceRow, Likeness, Reason, SimilarReport, StatusThen,
    TreatyBrief,
};

impl Report for CompareReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let rows = self.differences.iter().map(|row| {
            vec![
                Cell::from(&*row.treaty.code),
                (&*row.treaty.short_title).into(),
                standing(&row.a, &mut marks).into(),
                standing(&row.b, &mut marks).into(),
            ]
        });
        let rows = rows.collect();
        let mut columns = Column::texts(&["Number", "Treaty"]);
        columns.extend(
            [&self.a.name, &self.b.name].map(|name| Column { head: name.clone().into(), figures: false }),
        );
        let mut notes = vec![self.sentence()];
        notes.extend(left_out(self.not_collected));
        notes.extend(reach_of_all(&self.treaties, self.complete_to, self.as_of));
        notes.extend(marks.legend());
        Sheet {
            title: format!("{} and {} · on {}", self.a.name, self.b.name, self.as_of.in_words()),
            sections: vec![Section { title: None, columns, rows }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "as_of",
            "a",
            "a_status",
            "a_since",
            "a_uncertain",
            "b",
            "b_status",
            "b_since",
            "b_uncertain",
        ];
        let rows = self.differences.iter().map(|row| {
            let side = |code: &String, it: &StatusThen| {
                [code.clone(), it.status.to_string(), text(it.since.as_ref()), it.uncertain.to_string()]
            };
            let mut cells = vec![row.treaty.code.clone(), self.as_of.to_string()];
            cells.extend(side(&self.a.code, &row.a));
            cells.extend(side(&self.b.code, &row.b));
            cells
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let of = |(place, row): (usize, &DifferenceRow)| {
            let sides = [(&self.a, &row.a), (&self.b, &row.b)];
            let reasons = sides.into_iter().flat_map(|(who, it)| {
                let why = standing_on(place, &who.name, it.status, it.acts.iter());
                under(&row.treaty.code, why)
            });
            reasons.collect::<Vec<_>>()
        };
        Some(self.differences.iter().enumerate().flat_map(of).collect())
    }
}

impl CompareReport {
    fn sentence(&self) -> String {
        let same = &self.agreements;
        let differing = self.differences.len();
        let compared = differing + same.all;
        if compared == 0 {
            return "Nothing to compare: no act under these treaties has been collected by that day."
                .to_owned();
        }
        let one_only =
            self.differences.iter().filter(|row| row.a.status.bound() != row.b.status.bound()).count();
        let parts = [
            (same.bound, "bind both"),
            (same.nothing, "with nothing from either"),
            (same.all - same.bound - same.nothing, "otherwise"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|part| part.0 > 0).map(|(n, what)| format!("{n} {what}")).collect();
        format!(
            "They differ under {differing} of {}, of which {one_only} {} one of them only. They have the same status under {}{}{}.",
            count(compared, "treaty", "treaties"),
            if one_only == 1 { "binds" } else { "bind" },
            same.all,
            if parts.is_empty() { "" } else { ": " },
            parts.join(", "),
        )
    }
}

/// A status and since when.
fn standing(it: &StatusThen, marks: &mut Marks) -> String {
    let status = marks.status(it.status.word(), it.uncertain);
    it.since.map_or_else(|| status.clone(), |since| format!("{status} since {since}"))
}

/// How far the record of the treaties named reaches; where none was, in one sentence for all.
fn reach_of_all(named: &[TreatyBrief], complete_to: Option<Date>, as_of: Date) -> Vec<String> {
    if !named.is_empty() {
        return reaches(&named.iter().collect::<Vec<_>>(), as_of);
    }
    let behind = complete_to.filter(|day| *day < as_of);
    let sentence =
        |day| format!("Acts under all of them were collected up to {day}; later ones may be missing.");
    behind.map(sentence).into_iter().collect()
}

fn left_out(treaties: usize) -> Option<String> {
    (treaties > 0).then(|| {
        let (these, are) = if treaties == 1 { ("its", "is") } else { ("their", "are") };
        format!(
            "{} {are} left out: {these} acts have not been collected.",
            count(treaties, "treaty", "treaties")
        )
    })
}

impl Report for SimilarReport {
    fn sheet(&self) -> Sheet {
        let rows = self.others.iter().map(|row| {
            vec![
                Cell::from(&*row.who.name),
                format!("{:.2}", row.share).into(),
                row.both.to_string().into(),
                row.either.to_string().into(),
                row.without.len().to_string().into(),
                row.besides.len().to_string().into(),
            ]
        });
        let mut columns = Column::texts(&["Participant"]);
        columns.extend(["Share", "Both", "Either"].map(Column::figures));
        let only = [format!("{} only", self.participant.name), "It only".to_owned()];
        columns.extend(only.map(|head| Column { head: head.into(), figures: true }));
        let set = if self.set.is_empty() { String::new() } else { format!("{} ", self.set) };
        let mut notes = self.notes();
        notes.extend(reach_of_all(&self.treaties, self.complete_to, self.as_of));
        Sheet {
            title: format!("Most similar to {} · {set}on {}", self.participant.name, self.as_of.in_words()),
            sections: vec![Section { title: None, columns, rows: rows.collect() }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "participant",
            "as_of",
            "group",
            "counted",
            "code",
            "name",
            "share",
            "both",
            "either",
            "without",
            "besides",
        ];
        let rows = self.others.iter().map(|row| {
            vec![
                self.participant.code.clone(),
                self.as_of.to_string(),
                text(self.group.as_ref()),
                if self.counted == Counted::Bound { "bound" } else { "consented" }.to_owned(),
                row.who.code.clone(),
                row.who.name.clone(),
                format!("{:.4}", row.share),
                row.both.to_string(),
                row.either.to_string(),
                row.without.join(";"),
                row.besides.join(";"),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let own = &self.participant.name;
        let of = |(place, row): (usize, &Likeness)| {
            let other = &row.who.name;
            let reason = |ground: &CountsForEither| {
                let whom = match ground.counts {
                    [true, true] => "both".to_owned(),
                    [true, false] => format!("{own} only"),
                    _ => format!("{other} only"),
                };
                let counts = if self.counted == Counted::Bound { "binds" } else { "consent of" };
                let because = format!("{} {counts} {whom} ({})", ground.treaty, ground.consents.join(", "));
                Reason::of(&**other, because).for_row(place).from(&ground.sources)
            };
            row.grounds.iter().map(reason).collect::<Vec<_>>()
        };
        Some(self.others.iter().enumerate().flat_map(of).collect())
    }
}

impl SimilarReport {
    fn notes(&self) -> Vec<String> {
        let name = &self.participant.name;
        let all = count(self.looked_at, "treaty", "treaties");
        let (does, share) = match self.counted {
            Counted::Bound => ("is bound by", "the treaties that bind both, of those that bind either"),
            Counted::Consented => {
                ("has consented to", "the treaties that both have consented to, of those that either has")
            }
        };
        let mut notes = vec![if self.own == 0 {
            format!("{name} {does} none of {all}: there is no pattern to compare.")
        } else {
            format!("{name} {does} {} of {all}. Share: {share}.", self.own)
        }];
        if self.only_consented > 0 {
            notes.push(format!(
                "It has consented to {} more, not in force for it or not known to be; --count consented counts them.",
                self.only_consented
            ));
        }
        if self.own > 0 && self.others.is_empty() {
            notes.push("There is nobody to compare it with.".to_owned());
        }
        if self.more_alike > 0 {
            notes.push(format!(
                "{} more with the same share as the last; --most lists more.",
                self.more_alike
            ));
        }
        notes.extend(left_out(self.not_collected));
        notes
    }
}
