//! Where two participants differ, and who is most like one.

use super::matrix::{reaches, under};
use super::status::standing_on;
use super::{Columns, Marks, count, joined, of_set};
use crate::model::{Date, Mode};
use crate::render::{Report, Sheet, Table};
use crate::report::{
    CompareReport, Counted, Datum, DifferenceRow, Likeness, Reason, Set, SimilarReport, StatusThen,
    TreatyBrief, columns as shared,
};

/// One row per treaty under which they differ.
pub(super) fn columns() -> Columns<CompareReport, DifferenceRow> {
    Columns::<CompareReport, DifferenceRow>::new()
        .field(shared::TREATY, |_, row| (&row.treaty.code).into())
        .headed("Number")
        .people("Treaty", |_, row, _| (&*row.treaty.short_title).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::A, |report, _| (&report.a.code).into())
        .field(shared::A_STATUS, |_, row| row.a.status.into())
        .shown("A", |_, row, marks| standing(&row.a, marks).into())
        .day("a_since", "first day of that status of the first", |_, row| row.a.since.into())
        .flag("a_uncertain", "whether the status of the first is uncertain", |_, row| row.a.uncertain.into())
        .field(shared::B, |report, _| (&report.b.code).into())
        .field(shared::B_STATUS, |_, row| row.b.status.into())
        .shown("B", |_, row, marks| standing(&row.b, marks).into())
        .day("b_since", "first day of that status of the second", |_, row| row.b.since.into())
        .flag("b_uncertain", "whether the status of the second is uncertain", |_, row| row.b.uncertain.into())
        .text(
            "a_mode",
            "how the first is bound without its own consent: as-amended, through-organisation; not-determined: whether silence binds it",
            |_, row| row.a.mode.map(Mode::word).into(),
        )
        .text("b_mode", "how the second is", |_, row| row.b.mode.map(Mode::word).into())
}

/// One row per participant that is like the one asked about.
pub(super) fn likenesses() -> Columns<SimilarReport, Likeness> {
    Columns::<SimilarReport, Likeness>::new()
        .field(shared::PARTICIPANT, |report, _| (&report.participant.code).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::GROUP, |report, _| report.group.as_ref().map(Set::code).into())
        .text("counted", "what counts for a treaty: bound, or consented", |report, _| {
            if report.counted == Counted::Bound { "bound" } else { "consented" }.into()
        })
        .field(shared::CODE, |_, row| (&row.who.code).into())
        .field(shared::NAME, |_, row| (&row.who.name).into())
        .headed("Participant")
        .number(
            "share",
            "treaties that count for both, as a share of those that count for either",
            |_, row| Datum::number(format!("{:.4}", row.share)),
        )
        .shown("Share", |_, row, _| format!("{:.2}", row.share).into())
        .figures()
        .integer("both", "how many treaties count for both", |_, row| row.both.into())
        .headed("Both")
        .integer("either", "how many count for either", |_, row| row.either.into())
        .headed("Either")
        .text(
            "without",
            "numbers of those that count for the one asked about only, separated by ;",
            |_, row| Datum::list(&row.without),
        )
        .shown("Only", |_, row, _| row.without.len().into())
        .figures()
        .text("besides", "numbers of those that count for the other only, separated by ;", |_, row| {
            Datum::list(&row.besides)
        })
        .shown("It only", |_, row, _| row.besides.len().into())
        .figures()
}

impl Report for CompareReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let mut section = columns().section(self, &self.differences, &mut marks);
        for (head, who) in section.heads[2..].iter_mut().zip([&self.a, &self.b]) {
            head.text = who.name.clone().into();
        }
        let mut notes = vec![self.sentence()];
        notes.extend(left_out(self.not_collected));
        notes.extend(reach_of_all(&self.treaties, self.complete_to, self.as_of));
        notes.extend(marks.legend());
        let title = format!("{} and {} · on {}", self.a.name, self.b.name, self.as_of.in_words());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.differences)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.differences, |row| {
            let sides = [(&self.a, &row.a), (&self.b, &row.b)];
            sides
                .into_iter()
                .flat_map(|(who, it)| under(&row.treaty.code, standing_on(&who.name, it.status, &it.acts)))
        }))
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
        let one_only = self.differences.iter().filter(|row| row.a.is_bound() != row.b.is_bound()).count();
        let parts = [
            (same.bound, "bind both"),
            (same.nothing, "with nothing from either"),
            (same.all - same.bound - same.nothing, "otherwise"),
        ];
        let parts = parts.iter().filter(|part| part.0 > 0).map(|(n, what)| format!("{n} {what}"));
        let parts = joined(parts, ", ");
        format!(
            "They differ under {differing} of {}, of which {one_only} {} one of them only. They have the same status under {}{}{}.",
            count(compared, "treaty", "treaties"),
            if one_only == 1 { "binds" } else { "bind" },
            same.all,
            if parts.is_empty() { "" } else { ": " },
            parts,
        )
    }
}

/// A status and since when.
fn standing(it: &StatusThen, marks: &mut Marks) -> String {
    let mut status = marks.status(it.status.word(), it.uncertain);
    if let Some(mode) = it.mode {
        status = format!("{status}, {mode}");
    }
    it.bound_since.or(it.since).map_or_else(|| status.clone(), |since| format!("{status} since {since}"))
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
        let treaties = count(treaties, "treaty", "treaties");
        format!("{treaties} {are} left out: {these} acts have not been collected.")
    })
}

impl Report for SimilarReport {
    fn sheet(&self) -> Sheet {
        let mut section = likenesses().section(self, &self.others, &mut Marks::default());
        section.heads[4].text = format!("{} only", self.participant.name).into();
        let set = of_set(self.group.as_ref());
        let mut notes = self.notes();
        notes.extend(reach_of_all(&self.treaties, self.complete_to, self.as_of));
        let title = format!("Most similar to {} · {set}on {}", self.participant.name, self.as_of.in_words());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        likenesses().table(self, &self.others)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let own = &self.participant.name;
        let counts = if self.counted == Counted::Bound { "binds" } else { "consent of" };
        Some(Reason::of_rows(&self.others, |row| {
            let other = &row.who.name;
            row.grounds.iter().map(move |ground| {
                let whom = match ground.counts {
                    [true, true] => "both".to_owned(),
                    [true, false] => format!("{own} only"),
                    _ => format!("{other} only"),
                };
                let because = format!("{} {counts} {whom} ({})", ground.treaty, ground.consents.join(", "));
                Reason::of(other, because).from(&ground.sources)
            })
        }))
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
            let more = self.more_alike;
            notes.push(format!("{more} more with the same share as the last; --most lists more."));
        }
        notes.extend(left_out(self.not_collected));
        notes
    }
}
