//! Two participants under the treaties that bind both, each by its own participation.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::besides::without_parent;
use super::pair::{PairSpells, Question, Side, Two, pair_spells};
use crate::error::Result;
use crate::law::{Cut, CutBy, Statement, World, bilateral_relation, may_be_carried, rests_on_others};
use crate::model::{Date, Mode, Span};
use crate::report::{ClauseBrief, Named, TreatyBrief, carried_statements};
use crate::store::{ModeOf, ReservationRow, Store, TreatyRow};

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
    /// The same; none where the record cannot tell.
    pub bound: Option<bool>,
    /// The treaties that bind both on a day asked about; of one treaty that was asked about, that one.
    pub rows: Vec<BetweenRow>,
    /// How many treaties bind one of them on the last day asked about, and not the other, where all were asked about.
    pub one_only: Option<usize>,
    /// Numbers of the treaties of which it is not known whether they apply to a territory that one of the two is, where all were
    /// asked about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_known: Vec<String>,
}

/// Two participants under one treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BetweenRow {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// Whether they are bound to each other on every day asked about.
    pub throughout: bool,
    /// The days asked about on which they are bound to each other.
    pub days: Vec<Span>,
    /// Since when they are bound to each other without a break, where they are on the last day asked about.
    pub since: Option<Date>,
    /// The first day on which they no longer are, where one is known already.
    pub until: Option<Date>,
    /// Where each of them stands on the last day asked about.
    pub sides: [Side; 2],
    /// What keeps them apart on days asked about on which both are bound.
    pub apart: Vec<Apart>,
    /// All days on which they were or will be bound to each other.
    pub history: Vec<Span>,
    /// What does not keep them apart, and bears on what holds between them.
    pub besides: Vec<String>,
    /// Whether one of them is a territory of which it is not known whether the treaty applies there, or one of which it is not known
    /// whether its silence binds it.
    #[serde(skip)]
    pub is_doubtful: bool,
    /// Names of those of the two that are territories, and for which no State stands here.
    #[serde(skip)]
    pub territories: Vec<String>,
    /// The name of the State of which both are on the last day asked about.
    #[serde(skip)]
    pub of_one_state: Option<String>,
}

impl BetweenRow {
    /// Whether the record can tell: acts were collected, and so were statements where an accession has to be accepted.
    #[must_use]
    pub fn is_known(&self) -> bool {
        let carried = self.sides.iter().any(|side| side.mode.is_some());
        let has_to_be_accepted = self.apart.iter().any(|apart| apart.by == CutBy::AccessionNotAccepted);
        let is_told =
            (self.treaty.collected || carried) && (self.treaty.statements_collected || !has_to_be_accepted);
        is_told && !self.is_doubtful
    }
}

/// What keeps two parties apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// On which days.
    #[serde(flatten)]
    pub days: Span,
    /// By what.
    pub by: CutBy,
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
            CutBy::PrecludingObjection => format!(
                "{from} objected to a reservation of {towards} and opposed entry into force between the two{entry}: {article}"
            ),
            CutBy::ObjectionToAccession => {
                format!("{from} objected to the accession of {towards}{entry}: {article}")
            }
            CutBy::AccessionNotAccepted => {
                format!("no acceptance by {from} of the accession of {towards} is in effect: {article}")
            }
        }
    }
}

