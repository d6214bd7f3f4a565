//! What will happen by time alone, by what was done up to a day.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use serde::Serialize;

use super::coming::{Coming, What};
use super::foresight::{Foresight, notice};
use super::set::Names;
use super::{ActView, Named, Set, TreatyBrief, When, act_view};
use crate::error::Result;
use crate::law::{first_invitation_alive, invitation_lapses_on};
use crate::model::{Body, Date, DayBasis};
use crate::store::{Store, TreatyRow};

/// What will happen from day to day if nobody does anything more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextReport {
    /// The day up to which acts count.
    pub as_of: Date,
    /// The last day looked at.
    pub until: Date,
    /// Numbers of the treaties it is limited to; empty: all.
    pub only: Vec<String>,
    /// The group it is limited to.
    pub group: Option<Set>,
    /// What happens, in order of time.
    pub coming: Vec<Coming>,
    /// The treaties asked about that were open by the day.
    #[serde(skip)]
    pub treaties: Vec<TreatyBrief>,
    /// The newest entry of the record, and when it was recorded.
    #[serde(skip)]
    pub head: (i64, String),
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Ahead<'a> {
    /// The treaties; empty: all.
    pub treaties: Vec<TreatyRow>,
    /// The group.
    pub set: Option<&'a Set>,
    /// The last day.
    pub until: Date,
    /// Whether it is to be written as a calendar.
    pub calendar: bool,
}

/// Answers what time alone brings from the day after the one asked about.
pub fn next(store: &Store, asked: &Ahead, when: When) -> Result<NextReport> {
    let on = when.as_of;
    let days = on.plus_days(1).unwrap_or(on)..=asked.until;
    let names = Names::of(store)?;
    let rows = if asked.treaties.is_empty() { store.treaties()? } else { asked.treaties.clone() };
    let rows: BTreeMap<&str, &TreatyRow> = rows.iter().map(|row| (row.code.as_str(), row)).collect();
    let limited = !asked.treaties.is_empty();
    let mut coming = Outlook { store, rows: &rows, limited, names: &names, on, days: &days }.sources()?;
    if let Some(set) = asked.set {
        let members = set.members(store, on)?;
        coming.retain(|event| event.participant.as_ref().is_none_or(|who| members.contains(&who.code)));
    }
    coming.sort_by_cached_key(|event| {
        let who = event.participant.as_ref().map(|who| who.name.clone());
        (
            event.day,
            event.treaty.clone(),
            event.group.as_ref().map(|group| group.code.clone()),
            who,
            event.what,
            event.key.clone(),
        )
    });
    if asked.calendar {
        for event in &mut coming {
            event.identity = identity(store, event)?;
        }
    }
    let head = store.head()?.seq;
    let recorded_at = store.entry(head)?.map_or_else(String::new, |(entry, _)| entry.recorded_at);
    let concerned = |row: &&&TreatyRow| limited || (row.collected && row.is_there(on));
    let treaties = rows.values().filter(concerned).map(|row| TreatyBrief::of(row)).collect();
    Ok(NextReport {
        as_of: on,
        until: asked.until,
        only: asked.treaties.iter().map(|row| row.code.clone()).collect(),
        group: asked.set.cloned(),
        coming,
        treaties,
        head: (head, recorded_at),
    })
}

/// What days to come are told from.
struct Outlook<'a> {
    store: &'a Store,
    rows: &'a BTreeMap<&'a str, &'a TreatyRow>,
    /// Whether only these treaties are asked about.
    limited: bool,
    names: &'a Names,
    on: Date,
    days: &'a RangeInclusive<Date>,
}

