//! Whether two participants are bound to each other, under which treaties, since when, and if not, why.

mod besides;
mod pair;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{ClauseBrief, Named, TreatyBrief};
use crate::error::{Error, Result};
use crate::law::{BilateralRelation, Cut, CutBy, Statement, bilateral_relation};
use crate::model::{Date, Span};
use crate::store::{ParticipantRow, ReservationRow, Store, TreatyRow};
use besides::without_parent;
use pair::{PairSpells, Question, bound, holds, joint};
pub use pair::{Side, Two};

/// Two participants under the treaties that bind both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BetweenReport {
    /// The one.
    pub a: Named,
    /// The other.
    pub b: Named,
    /// The first day asked about.
    pub from: Date,
    /// The last day asked about; the same where one day was asked about.
    pub to: Date,
    /// One treaty, where the question was about it.
    pub treaty: Option<TreatyBrief>,
    /// Whether they are bound to each other on every day asked about: under the treaty, or under any.
    pub yes: bool,
    /// The treaties that bind both on a day asked about; of one treaty that was asked about, that one.
    pub rows: Vec<BetweenRow>,
    /// How many treaties bind one of them on the last day asked about, and not the other.
    pub one_only: usize,
}

/// Two participants under one treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BetweenRow {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// Whether they are bound to each other on every day asked about.
    pub throughout: bool,
    /// The days asked about on which they are bound to each other.
    pub days: Vec<Days>,
    /// Since when they are bound to each other without a break, where they are on the last day asked about.
    pub since: Option<Date>,
    /// The first day on which they no longer are, where one is known already.
    pub until: Option<Date>,
    /// Where each of them stands on the last day asked about.
    pub sides: [Side; 2],
    /// What keeps them apart on days asked about on which both are bound.
    pub apart: Vec<Apart>,
    /// All days on which they were or will be bound to each other.
    pub history: Vec<Days>,
    /// What does not keep them apart, and bears on what holds between them.
    pub besides: Vec<String>,
}

/// Days from `since` up to, not including, `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Days {
    /// First day.
    pub since: Date,
    /// First day no longer; none if no end is known.
    pub until: Option<Date>,
}

impl From<Span> for Days {
    fn from(span: Span) -> Self {
        Self { since: span.since, until: span.until }
    }
}

/// What keeps two parties apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// On which days.
    #[serde(flatten)]
    pub days: Days,
    /// precluding-objection, objection-to-accession, accession-not-accepted.
    pub by: &'static str,
    /// The statement: @N; none where it is that none was made.
    pub entry: Option<String>,
    /// Name of the one that objected, or did not accept.
    pub from: String,
    /// Name of the one whose reservation or accession it is about.
    pub towards: String,
    /// The clause, or the law of treaties.
    pub article: String,
    /// The clause in full, where the treaty has one.
    pub clause: Option<ClauseBrief>,
    /// Codes of the sources of the statement.
    pub sources: Vec<String>,
}

impl Apart {
    /// In a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        let entry = self.entry.as_ref().map_or_else(String::new, |entry| format!(" ({entry})"));
        let (from, towards, article) = (&self.from, &self.towards, &self.article);
        match self.by {
            "precluding-objection" => format!(
                "{from} objected to a reservation of {towards} and opposed entry into force between the two{entry}: {article}"
            ),
            "objection-to-accession" => {
                format!("{from} objected to the accession of {towards}{entry}: {article}")
            }
            _ => format!("no acceptance by {from} of the accession of {towards} is in effect: {article}"),
        }
    }
}

/// Answers whether two participants are bound to each other on every day of `asked`, both ends included: under `treaty`,
/// or under each treaty that binds both.
pub fn between(
    store: &Store,
    two: Two,
    treaty: Option<&TreatyRow>,
    (from, to): (Date, Date),
) -> Result<BetweenReport> {
    if two.a.code == two.b.code {
        return Err(Error::Usage(format!("{} is one participant: name two", two.a.name)));
    }
    let asked = Span { since: from, until: to.plus_days(1) };
    let mut spells: BTreeMap<String, PairSpells> = BTreeMap::new();
    for (code, spell) in store.spells_of_pair(&two.a.code, &two.b.code, None)? {
        let place = usize::from(spell.participant == two.b.code);
        spells.entry(code).or_default()[place].push(spell);
    }
    let rows: Vec<TreatyRow> = if let Some(treaty) = treaty {
        vec![treaty.clone()]
    } else {
        let is_joint = |code: &str| {
            spells.get(code).is_some_and(|pair| joint(pair).iter().any(|span| span.and(asked).is_some()))
        };
        store.treaties()?.into_iter().filter(|treaty| is_joint(&treaty.code)).collect()
    };
    let statements = Spoken::of(store, two)?;
    let amendments = store.amendments()?;
    let modes = store.modes_of_pair(&two.a.code, &two.b.code, to)?;
    let nothing = PairSpells::default();
    let mut report_rows = Vec::new();
    for treaty in &rows {
        let pair = spells.get(&treaty.code).unwrap_or(&nothing);
        let question = Question { store, two, treaty, pair, asked, last: to };
        let mut row = question.answer(&statements)?;
        row.besides.extend(question.on_modes(&modes));
        let parent = treaty.parent.as_ref().and_then(|parent| Some((parent, spells.get(parent)?)));
        row.besides.extend(without_parent(two, parent, to));
        for (amending, _) in amendments.iter().filter(|link| link.1 == treaty.code) {
            row.besides.push(question.version(amending, spells.get(amending).unwrap_or(&nothing))?);
        }
        report_rows.push(row);
    }
    let on =
        |pair: &PairSpells, place: usize| pair[place].iter().any(|it| it.status.bound() && holds(it, to));
    let yes = match treaty {
        Some(_) => report_rows.iter().all(|row| row.throughout),
        None => report_rows.iter().any(|row| row.throughout),
    };
    let named = |row: &ParticipantRow| Named { code: row.code.clone(), name: row.name.clone() };
    Ok(BetweenReport {
        a: named(two.a),
        b: named(two.b),
        from,
        to,
        treaty: treaty.map(TreatyBrief::of),
        yes,
        rows: report_rows,
        one_only: spells.values().filter(|pair| on(pair, 0) != on(pair, 1)).count(),
    })
}

