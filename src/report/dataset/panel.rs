//! A panel: who stood where in each year, month or day. Spells are read in order and expanded to the periods they cover,
//! as runs of rows that are alike.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::Periods;
use super::coding::{Coding, Layout, Rule};
use super::existence::{People, Person};
use super::whose::{BASIS_MEANING, whose};
use crate::error::Result;
use crate::model::{Date, DayBasis, Span, Status, union_of};
use crate::report::{Datum, Field, Rows, Set, columns};
use crate::store::{DatedSpell, Store, TreatyRow};

/// A panel that is asked for.
#[derive(Debug)]
pub struct Panel<'a> {
    store: &'a Store,
    people: &'a People,
    rule: Rule,
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
        (rule, coding, layout): (Rule, Coding, Layout),
    ) -> Result<Self> {
        let members = set.map(|set| set.spans(store)).transpose()?;
        Ok(Self { store, people, rule, coding, layout, members })
    }

    /// Its columns; in the wide layout one for each of these treaties.
    #[must_use]
    pub fn fields(&self, treaties: &[TreatyRow]) -> Vec<Field> {
        let coded = coded(self.rule, self.coding);
        if self.layout == Layout::Wide {
            let mut fields = whose_period();
            fields.extend(treaties.iter().map(|treaty| {
                let meaning = format!("{} · {}", treaty.short_title, coded.meaning).into();
                let name = treaty.code.clone().into();
                Field { name, meaning, ..coded.clone() }.headed(treaty.code.clone())
            }));
            return fields;
        }
        let mut fields = long_fields(self.rule);
        if self.coding != Coding::Word {
            fields.push(coded.headed(self.coding.column()));
        }
        if self.rule == Rule::Days {
            fields.extend(counted_days());
        }
        fields
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
        let stretch = Stretch { panel: self, treaties, periods };
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
    let mut fields = long_fields(Rule::End);
    let codings = [Coding::SignedConsentedBound, Coding::Party, Coding::Consented];
    fields.extend(codings.map(|coding| coded(Rule::End, coding).headed(coding.column())));
    fields.extend(counted_days());
    fields
}

fn coded(rule: Rule, coding: Coding) -> Field {
    Field::new(coding.column(), coding.kind(), coding.meaning(rule))
}

fn whose_period() -> Vec<Field> {
    let [code, alpha3, name, cow, gw] = whose();
    vec![
        code.required(),
        alpha3,
        name.required(),
        cow,
        gw,
        Field::text("period", "the period: YYYY, YYYY-MM or YYYY-MM-DD").required().headed("Period"),
        Field::integer("year", "the year it lies in").required(),
    ]
}

fn long_fields(rule: Rule) -> Vec<Field> {
    let mut fields = vec![columns::TREATY.required().headed("Number")];
    fields.extend(whose_period());
    fields.extend([
        Field::text("status", Coding::Word.meaning(rule))
            .one_of(Status::ALL.map(Status::word))
            .headed("Status"),
        Field::day("since", "first day of that status").headed("Since"),
        Field::text("basis", BASIS_MEANING).one_of(DayBasis::OF_STATUS.map(DayBasis::word)).headed("Basis"),
        Field::text("act", "entry of the log with the act on which that day rests"),
        Field::flag("reservation", "whether a reservation of it stands").required().headed("Res."),
        columns::UNCERTAIN.required(),
    ]);
    fields
}

fn counted_days() -> [Field; 2] {
    [("days_bound", Coding::Party), ("days_consented", Coding::Consented)]
        .map(|(name, coding)| Field::integer(name, coding.meaning(Rule::Days)).required())
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

/// A spell over the periods.
struct Stay<'a> {
    spell: &'a DatedSpell,
    range: Range<usize>,
}

/// A panel over some of its periods.
struct Stretch<'a> {
    panel: &'a Panel<'a>,
    treaties: &'a [TreatyRow],
    periods: &'a Periods,
}

impl<'a> Stretch<'a> {
    /// The periods that a span decides.
    fn range(&self, span: Span) -> Range<usize> {
        match self.panel.rule {
            Rule::End | Rule::Days => self.periods.ending_in(span),
            Rule::Start => self.periods.beginning_in(span),
            Rule::Any => self.periods.touching(span),
        }
    }

