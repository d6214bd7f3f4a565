//! A panel: who stood where in each year, month or day. Spells are read treaty by treaty, or participant by participant, and
//! expanded to the periods they cover, as runs of rows that are alike.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::Periods;
use super::coding::{Coding, DecidingDay, Layout};
use super::existence::{People, Person};
use super::whose::{BASIS_MEANING, OfSomebody, whose};
use crate::error::Result;
use crate::model::{Date, DayBasis, Mode, Span, Status, union_of};
use crate::report::set::by_code;
use crate::report::{Column, Datum, Field, Rows, Set, columns};
use crate::store::{DatedSpell, Store, TreatyRow};

/// A panel that is asked for.
#[derive(Debug)]
pub struct Panel<'a> {
    store: &'a Store,
    people: &'a People,
    rule: DecidingDay,
    coding: Coding,
    layout: Layout,
    /// The days on which each was in the set asked for; none: everybody always.
    members: Option<BTreeMap<String, Vec<Span>>>,
}

impl<'a> Panel<'a> {
    /// A panel of everybody, or of those in a set.
    pub fn of(
        store: &'a Store,
        people: &'a People,
        set: Option<&Set>,
        (rule, coding, layout): (DecidingDay, Coding, Layout),
    ) -> Result<Self> {
        let members = set.map(|set| set.spans(store)).transpose()?;
        Ok(Self { store, people, rule, coding, layout, members })
    }

    /// Its columns; in the wide layout one for each of these treaties.
    #[must_use]
    pub fn fields(&self, treaties: &[TreatyRow]) -> Vec<Field> {
        let coded = coded(self.rule, self.coding);
        let treaties = if self.layout == Layout::Wide { treaties } else { &[] };
        let treaties = treaties.iter().map(|treaty| {
            let meaning = format!("{} · {}", treaty.short_title, coded.meaning).into();
            let name = treaty.code.clone().into();
            Field { name, meaning, ..coded.clone() }.headed(treaty.code.clone())
        });
        Column::fields(&self.columns()).into_iter().chain(treaties).collect()
    }

    /// Its columns that no treaty has for itself.
    fn columns<'r>(&self) -> Vec<Column<(), Row<'r>>> {
        match (self.layout, self.coding) {
            (Layout::Wide, _) => whose_period(),
            (Layout::Long, Coding::Word) => long(self.rule, &[], self.rule == DecidingDay::Days),
            (Layout::Long, coding) => long(self.rule, &[coding], self.rule == DecidingDay::Days),
        }
    }

    /// The columns that tell rows apart.
    #[must_use]
    pub fn key(&self) -> &'static [&'static str] {
        match self.layout {
            Layout::Long => &["treaty", "code", "period"],
            Layout::Wide => &["code", "period"],
        }
    }

    /// Hands on the rows of these treaties in these periods: by treaty, participant and period; in the wide layout by
    /// participant and period.
    pub fn give(&self, treaties: &[TreatyRow], periods: &Periods, rows: &mut dyn Rows) -> Result<()> {
        let stretch = Stretch { panel: self, treaties, periods, columns: self.columns() };
        let is_asked =
            |who: &&Person| self.members.as_ref().is_none_or(|members| members.contains_key(&who.row.code));
        let seats: Vec<Seat> = self.people.0.iter().filter(is_asked).map(|who| stretch.seat(who)).collect();
        match self.layout {
            Layout::Long => stretch.long(&seats, rows),
            Layout::Wide => stretch.wide(&seats, rows),
        }
    }
}

/// The columns of a panel in the long layout, with those that a coding or counted days add.
#[must_use]
pub fn panel_fields() -> Vec<Field> {
    let codings = [Coding::SignedConsentedBound, Coding::Party, Coding::Consented];
    Column::fields(&long(DecidingDay::End, &codings, true))
}

fn coded(rule: DecidingDay, coding: Coding) -> Field {
    Field::new(coding.column(), coding.kind(), coding.meaning(rule))
}