impl Outlook<'_> {
    /// Everything that can tell of days to come, one source after the other. A further source is added here.
    fn sources(&self) -> Result<Vec<Coming>> {
        let Self { store, rows, names, on, days, .. } = *self;
        let under: Option<Vec<&str>> = self.limited.then(|| rows.keys().copied().collect());
        let astir = if let Some(codes) = &under {
            codes.iter().map(|code| (*code).to_owned()).collect()
        } else {
            let mut astir = store.treaties_astir(on, days)?;
            astir.extend(self.with_notice()?);
            astir
        };
        let year_ago = Date::of(on.year() - 1, on.month(), 1);
        let open = store.treaties_with_open_statements(under.as_deref(), on, year_ago, days)?;
        let mut coming = Vec::new();
        let of_rows = |codes: &BTreeSet<String>| -> Vec<&TreatyRow> {
            let known = codes.iter().filter_map(|code| rows.get(code.as_str()).copied());
            known.filter(|row| row.is_there(on)).collect()
        };
        let (by_acts, by_statements) = (of_rows(&astir), of_rows(&open));
        if !by_acts.is_empty() || !by_statements.is_empty() {
            let world = store.world()?;
            let foresight = Foresight { store, world: &world, names, on, days };
            for row in by_acts {
                coming.extend(foresight.of(row)?);
            }
            for row in by_statements {
                coming.extend(foresight.of_statements(row)?);
            }
        }
        coming.extend(self.signature_windows());
        coming.extend(self.invitations(under.as_deref())?);
        if !self.limited {
            coming.extend(self.memberships()?);
        }
        Ok(coming)
    }

    /// The treaties under which notice can first or last be given on one of the days.
    fn with_notice(&self) -> Result<BTreeSet<String>> {
        let mut all = BTreeSet::new();
        for (treaty, window) in self.store.notice_windows()? {
            let mut starts = self.store.days_in_force(&treaty)?.into_iter();
            if starts.any(|start| !notice(window, start, self.days).is_empty()) {
                all.insert(treaty);
            }
        }
        Ok(all)
    }

    /// The last days to sign.
    fn signature_windows(&self) -> impl Iterator<Item = Coming> {
        let there = self.rows.values().filter(|row| row.is_there(self.on));
        let closing = there.filter_map(|row| Some((row, row.signature_closes_on?)));
        closing.filter(|(_, day)| self.days.contains(day)).map(|(row, day)| Coming {
            treaty: Some(row.code.clone()),
            basis: Some(DayBasis::Published),
            ..Coming::on(day, What::SignatureCloses)
        })
    }

    /// Invitations of the Committee of Ministers that were not used.
    fn invitations(&self, under: Option<&[&str]>) -> Result<Vec<Coming>> {
        let Some(first) = first_invitation_alive(*self.days.start()) else { return Ok(Vec::new()) };
        let mut coming = Vec::new();
        for invited in self.store.invitations_open(under, self.on, first)? {
            let lapses = invitation_lapses_on(invited.day).filter(|day| self.days.contains(day));
            let Some(day) = lapses.filter(|_| self.rows.contains_key(&*invited.treaty)) else { continue };
            coming.push(Coming {
                participant: Some(self.names.named(&invited.participant)),
                basis: Some(DayBasis::Practice),
                article: Some("five years, practice of the Committee of Ministers".to_owned()),
                act: self.store.act(invited.act)?.map(ActView::of),
                key: vec![invited.act],
                treaty: Some(invited.treaty),
                ..Coming::on(day, What::InvitationLapses)
            });
        }
        Ok(coming)
    }

    fn memberships(&self) -> Result<impl Iterator<Item = Coming>> {
        Ok(self.store.seat_changes(self.on, self.days)?.into_iter().map(|seat| {
            let what = if seat.begins { What::MembershipBegins } else { What::MembershipEnds };
            Coming {
                group: Some(Named { code: seat.group, name: seat.group_name }),
                participant: Some(self.names.named(&seat.participant)),
                basis: Some(DayBasis::Published),
                statement: Some(format!("@{}", seat.membership)),
                sources: act_view::real_sources(seat.sources),
                key: vec![seat.membership],
                ..Coming::on(seat.day, what)
            }
        }))
    }
}

/// What it is called in every calendar: the treaty or group, whom it concerns, the sort, and the act as it was first
/// recorded; never the day on which it happens, which may move.
fn identity(store: &Store, event: &Coming) -> Result<Vec<String>> {
    let mut parts = vec![event.what.word().to_owned()];
    parts.extend(event.treaty.clone().or_else(|| event.group.as_ref().map(|group| group.code.clone())));
    parts.extend(event.participant.as_ref().map(|who| who.code.clone()));
    parts.extend(event.mode.map(|mode| mode.word().to_owned()));
    // A window of notice opens again and again: which one is told by its year.
    if matches!(event.what, What::NoticeOpens | What::NoticeCloses) {
        parts.push(event.day.year().to_string());
    }
    // The entry into force of a treaty is one event, by whichever instrument.
    if matches!(event.what, What::EntryIntoForce | What::AccessionOpens | What::End) {
        return Ok(parts);
    }
    for entry in &event.key {
        let first = store.versions(*entry)?.into_iter().next();
        match first.map(|(_, fact)| fact.body) {
            Some(Body::Act(act)) => {
                parts.push(act.act.word().to_owned());
                parts.extend(act.date.or(act.latest).map(|day| day.to_string()));
                parts.extend(act.territory);
                parts.extend(Some(act.treaty).filter(|_| event.under.is_some()));
            }
            Some(Body::Reservation(made)) => {
                parts.push(made.statement);
                parts.extend(made.date.map(|day| day.to_string()));
                parts.extend(made.articles);
            }
            Some(Body::Membership(member)) => {
                parts.extend(member.since.or(member.latest).map(|day| day.to_string()));
            }
            Some(Body::Clause(clause)) => parts.push(clause.rule),
            _ => {}
        }
    }
    Ok(parts)
}