/// Answers it where neither is a territory for which a State stands.
pub(super) fn between_two(
    store: &Store,
    two: Two,
    treaty: Option<&TreatyRow>,
    (from, to): (Date, Date),
) -> Result<BetweenReport> {
    let asked = Span { since: from, until: to.plus_days(1) };
    let amendments = store.amendments()?;
    let under = treaty.map(|treaty| {
        let amending = amendments.iter().filter(|(_, amended)| *amended == treaty.code).map(|link| &link.0);
        amending.chain([&treaty.code]).chain(&treaty.parent).collect::<Vec<_>>()
    });
    let spells = pair_spells(store, two.codes(), under.as_deref())?;
    let is_joint = |row: &TreatyRow| {
        let pair = spells.get(&row.code);
        pair.is_some_and(|pair| pair.joint().iter().any(|span| span.and(asked).is_some()))
    };
    let rows = match treaty {
        Some(treaty) => vec![treaty.clone()],
        None => store.treaties()?.into_iter().filter(is_joint).collect(),
    };
    let statements = Spoken::of(store, two)?;
    let modes = store.modes_of_pair(&two.a.code, &two.b.code, to)?;
    let nothing = PairSpells::default();
    let mut report_rows = Vec::new();
    for treaty in &rows {
        let pair = spells.get(&treaty.code).unwrap_or(&nothing);
        let question = Question { store, two, treaty, pair, asked, last: to };
        let mut row = question.answer(&statements)?;
        row.besides.extend(question.on_modes(&modes));
        if row.history.iter().any(|span| span.holds(to)) {
            row.besides.extend(statements.on_other_treaties(store, two, &treaty.code, to)?);
        }
        let is_open = |it: &ModeOf| it.1 == treaty.code && it.2 == Mode::NotDetermined;
        row.is_doubtful = !row.throughout && modes.iter().any(is_open);
        let parent = treaty.parent.as_ref().and_then(|parent| Some((parent, spells.get(parent)?)));
        row.besides.extend(without_parent(two, parent, to));
        let amended = amendments.iter().find(|link| link.0 == treaty.code).map(|link| &link.1);
        if let Some(amended) = amended {
            statements.tell_objections(&mut row, amended, to);
        }
        for (amending, _) in amendments.iter().filter(|link| link.1 == treaty.code) {
            row.besides.push(question.version(amending, spells.get(amending).unwrap_or(&nothing))?);
        }
        report_rows.push(row);
    }
    let on = |pair: &PairSpells, place: usize| pair.bound(place).iter().any(|span| span.holds(to));
    let yes = match treaty {
        Some(_) => report_rows.iter().all(|row| row.throughout),
        None => report_rows.iter().any(|row| row.throughout),
    };
    Ok(BetweenReport {
        a: two.a.into(),
        b: two.b.into(),
        from,
        to,
        treaty: treaty.map(TreatyBrief::of),
        yes,
        bound: (yes || report_rows.iter().all(BetweenRow::is_known)).then_some(yes),
        rows: report_rows,
        not_known: Vec::new(),
        one_only: treaty.is_none().then(|| spells.values().filter(|pair| on(pair, 0) != on(pair, 1)).count()),
    })
}

/// What the two have stated, and under which treaties it can matter between parties.
struct Spoken {
    by_treaty: BTreeMap<String, Vec<ReservationRow>>,
    with_relation: BTreeSet<String>,
    with_predecessors: BTreeSet<String>,
    with_carried: BTreeSet<String>,
    /// What holds for all treaties alike, once the law is asked about one.
    world: OnceCell<Arc<World>>,
}

impl Spoken {
    fn of(store: &Store, two: Two) -> Result<Self> {
        let mut by_treaty: BTreeMap<String, Vec<ReservationRow>> = BTreeMap::new();
        for code in two.codes() {
            for row in store.reservations_of(code)? {
                by_treaty.entry(row.treaty.clone()).or_default().push(row);
            }
        }
        let with_relation = store.treaties_with_relation()?.into_iter().collect();
        let [a, b] = two.codes();
        let with_predecessors = store.treaties_with_statements_of_predecessors(a, b)?.into_iter().collect();
        let with_carried = store.treaties_that_carry_statements()?.into_iter().collect();
        Ok(Self { by_treaty, with_relation, with_predecessors, with_carried, world: OnceCell::new() })
    }

    /// What the two said under other treaties and stands under this one too, on a day.
    fn on_other_treaties(&self, store: &Store, two: Two, code: &str, day: Date) -> Result<Vec<String>> {
        let mut said = Vec::new();
        if self.with_carried.contains(code) {
            for who in two.codes() {
                let called = |code: &str| two.name(code);
                said.extend(carried_statements::in_words(store, Some(code), Some(who), day, &called)?);
            }
        }
        Ok(said)
    }

    /// Who of the two objected to an amendment by which silence binds, and is not bound by it therefore.
    fn tell_objections(&self, row: &mut BetweenRow, amended: &str, day: Date) {
        let code = row.treaty.code.clone();
        let said = self.by_treaty.get(&code).map_or(&[][..], Vec::as_slice);
        for side in row.sides.iter_mut().filter(|side| !side.is_bound()) {
            let own = said.iter().find(|row| row.participant == side.who.code && row.keeps_out_on(day));
            side.objection = own.map(|row| format!("@{}", row.id));
        }
        if row.sides.iter().any(|side| side.objection.is_some()) {
            row.besides.push(format!(
                "Between them {amended} holds without what {code} amends, if both are bound by that (VCLT arts 40(4), 30(4)(b))."
            ));
        }
    }

