//! How many had signed, consented and were bound, year by year.

use super::matrix::reaches;
use super::status::carried;
use super::{Columns, Marks, count, joined, of_set, title};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{Curve, CurvePoint, CurveReport, Datum, Every, Mover, Reason, Set, columns as shared};

/// A point of a treaty's curve.
pub(super) struct Row<'a> {
    curve: &'a Curve,
    point: &'a CurvePoint,
}

/// One row per treaty and year, decade, or year since its opening.
pub(super) fn columns<'a>() -> Columns<CurveReport, Row<'a>> {
    Columns::<CurveReport, Row<'a>>::new()
        .field(shared::TREATY, |_, row| (&row.curve.treaty.code).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::GROUP, |report, _| report.group.as_ref().map(Set::code).into())
        .integer(
            "of",
            "the year, the first year of the decade, or how many years since the opening",
            |_, row| row.point.of.into(),
        )
        .shown("Year", |report, row, _| match report.by {
            Every::Year => row.point.of.to_string().into(),
            Every::Decade => format!("{}s", row.point.of).into(),
        })
        .day(
            "on",
            "the day on which it was counted: the last of that time, or the day asked about",
            |_, row| row.point.on.into(),
        )
        .field(shared::SIGNED, |_, row| row.point.signed.into())
        .headed("Signed")
        .field(shared::CONSENTED, |_, row| row.point.consented.into())
        .headed("Consented")
        .field(shared::BOUND, |_, row| row.point.bound.into())
        .headed("Bound")
        .number(
            "share",
            "consented, as a share of the members of the group, or of those that could become a party on that day or had consented; empty: no clause says who may",
            |_, row| share(row.point).map(|share| Datum::number(format!("{share:.4}"))).into(),
        )
        .shown("Share", |_, row, _| percent(row.point))
        .figures()
}

/// How many of those that moved on one day are named.
const NAMED: usize = 3;

impl Report for CurveReport {
    fn sheet(&self) -> Sheet {
        let set = of_set(self.group.as_ref());
        let titles = joined(self.curves.iter().map(|curve| title(&curve.treaty)), " · ");
        let briefs: Vec<_> = self.curves.iter().map(|curve| &curve.treaty).collect();
        let mut notes = Vec::new();
        if let [one, other] = &*self.curves {
            notes.push(format!("A {}, B {}.", one.treaty.code, other.treaty.code));
            notes.push(format!("Years since the opening of each. {}", self.what_the_share_is_of()));
        }
        for curve in self.curves.iter().filter(|curve| !curve.points.is_empty()) {
            notes.extend(self.sentences(curve));
        }
        notes.extend(reaches(&briefs, self.as_of));
        let title = format!("{titles} · {set}up to {}", self.as_of.in_words());
        let section = if let [one, other] = &*self.curves { beside(one, other) } else { self.alone() };
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, self.points())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(self.points(), |Row { curve, point }| {
            let of = |name: &str| match &*self.curves {
                [_] => name.to_owned(),
                _ => format!("{} · {name}", curve.treaty.code),
            };
            point.acts.iter().map(move |(name, act)| Reason::act(of(name), act))
        }))
    }
}

impl CurveReport {
    fn points(&self) -> impl Iterator<Item = Row<'_>> {
        self.curves.iter().flat_map(|curve| curve.points.iter().map(move |point| Row { curve, point }))
    }

    fn what_the_share_is_of(&self) -> String {
        match (&self.group, self.curves.iter().find_map(|curve| curve.points.last()?.of_whom)) {
            (Some(_), Some(members)) => {
                format!("Share: of the {members} members of the group on {}.", self.as_of)
            }
            _ => "Share: of those that could become a party on that day, or had consented.".to_owned(),
        }
    }

    /// One treaty, by calendar.
    fn alone(&self) -> Section {
        let rows: Vec<Row> = self.points().collect();
        let mut section = columns().section(self, &rows, &mut Marks::default());
        if self.by == Every::Decade {
            section.heads[0].text = "Decade".into();
        }
        section
    }

    fn sentences(&self, curve: &Curve) -> Vec<String> {
        let mut sentences = Vec::new();
        let code = &curve.treaty.code;
        let first =
            |what: &str, mover: &Option<Mover>| mover.as_ref().map(|it| format!("{what} {}", named(it)));
        let movers = [
            first("first to sign", &curve.first_to_sign),
            first("first to consent", &curve.first_to_consent),
            first("last to consent", &curve.last_to_consent),
        ];
        let said = match joined(movers.into_iter().flatten(), "; ") {
            none if none.is_empty() => "nobody has signed or consented on a day that is known".to_owned(),
            movers => movers,
        };
        sentences.push(format!("{code}: {said}."));
        if self.curves.len() == 1 && curve.points.iter().any(|point| share(point).is_some()) {
            sentences.push(self.what_the_share_is_of());
        }
        sentences.extend(carried(curve.without_consent.iter().copied()));
        if curve.without_day > 0 {
            let acts = count(curve.without_day, "signature or consent", "signatures and consents");
            sentences.push(format!(
                "{code}: {acts} on a day not known, counted from the last possible one and not named above."
            ));
        }
        sentences
    }
}

/// Two treaties, by years since the opening of each.
fn beside(one: &Curve, other: &Curve) -> Section {
    let longer = if one.points.len() >= other.points.len() { one } else { other };
    let rows = longer.points.iter().enumerate().map(|(place, point)| {
        let sides = [one, other].map(|curve| {
            let point = curve.points.get(place);
            let [consented, bound] = point.map_or_else(Default::default, figures);
            [consented, bound, point.map(percent).into()]
        });
        let [[consented_a, bound_a, share_a], [consented_b, bound_b, share_b]] = sides;
        let years = point.of.to_string().into();
        [years, consented_a, bound_a, share_a, consented_b, bound_b, share_b]
    });
    let heads = ["Years", "Consented A", "Bound A", "Share A", "Consented B", "Bound B", "Share B"];
    Section::of(heads, rows).figures_from(0)
}

fn figures(point: &CurvePoint) -> [Cell; 2] {
    [point.consented, point.bound].map(Cell::from)
}

fn percent(point: &CurvePoint) -> Cell {
    share(point).map(|share| format!("{:.0} %", 100.0 * share)).unwrap_or_default().into()
}

/// Consents on the day, of the group or of those eligible then; none where that is not known.
#[allow(clippy::cast_precision_loss, reason = "there are not so many participants")]
fn share(point: &CurvePoint) -> Option<f64> {
    let of_whom = point.of_whom.filter(|of_whom| *of_whom > 0)?;
    Some(point.consented as f64 / of_whom as f64)
}

/// Who it was, and when.
fn named(mover: &Mover) -> String {
    let names: Vec<&str> = mover.who.iter().take(NAMED).map(|who| who.name.as_str()).collect();
    let more = mover.who.len() - names.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more} ({})", names.join(", "), mover.on)
}