/// Some periods of one year of a participant; in the long layout under a treaty.
#[derive(Default)]
struct Row<'a> {
    who: Option<&'a Person>,
    year: i32,
    treaty: Option<&'a TreatyRow>,
    /// None where the acts under it were not collected.
    status: Option<Status>,
    since: Option<Date>,
    basis: Option<DayBasis>,
    act: Option<i64>,
    uncertain: bool,
    reserved: Option<bool>,
    carried: Option<Mode>,
    coded: Datum<'static>,
    days: (i64, i64),
}

impl OfSomebody for Row<'_> {
    fn who(&self) -> Option<&Person> {
        self.who
    }

    fn year(&self) -> Option<i32> {
        Some(self.year)
    }
}

fn whose_period<'r>() -> Vec<Column<(), Row<'r>>> {
    let of = Column::<(), Row<'r>>::of;
    let [code, alpha3, name, cow, gw] = whose();
    let period = Field::text("period", "the period: YYYY, YYYY-MM or YYYY-MM-DD").required().headed("Period");
    let year = Field::integer("year", "the year it lies in").required();
    let [period, year] = [of(period, |(), _| Datum::Period), of(year, |(), _| Datum::Year)];
    vec![code.required(), alpha3, name.required(), cow, gw, period, year]
}

/// The columns in the long layout: with those of some codings, and where days are counted with their numbers.
fn long<'r>(rule: DecidingDay, codings: &[Coding], counts: bool) -> Vec<Column<(), Row<'r>>> {
    let of = Column::<(), Row<'r>>::of;
    let status = Field::text("status", Coding::Word.meaning(rule))
        .one_of(Status::ALL.map(Status::word))
        .headed("Status");
    let basis =
        Field::text("basis", BASIS_MEANING).one_of(DayBasis::OF_STATUS.map(DayBasis::word)).headed("Basis");
    let act = Field::text("act", "entry of the log with the act on which that day rests");
    let reservation =
        Field::flag("reservation", "whether a reservation of it stands; empty: the record cannot tell")
            .headed("Res.");
    let carried = Field::text(
        "bound_without_consent",
        "how it is bound without its own consent, beside its status: as-amended, through-organisation; not-determined: whether silence binds it; empty: it is not",
    )
    .one_of(Mode::WITHOUT_CONSENT.map(Mode::word));
    let mut all = vec![of(columns::TREATY.required().headed("Number"), |(), row| {
        row.treaty.map(|treaty| &treaty.code).into()
    })];
    all.extend(whose_period());
    all.extend([
        of(status, |(), row| row.status.into()),
        of(Field::day("since", "first day of that status").headed("Since"), |(), row| row.since.into()),
        of(basis, |(), row| row.basis.map(DayBasis::word).into()),
        of(act, |(), row| Datum::entry(row.act)),
        of(reservation, |(), row| row.reserved.into()),
        of(columns::UNCERTAIN.required(), |(), row| row.uncertain.into()),
    ]);
    all.extend(
        codings
            .iter()
            .map(|coding| of(coded(rule, *coding).headed(coding.column()), |(), row| row.coded.clone())),
    );
    if counts {
        let days = |name, coding: Coding| Field::integer(name, coding.meaning(DecidingDay::Days)).required();
        all.extend([
            of(days("days_bound", Coding::Party), |(), row| row.days.0.into()),
            of(days("days_consented", Coding::Consented), |(), row| row.days.1.into()),
        ]);
    }
    all.push(of(carried, |(), row| row.carried.map(Mode::word).into()));
    all
}

/// One participant over the periods, whatever the treaty.
struct Seat<'a> {
    who: &'a Person,
    exists: Vec<Range<usize>>,
    member: Option<Vec<Range<usize>>>,
    /// Where something of this changes.
    cuts: Vec<usize>,
}

impl Seat<'_> {
    fn is_member(&self, at: usize) -> bool {
        self.member.as_ref().is_none_or(|ranges| ranges.iter().any(|range| range.contains(&at)))
    }

    fn exists(&self, at: usize) -> bool {
        self.exists.iter().any(|range| range.contains(&at))
    }
}