/// What the two have stated, and under which treaties it can matter between parties.
struct Spoken {
    by_treaty: BTreeMap<String, Vec<ReservationRow>>,
    with_relation: BTreeSet<String>,
}

impl Spoken {
    fn of(store: &Store, two: Two) -> Result<Self> {
        let mut by_treaty: BTreeMap<String, Vec<ReservationRow>> = BTreeMap::new();
        for code in two.codes() {
            for row in store.reservations_of(code)? {
                by_treaty.entry(row.treaty.clone()).or_default().push(row);
            }
        }
        Ok(Self { by_treaty, with_relation: store.treaties_with_relation()?.into_iter().collect() })
    }
}

impl Question<'_> {
    fn answer(&self, spoken: &Spoken) -> Result<BetweenRow> {
        let mut besides = Vec::new();
        let own = spoken.by_treaty.get(&self.treaty.code);
        let needs_law = own.is_some() || spoken.with_relation.contains(&self.treaty.code);
        let mut apart = Vec::new();
        let bond = if needs_law {
            self.by_law(own.map_or(&[][..], Vec::as_slice), &mut apart, &mut besides)?
        } else {
            let joint = joint(self.pair);
            BilateralRelation { spans: joint.clone(), joint, ..BilateralRelation::default() }
        };
        let days: Vec<Span> = bond.spans.iter().filter_map(|span| span.and(self.asked)).collect();
        let now = bond.spans.iter().find(|span| span.holds(self.last));
        let sides = [self.side(0)?, self.side(1)?];
        Ok(BetweenRow {
            treaty: TreatyBrief::of(self.treaty),
            throughout: days == [self.asked],
            days: days.into_iter().map(Days::from).collect(),
            since: now.map(|span| span.since),
            until: now.and_then(|span| span.until),
            sides,
            apart,
            history: bond.spans.into_iter().map(Days::from).collect(),
            besides,
        })
    }

    /// What statements and the clause on accessions mean between the two.
    fn by_law(
        &self,
        own: &[ReservationRow],
        apart: &mut Vec<Apart>,
        besides: &mut Vec<String>,
    ) -> Result<BilateralRelation> {
        let world = self.store.world()?;
        let dossier = self.store.dossier(&self.treaty.code, &world)?;
        let Some(dossier) = dossier else { return Ok(BilateralRelation::default()) };
        let case = dossier.case(&world);
        let statements: Vec<Statement> = own.iter().filter_map(ReservationRow::in_law).collect();
        let spans = [bound(&self.pair[0]), bound(&self.pair[1])];
        let [a, b] = self.two.codes();
        let bond = bilateral_relation(&case, &statements, (a, b), [&spans[0], &spans[1]]);
        let sources = |id: i64| own.iter().find(|row| row.id == id).map(|row| row.sources.clone());
        for cut in bond.cuts.iter().filter(|cut| {
            let inside = |span: &Span| span.and(cut.span).and_then(|span| span.and(self.asked)).is_some();
            bond.joint.iter().any(inside)
        }) {
            let clause = cut.clause.and_then(|id| {
                let clause = dossier.treaty.clauses.iter().find(|clause| clause.id == id)?;
                Some(ClauseBrief {
                    entry: format!("@{id}"),
                    rule: clause.rule.to_string(),
                    in_words: clause.rule.in_words("deposit", &world),
                    article: clause.article.clone(),
                })
            });
            apart.push(self.apart(cut, clause, cut.statement.and_then(sources).unwrap_or_default()));
        }
        besides.extend(self.on_statements(own, &case, &statements, &bond));
        Ok(bond)
    }

    fn apart(&self, cut: &Cut, clause: Option<ClauseBrief>, sources: Vec<String>) -> Apart {
        Apart {
            days: cut.span.into(),
            by: match cut.by {
                CutBy::PrecludingObjection => "precluding-objection",
                CutBy::ObjectionToAccession => "objection-to-accession",
                CutBy::AccessionNotAccepted => "accession-not-accepted",
            },
            entry: cut.statement.map(|id| format!("@{id}")),
            from: self.two.name(&cut.from),
            towards: self.two.name(&cut.towards),
            article: clause
                .as_ref()
                .map_or_else(|| "VCLT art. 20(4)(b)".to_owned(), |clause| clause.article.clone()),
            clause,
            sources,
        }
    }
}