    fn world(&self, store: &Store) -> Result<Arc<World>> {
        let world = self.world.get().map_or_else(|| store.world(), |world| Ok(Arc::clone(world)))?;
        Ok(Arc::clone(self.world.get_or_init(|| world)))
    }
}

impl Question<'_> {
    fn answer(&self, spoken: &Spoken) -> Result<BetweenRow> {
        let (mut apart, mut besides) = (Vec::new(), Vec::new());
        let own = spoken.by_treaty.get(&self.treaty.code);
        let code = &self.treaty.code;
        let needs_law =
            own.is_some() || spoken.with_relation.contains(code) || spoken.with_predecessors.contains(code);
        let history = if needs_law {
            let world = spoken.world(self.store)?;
            self.by_law(&world, own.map_or(&[][..], Vec::as_slice), &mut apart, &mut besides)?
        } else {
            self.pair.joint()
        };
        let days: Vec<Span> = history.iter().filter_map(|span| span.and(self.asked)).collect();
        let now = history.iter().find(|span| span.holds(self.last));
        let sides = [self.side(0)?, self.side(1)?];
        Ok(BetweenRow {
            treaty: TreatyBrief::of(self.treaty),
            throughout: days == [self.asked],
            days,
            since: now.map(|span| span.since),
            until: now.and_then(|span| span.until),
            sides,
            apart,
            history,
            besides,
            is_doubtful: false,
            territories: Vec::new(),
            of_one_state: None,
        })
    }

    /// The days on which they are bound to each other, with what statements and the clause on accessions mean between
    /// the two.
    fn by_law(
        &self,
        world: &World,
        own: &[ReservationRow],
        apart: &mut Vec<Apart>,
        besides: &mut Vec<String>,
    ) -> Result<Vec<Span>> {
        let dossier = self.store.dossier_of_parties(&self.treaty.code, world)?;
        let Some(dossier) = dossier else { return Ok(Vec::new()) };
        let case = dossier.case(world);
        let mut statements: Vec<Statement> = own.iter().filter_map(ReservationRow::in_law).collect();
        let [a, b] = self.two.codes();
        // Anybody's objection may bar a reservation for all, and a State may keep what another made.
        if rests_on_others(&case, &statements) || [a, b].iter().any(|code| may_be_carried(&case, code)) {
            let all = self.store.statements(&self.treaty.code)?;
            statements = all.iter().filter_map(ReservationRow::in_law).collect();
        }
        let spans = [self.pair.bound(0), self.pair.bound(1)];
        let bond = bilateral_relation(&case, &statements, (a, b), [&spans[0], &spans[1]]);
        let sources = |id: i64| own.iter().find(|row| row.id == id).map(|row| row.sources.0.clone());
        let concerns = |cut: &&Cut| {
            let inside = |span: &Span| span.and(cut.span).and_then(|span| span.and(self.asked)).is_some();
            bond.joint.iter().any(inside)
        };
        apart.extend(bond.cuts.iter().filter(concerns).map(|cut| {
            let clause = dossier.treaty.clauses.iter().find(|clause| Some(clause.id) == cut.clause);
            let clause = clause.map(|clause| ClauseBrief {
                entry: format!("@{}", clause.id),
                rule: clause.rule.to_string(),
                in_words: clause.rule.in_words("deposit", world),
                article: clause.article.clone(),
            });
            self.apart(cut, clause, cut.statement.and_then(sources).unwrap_or_default())
        }));
        let (kept, told) = self.on_carried_over(&case, &statements, &bond);
        besides.extend(self.on_statements(own, &case, &statements, &bond, told));
        besides.extend(kept);
        Ok(bond.spans)
    }

    fn apart(&self, cut: &Cut, clause: Option<ClauseBrief>, sources: Vec<String>) -> Apart {
        Apart {
            days: cut.span,
            by: cut.by,
            entry: cut.statement.map(|id| format!("@{id}")),
            from: self.two.name(&cut.from),
            towards: self.two.name(&cut.towards),
            article: clause.as_ref().map_or("VCLT art. 20(4)(b)", |clause| &clause.article).to_owned(),
            clause,
            sources,
        }
    }
}