/// What stands beside the status of a participant, over the periods.
#[derive(Default)]
struct Besides {
    reserved: Vec<Range<usize>>,
    /// Where a reservation may stand whose day is not known.
    perhaps: Vec<Range<usize>>,
    carried: Vec<(Range<usize>, Mode)>,
}

/// A spell over the periods.
struct Stay<'a> {
    dated: &'a DatedSpell,
    range: Range<usize>,
}

/// A panel over some of its periods.
struct Stretch<'a> {
    panel: &'a Panel<'a>,
    treaties: &'a [TreatyRow],
    periods: &'a Periods,
    columns: Vec<Column<(), Row<'a>>>,
}

impl<'a> Stretch<'a> {
    /// The periods that a span decides.
    fn range(&self, span: Span) -> Range<usize> {
        match self.panel.rule {
            DecidingDay::End | DecidingDay::Days => self.periods.ending_in(span),
            DecidingDay::Start => self.periods.beginning_in(span),
            DecidingDay::Any => self.periods.touching(span),
        }
    }

    fn seat(&self, who: &'a Person) -> Seat<'a> {
        let exists: Vec<Range<usize>> = who.existence.iter().map(|span| self.range(*span)).collect();
        let member = self.panel.members.as_ref().map(|members| -> Vec<Range<usize>> {
            members.get(&who.row.code).into_iter().flatten().map(|span| self.range(*span)).collect()
        });
        let years = who.numbers.iter().map(|row| self.periods.in_years(row.first_year, row.last_year));
        let mut cuts = vec![0, self.periods.all.len()];
        let ranges = exists.iter().cloned().chain(member.iter().flatten().cloned()).chain(years);
        cuts.extend(ranges.flat_map(|range| [range.start, range.end]));
        Seat { who, exists, member, cuts }
    }

    fn long(&self, seats: &[Seat<'a>], rows: &mut dyn Rows) -> Result<()> {
        let of = u64::try_from(self.treaties.len()).unwrap_or(u64::MAX);
        for (done, treaty) in (0..).zip(self.treaties) {
            rows.progress(done, of)?;
            let besides = self.besides(treaty)?;
            let nothing = Besides::default();
            let mut spells: Vec<DatedSpell> = Vec::new();
            self.panel.store.each_spell_under(&treaty.code, &mut |spell| {
                spells.push(spell);
                Ok(())
            })?;
            let own: HashMap<&str, &[DatedSpell]> = spells
                .chunk_by(|a, b| a.spell.participant == b.spell.participant)
                .map(|own| (own[0].spell.participant.as_str(), own))
                .collect();
            for seat in seats {
                let code = seat.who.row.code.as_str();
                let besides = besides.get(code).unwrap_or(&nothing);
                self.participant(treaty, seat, own.get(code).copied().unwrap_or_default(), besides, rows)?;
            }
        }
        rows.progress(of, of)
    }

    /// The periods in which a reservation of each stands, or may stand, and in which each is bound without its own consent.
    fn besides(&self, treaty: &TreatyRow) -> Result<HashMap<String, Besides>> {
        let store = self.panel.store;
        let mut besides: HashMap<String, Besides> = HashMap::new();
        let ranges = |spans: Vec<Span>| union_of(spans).into_iter().map(|span| self.range(span)).collect();
        for (participant, spans) in by_code(store.reserved(&treaty.code)?) {
            besides.entry(participant).or_default().reserved = ranges(spans);
        }
        for (participant, span) in store.perhaps_reserved(&treaty.code)? {
            besides.entry(participant).or_default().perhaps.push(self.range(span));
        }
        for (participant, mode, span) in store.without_consent(&treaty.code)? {
            besides.entry(participant).or_default().carried.push((self.range(span), mode));
        }
        Ok(besides)
    }

    /// Whether a reservation stands in the period at this place; none where the record cannot tell: silence is no answer where
    /// the statements under the treaty were not collected up to the end of the period.
    fn reserved(&self, treaty: &TreatyRow, besides: &Besides, at: usize) -> Option<bool> {
        if besides.reserved.iter().any(|range| range.contains(&at)) {
            return Some(true);
        }
        if besides.perhaps.iter().any(|range| range.contains(&at)) {
            return None;
        }
        let last = self.periods.all[at].last;
        treaty.statements_complete_to.is_some_and(|complete| last <= complete).then_some(false)
    }

    fn participant(
        &self,
        treaty: &'a TreatyRow,
        seat: &Seat<'a>,
        spells: &[DatedSpell],
        besides: &Besides,
        rows: &mut dyn Rows,
    ) -> Result<()> {
        if spells.is_empty() && seat.exists.iter().all(Range::is_empty) {
            return Ok(());
        }
        let stays = self.stays(spells);
        let mut cuts = seat.cuts.clone();
        let ranges =
            besides.reserved.iter().chain(&besides.perhaps).chain(besides.carried.iter().map(|it| &it.0));
        cuts.extend(ranges.flat_map(|range| [range.start, range.end]));
        cuts.extend(
            treaty
                .statements_complete_to
                .map(|complete| self.periods.all.partition_point(|period| period.last <= complete)),
        );
        self.cut(&mut cuts, &stays);
        for (from, to) in pairs(&mut cuts) {
            let stay = decisive(&stays, from);
            let status = stay.map_or(Status::None, |stay| stay.dated.spell.status);
            if !seat.is_member(from) || !(seat.exists(from) || status != Status::None) {
                continue;
            }
            let days = self.days(&stays, from);
            let dated = stay.map(|stay| stay.dated);
            let row = Row {
                treaty: Some(treaty),
                status: Some(status).filter(|_| treaty.collected),
                since: dated.map(|dated| dated.spell.since),
                basis: dated.map(|dated| dated.basis),
                act: dated.and_then(|dated| dated.spell.opened_by),
                uncertain: dated.is_some_and(|dated| dated.spell.uncertain),
                reserved: self.reserved(treaty, besides, from),
                carried: besides.carried.iter().find(|(range, _)| range.contains(&from)).map(|it| it.1),
                coded: self.coded(treaty, status, days),
                days,
                ..self.row(seat, from)
            };
            let cells = Column::cells(&self.columns, &(), &row);
            rows.rows(&cells, &self.periods.all[from..to])?;
        }
        Ok(())
    }

    fn wide(&self, seats: &[Seat<'a>], rows: &mut dyn Rows) -> Result<()> {
        let treaties = self.treaties;
        let place: HashMap<&str, usize> =
            treaties.iter().enumerate().map(|(place, treaty)| (treaty.code.as_str(), place)).collect();
        let of = u64::try_from(seats.len()).unwrap_or(u64::MAX);
        for (done, seat) in (0..).zip(seats) {
            rows.progress(done, of)?;
            let mut own: Vec<Vec<DatedSpell>> = vec![Vec::new(); treaties.len()];
            self.panel.store.each_spell_of(&seat.who.row.code, &mut |dated| {
                if let Some(place) = place.get(dated.treaty.as_str()) {
                    own[*place].push(dated);
                }
                Ok(())
            })?;
            let stays: Vec<Vec<Stay>> = own.iter().map(|spells| self.stays(spells)).collect();
            let mut cuts = seat.cuts.clone();
            for stays in &stays {
                self.cut(&mut cuts, stays);
            }
            for (from, to) in pairs(&mut cuts) {
                let status = |stays: &Vec<Stay>| {
                    decisive(stays, from).map_or(Status::None, |stay| stay.dated.spell.status)
                };
                let statuses: Vec<Status> = stays.iter().map(status).collect();
                let has_acted = statuses.iter().any(|status| *status != Status::None);
                if !seat.is_member(from) || !(seat.exists(from) || has_acted) {
                    continue;
                }
                let row = self.row(seat, from);
                let mut cells = Column::cells(&self.columns, &(), &row);
                for (place, treaty) in treaties.iter().enumerate() {
                    cells.push(self.coded(treaty, statuses[place], self.days(&stays[place], from)));
                }
                rows.rows(&cells, &self.periods.all[from..to])?;
            }
        }
        rows.progress(of, of)
    }

    /// The row of somebody who did nothing.
    fn row(&self, seat: &Seat<'a>, at: usize) -> Row<'a> {
        Row { who: Some(seat.who), year: self.periods.all[at].year, ..Row::default() }
    }

    /// The status as it is coded; nothing where the acts under the treaty were not collected.
    fn coded(&self, treaty: &TreatyRow, status: Status, days: (i64, i64)) -> Datum<'static> {
        match (self.panel.rule, self.panel.coding) {
            _ if !treaty.collected => Datum::Nothing,
            (DecidingDay::Days, Coding::Party) => Datum::Integer(days.0),
            (DecidingDay::Days, Coding::Consented) => Datum::Integer(days.1),
            (_, coding) => coding.of(status),
        }
    }

    fn stays<'b>(&self, spells: &'b [DatedSpell]) -> Vec<Stay<'b>> {
        let stay = |dated: &'b DatedSpell| Stay { dated, range: self.range(dated.spell.span()) };
        spells.iter().map(stay).collect()
    }

    /// Adds the places where what decides changes; where days are counted, every period in which there are some to count.
    fn cut(&self, cuts: &mut Vec<usize>, stays: &[Stay]) {
        for stay in stays {
            if self.panel.rule == DecidingDay::Days && stay.dated.spell.status.consented() {
                let range = self.periods.touching(stay.dated.spell.span());
                cuts.extend(range.start..=range.end);
            }
            if self.panel.rule == DecidingDay::Any && !stay.range.is_empty() {
                // Two spells meet in the first and in the last period of each.
                cuts.extend([stay.range.start + 1, stay.range.end - 1]);
            }
            cuts.extend([stay.range.start, stay.range.end]);
        }
    }

    /// Days of the period on which it was bound, and on which its consent stood.
    fn days(&self, stays: &[Stay], at: usize) -> (i64, i64) {
        if self.panel.rule != DecidingDay::Days {
            return (0, 0);
        }
        let period = &self.periods.all[at];
        let count = |holds: fn(Status) -> bool| {
            let spells = stays.iter().filter(|stay| holds(stay.dated.spell.status));
            spells.map(|stay| period.days_in(stay.dated.spell.span())).sum()
        };
        (count(Status::bound), count(Status::consented))
    }
}

/// The spell that decides for a period: the one there, or the farthest of those there.
fn decisive<'a, 'b>(stays: &'b [Stay<'a>], at: usize) -> Option<&'b Stay<'a>> {
    stays.iter().filter(|stay| stay.range.contains(&at)).max_by_key(|stay| reach(stay.dated.spell.status))
}

/// How far a status goes.
fn reach(status: Status) -> u8 {
    match status {
        Status::Party | Status::Leaving => 4,
        Status::Contracting => 3,
        Status::Signatory | Status::SignedAdRef => 2,
        Status::Unsigned | Status::Former => 1,
        Status::None => 0,
    }
}

/// The stretches between cuts.
fn pairs(cuts: &mut Vec<usize>) -> impl Iterator<Item = (usize, usize)> {
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| (pair[0], pair[1]))
}

/// The year in which the first of these treaties began, or was first acted under.
pub fn first_year(store: &Store, treaties: &[TreatyRow]) -> Result<Option<i32>> {
    let begins = treaties.iter().map(|treaty| match treaty.begins_on() {
        None => store.first_spell_under(&treaty.code),
        known => Ok(known),
    });
    let begins: Vec<Option<Date>> = begins.collect::<Result<_>>()?;
    Ok(begins.into_iter().flatten().min().map(Date::year))
}
