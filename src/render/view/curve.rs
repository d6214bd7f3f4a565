//! How many had signed, consented and were bound, year by year.

use super::matrix::reaches;
use super::{count, text, title};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Curve, CurvePoint, CurveReport, Every, Mover, Reason};

/// How many of those that moved on one day are named.
const NAMED: usize = 3;

impl Report for CurveReport {
    fn sheet(&self) -> Sheet {
        let set = if self.set.is_empty() { String::new() } else { format!("{} ", self.set) };
        let titles: Vec<String> = self.curves.iter().map(|curve| title(&curve.treaty)).collect();
        let briefs: Vec<_> = self.curves.iter().map(|curve| &curve.treaty).collect();
        let mut notes = Vec::new();
        if let [one, other] = &*self.curves {
            notes.push(format!("A {}, B {}.", one.treaty.code, other.treaty.code));
            notes.push("Years since the opening of each. Share: of those whose consent stands on the day asked about.".to_owned());
        }
        for curve in self.curves.iter().filter(|curve| !curve.points.is_empty()) {
            notes.extend(self.sentences(curve));
        }
        notes.extend(reaches(&briefs, self.as_of));
        Sheet {
            title: format!("{} · {set}up to {}", titles.join(" · "), self.as_of.in_words()),
            sections: vec![if let [one, other] = &*self.curves { beside(one, other) } else { self.alone() }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec!["treaty", "as_of", "group", "of", "on", "signed", "consented", "bound", "share"];
        let rows = self.points().map(|(curve, point)| {
            vec![
                curve.treaty.code.clone(),
                self.as_of.to_string(),
                text(self.group.as_ref()),
                point.of.to_string(),
                point.on.to_string(),
                point.signed.to_string(),
                point.consented.to_string(),
                point.bound.to_string(),
                share(point, curve).map(|share| format!("{share:.4}")).unwrap_or_default(),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let rows = self.points().enumerate().flat_map(|(place, (curve, point))| {
            let of = |name: &str| match &*self.curves {
                [_] => name.to_owned(),
                _ => format!("{} · {name}", curve.treaty.code),
            };
            point
                .acts
                .iter()
                .map(move |(name, act)| Reason::act(of(name), act).for_row(place))
                .collect::<Vec<_>>()
        });
        Some(rows.collect())
    }
}

impl CurveReport {
    fn points(&self) -> impl Iterator<Item = (&Curve, &CurvePoint)> {
        self.curves.iter().flat_map(|curve| curve.points.iter().map(move |point| (curve, point)))
    }

    /// One treaty, by calendar.
    fn alone(&self) -> Section {
        let head = match self.by {
            Every::Year => "Year",
            Every::Decade => "Decade",
        };
        let mut columns = Column::texts(&[head]);
        columns.extend(["Signed", "Consented", "Bound", "Share"].map(Column::figures));
        let rows = self.points().map(|(curve, point)| {
            let label = match self.by {
                Every::Year => point.of.to_string(),
                Every::Decade => format!("{}s", point.of),
            };
            std::iter::once(Cell::from(label)).chain(figures(point)).chain([percent(point, curve)]).collect()
        });
        Section { title: None, columns, rows: rows.collect() }
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
        let movers: Vec<String> = movers.into_iter().flatten().collect();
        if movers.is_empty() {
            sentences.push(format!("{code}: nobody has signed or consented on a day that is known."));
        } else {
            sentences.push(format!("{code}: {}.", movers.join("; ")));
        }
        if self.curves.len() == 1 && curve.total > 0 {
            sentences.push(format!("Share: of the {} whose consent stands on {}.", curve.total, self.as_of));
        }
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
            let [_, consented, bound] = point.map_or_else(Default::default, figures);
            [consented, bound]
                .into_iter()
                .chain([point.map_or_else(Cell::default, |point| percent(point, curve))])
        });
        std::iter::once(Cell::from(point.of.to_string())).chain(sides.into_iter().flatten()).collect()
    });
    let heads = ["Years", "Consented A", "Bound A", "Share A", "Consented B", "Bound B", "Share B"];
    Section { title: None, columns: heads.map(Column::figures).to_vec(), rows: rows.collect() }
}

fn figures(point: &CurvePoint) -> [Cell; 3] {
    [point.signed, point.consented, point.bound].map(|n| Cell::from(n.to_string()))
}

fn percent(point: &CurvePoint, curve: &Curve) -> Cell {
    share(point, curve).map(|share| format!("{:.0} %", 100.0 * share)).unwrap_or_default().into()
}

/// Consents on the day, of those that stand on the day asked about; none where none does.
#[allow(clippy::cast_precision_loss, reason = "there are not so many participants")]
fn share(point: &CurvePoint, curve: &Curve) -> Option<f64> {
    (curve.total > 0).then(|| point.consented as f64 / curve.total as f64)
}

/// Who it was, and when.
fn named(mover: &Mover) -> String {
    let names: Vec<&str> = mover.who.iter().take(NAMED).map(|who| who.name.as_str()).collect();
    let more = mover.who.len() - names.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more} ({})", names.join(", "), mover.on)
}