    fn seat(&self, who: &'a Person) -> Seat<'a> {
        let exists: Vec<Range<usize>> = who.existence.iter().map(|span| self.range(*span)).collect();
        let member = self.panel.members.as_ref().map(|members| {
            let spans = members.get(&who.row.code).map_or(&[][..], Vec::as_slice);
            spans.iter().map(|span| self.range(*span)).collect::<Vec<_>>()
        });
        let years = who.numbers.iter().map(|row| self.periods.in_years(row.first_year, row.last_year));
        let mut cuts = vec![0, self.periods.all.len()];
        let ranges = exists.iter().cloned().chain(member.iter().flatten().cloned()).chain(years);
        cuts.extend(ranges.flat_map(|range| [range.start, range.end]));
        Seat { who, exists, member, cuts }
    }

    fn long(&self, seats: &[Seat], rows: &mut dyn Rows) -> Result<()> {
        let treaties = self.treaties;
        let of = u64::try_from(treaties.len()).unwrap_or(u64::MAX);
        for (done, treaty) in (0..).zip(treaties) {
            rows.progress(done, of)?;
            let reserved = self.reserved(treaty)?;
            let mut waiting = seats.iter();
            let mut own: Vec<DatedSpell> = Vec::new();
            self.panel.store.each_spell_under(&treaty.code, &mut |spell| {
                if own.first().is_some_and(|first| first.participant != spell.participant) {
                    self.settle(treaty, &mut waiting, &own, &reserved, rows)?;
                    own.clear();
                }
                own.push(spell);
                Ok(())
            })?;
            self.settle(treaty, &mut waiting, &own, &reserved, rows)?;
            for seat in waiting {
                self.participant(treaty, seat, &[], &reserved, rows)?;
            }
        }
        rows.progress(of, of)
    }

    /// The rows of those up to the one whose spells are at hand; both come in the order of codes.
    fn settle(
        &self,
        treaty: &TreatyRow,
        waiting: &mut std::slice::Iter<Seat>,
        own: &[DatedSpell],
        reserved: &HashMap<String, Vec<Range<usize>>>,
        rows: &mut dyn Rows,
    ) -> Result<()> {
        let Some(first) = own.first() else { return Ok(()) };
        while let Some(seat) = waiting.as_slice().first() {
            let order = seat.who.row.code.cmp(&first.participant);
            if order.is_gt() {
                break;
            }
            waiting.next();
            let spells = if order.is_eq() { own } else { &[] };
            self.participant(treaty, seat, spells, reserved, rows)?;
        }
        Ok(())
    }

    /// The periods in which a reservation of each stands.
    fn reserved(&self, treaty: &TreatyRow) -> Result<HashMap<String, Vec<Range<usize>>>> {
        let mut spans: HashMap<String, Vec<Span>> = HashMap::new();
        for (participant, span) in self.panel.store.reserved(&treaty.code)? {
            spans.entry(participant).or_default().push(span);
        }
        let ranges = |spans: Vec<Span>| union_of(spans).into_iter().map(|span| self.range(span)).collect();
        Ok(spans.into_iter().map(|(participant, spans)| (participant, ranges(spans))).collect())
    }

    fn participant(
        &self,
        treaty: &TreatyRow,
        seat: &Seat,
        spells: &[DatedSpell],
        reserved: &HashMap<String, Vec<Range<usize>>>,
        rows: &mut dyn Rows,
    ) -> Result<()> {
        if spells.is_empty() && seat.exists.iter().all(Range::is_empty) {
            return Ok(());
        }
        let code = &seat.who.row.code;
        let reserved = reserved.get(code).map_or(&[][..], Vec::as_slice);
        let stays = self.stays(spells);
        let mut cuts = seat.cuts.clone();
        cuts.extend(reserved.iter().flat_map(|range| [range.start, range.end]));
        self.cut(&mut cuts, &stays);
        let coding = self.panel.coding;
        let mut act = String::new();
        for (from, to) in pairs(&mut cuts) {
            let stay = decisive(&stays, from);
            let status = stay.map_or(Status::None, |stay| stay.spell.status);
            if !seat.is_member(from) || !(seat.exists(from) || status != Status::None) {
                continue;
            }
            act.clear();
            if let Some(entry) = stay.and_then(|stay| stay.spell.act) {
                act.push('@');
                act.push_str(&entry.to_string());
            }
            let spell = stay.map(|stay| stay.spell);
            let mut cells = vec![(&treaty.code).into()];
            cells.extend(self.whose(seat, from));
            cells.extend([
                if treaty.collected { status.word().into() } else { Datum::Nothing },
                spell.map(|spell| spell.since).into(),
                spell.map(|spell| spell.basis.word()).into(),
                Some(act.as_str()).filter(|act| !act.is_empty()).into(),
                Datum::Flag(reserved.iter().any(|range| range.contains(&from))),
                Datum::Flag(spell.is_some_and(|spell| spell.uncertain)),
            ]);
            let days = self.days(&stays, from);
            if coding != Coding::Word {
                cells.push(self.coded(treaty, status, days));
            }
            if self.panel.rule == Rule::Days {
                cells.extend([Datum::Integer(days.0), Datum::Integer(days.1)]);
            }
            rows.rows(&cells, &self.periods.all[from..to])?;
        }
        Ok(())
    }

    fn wide(&self, seats: &[Seat], rows: &mut dyn Rows) -> Result<()> {
        let treaties = self.treaties;
        let place: HashMap<&str, usize> =
            treaties.iter().enumerate().map(|(place, treaty)| (treaty.code.as_str(), place)).collect();
        let of = u64::try_from(seats.len()).unwrap_or(u64::MAX);
        for (done, seat) in (0..).zip(seats) {
            rows.progress(done, of)?;
            let mut own: Vec<Vec<DatedSpell>> = vec![Vec::new(); treaties.len()];
            self.panel.store.each_spell_of(&seat.who.row.code, &mut |spell| {
                if let Some(place) = place.get(spell.treaty.as_str()) {
                    own[*place].push(spell);
                }
                Ok(())
            })?;
            let stays: Vec<Vec<Stay>> = own.iter().map(|spells| self.stays(spells)).collect();
            let mut cuts = seat.cuts.clone();
            for stays in &stays {
                self.cut(&mut cuts, stays);
            }
            for (from, to) in pairs(&mut cuts) {
                let statuses: Vec<Status> = stays
                    .iter()
                    .map(|stays| decisive(stays, from).map_or(Status::None, |stay| stay.spell.status))
                    .collect();
                let has_acted = statuses.iter().any(|status| *status != Status::None);
                if !seat.is_member(from) || !(seat.exists(from) || has_acted) {
                    continue;
                }
                let mut cells: Vec<Datum> = self.whose(seat, from).collect();
                for (place, treaty) in treaties.iter().enumerate() {
                    cells.push(self.coded(treaty, statuses[place], self.days(&stays[place], from)));
                }
                rows.rows(&cells, &self.periods.all[from..to])?;
            }
        }
        rows.progress(of, of)
    }

    fn whose<'b>(&self, seat: &'b Seat, at: usize) -> impl Iterator<Item = Datum<'b>> {
        let (row, year) = (&seat.who.row, self.periods.all[at].year);
        [
            (&row.code).into(),
            row.alpha3.as_deref().into(),
            (&row.name).into(),
            seat.who.number("COW", year).into(),
            seat.who.number("GW", year).into(),
            Datum::Period,
            Datum::Year,
        ]
        .into_iter()
    }

    /// The status as it is coded; nothing where the acts under the treaty were not collected.
    fn coded(&self, treaty: &TreatyRow, status: Status, days: (i64, i64)) -> Datum<'static> {
        match (self.panel.rule, self.panel.coding) {
            _ if !treaty.collected => Datum::Nothing,
            (Rule::Days, Coding::Party) => Datum::Integer(days.0),
            (Rule::Days, Coding::Consented) => Datum::Integer(days.1),
            (_, coding) => coding.of(status),
        }
    }

    fn stays<'b>(&self, spells: &'b [DatedSpell]) -> Vec<Stay<'b>> {
        let stay = |spell: &'b DatedSpell| Stay { spell, range: self.range(spell.span()) };
        spells.iter().map(stay).collect()
    }

    /// Adds the places where what decides changes; where days are counted, every period in which there are some to count.
    fn cut(&self, cuts: &mut Vec<usize>, stays: &[Stay]) {
        for stay in stays {
            if self.panel.rule == Rule::Days && stay.spell.status.consented() {
                let range = self.periods.touching(stay.spell.span());
                cuts.extend(range.start..=range.end);
            }
            if self.panel.rule == Rule::Any && !stay.range.is_empty() {
                // Two spells meet in the first and in the last period of each.
                cuts.extend([stay.range.start + 1, stay.range.end - 1]);
            }
            cuts.extend([stay.range.start, stay.range.end]);
        }
    }

    /// Days of the period on which it was bound, and on which its consent stood.
    fn days(&self, stays: &[Stay], at: usize) -> (i64, i64) {
        if self.panel.rule != Rule::Days {
            return (0, 0);
        }
        let period = &self.periods.all[at];
        let count = |holds: fn(Status) -> bool| {
            let spells = stays.iter().filter(|stay| holds(stay.spell.status));
            spells.map(|stay| period.days_in(stay.spell.span())).sum()
        };
        (count(Status::bound), count(Status::consented))
    }
}

/// The spell that decides for a period: the one there, or the farthest of those there.
fn decisive<'a, 'b>(stays: &'b [Stay<'a>], at: usize) -> Option<&'b Stay<'a>> {
    stays.iter().filter(|stay| stay.range.contains(&at)).max_by_key(|stay| reach(stay.spell.status))
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
    let mut first: Option<Date> = None;
    for treaty in treaties {
        let begins = match treaty.begins_on() {
            None => store.first_spell_under(&treaty.code)?,
            known => known,
        };
        first = [first, begins].into_iter().flatten().min();
    }
    Ok(first.map(Date::year))
}
