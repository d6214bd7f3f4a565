//! Reservations, declarations and other statements: which stand on a day, when they were made, who reacted, until when.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::set::Names;
use super::statement_line::{Shown, Standing, StatementLine};
use super::{Named, TreatyBrief, When};
use super::{carried_over, carried_statements};
use crate::error::Result;
use crate::law::{Statement, StatementEffect, statement_effects};
use crate::model::{Article, Date, StatementKind, Status};
use crate::names::fold;
use crate::store::{ReservationRow, Store, TreatyRow};

/// Which statements are asked for.
#[derive(Debug, Clone, Default)]
pub struct StatementsAsked {
    /// Whose: code.
    pub by: Option<String>,
    /// Concerning one of these articles; empty: any.
    pub articles: Vec<Article>,
    /// Of these kinds; empty: reservations and declarations.
    pub kinds: Vec<StatementKind>,
    /// Standing on the day.
    pub standing: bool,
    /// Of these states on the day; empty: any.
    pub states: Vec<Standing>,
    /// Made at signature and not confirmed with the consent.
    pub unconfirmed: bool,
    /// With a window for objections that is open on the day.
    pub open: bool,
    /// Addressed to this one: code.
    pub towards: Option<String>,
    /// Concerning this territory: code.
    pub territory: Option<String>,
}

impl StatementsAsked {
    /// Whether reservations and declarations are asked for, whatever they are about and whatever became of them.
    fn is_of_no_circumstance(&self) -> bool {
        let plain = [StatementKind::Reservation, StatementKind::Declaration];
        let is_plain = self.kinds.is_empty() || self.kinds.iter().any(|kind| plain.contains(kind));
        let asks_more = self.unconfirmed || self.open || self.towards.is_some() || self.territory.is_some();
        is_plain && !asks_more && self.articles.is_empty() && self.states.is_empty()
    }
}

/// An answer on statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReservationsReport {
    /// Under which treaty; none: under all.
    pub treaty: Option<TreatyBrief>,
    /// Whose; none: everybody's.
    pub by: Option<Named>,
    /// The day asked about.
    pub as_of: Date,
    /// The articles asked for.
    pub articles: Vec<String>,
    /// The kinds asked for.
    pub kinds: Vec<&'static str>,
    /// The statements.
    pub statements: Vec<StatementLine>,
    /// How many of other kinds there are, where no kinds were asked for.
    pub others: BTreeMap<String, usize>,
    /// How many are left out because it is not known which articles they concern.
    pub articles_not_known: usize,
    /// How many reservations are left out because it is not known when they were made, and so whether they are open.
    pub windows_not_known: usize,
    /// Whether only those are listed that stand on the day.
    #[serde(skip)]
    pub standing: bool,
    /// Which reservations of others stand for somebody by succession of States, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried_over: Vec<String>,
    /// Which statements under other treaties stand here too by a clause, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub under_other_treaties: Vec<String>,
    /// Whether only those with an open window are listed.
    #[serde(skip)]
    pub open: bool,
}

/// Answers which statements there are under a treaty, or under all treaties.
pub fn reservations(
    store: &Store,
    treaty: Option<&TreatyRow>,
    asked: &StatementsAsked,
    when: When,
) -> Result<ReservationsReport> {
    let day = when.as_of;
    let names = Names::of(store)?;
    let world = store.world()?;
    let codes: BTreeSet<String> = if let Some(treaty) = treaty {
        BTreeSet::from([treaty.code.clone()])
    } else {
        let by = asked.by.as_deref().unwrap_or_default();
        store.reservations_of(by)?.into_iter().map(|row| row.body.treaty).collect()
    };
    let mut report = ReservationsReport {
        treaty: treaty.map(TreatyBrief::of),
        by: asked.by.as_ref().map(|code| names.named(code)),
        as_of: day,
        articles: asked.articles.iter().map(ToString::to_string).collect(),
        kinds: asked.kinds.iter().map(|kind| kind.word()).collect(),
        statements: Vec::new(),
        others: BTreeMap::new(),
        articles_not_known: 0,
        windows_not_known: 0,
        standing: asked.standing,
        carried_over: Vec::new(),
        under_other_treaties: Vec::new(),
        open: asked.open,
    };
    for code in codes {
        let mut rows = store.statements(&code)?;
        rows.retain(|row| row.date.or(row.earliest).is_none_or(|done| done <= day));
        let Some(dossier) = store.dossier_of_parties(&code, &world)? else { continue };
        let standings: HashMap<String, Status> =
            store.standings(&code, day)?.into_iter().map(|spell| (spell.participant, spell.status)).collect();
        let statements: Vec<Statement> = rows.iter().filter_map(ReservationRow::in_law).collect();
        let case = dossier.case(&world);
        let courses = statement_effects(&case, &statements);
        report.carried_over.extend(carried_over::in_words(
            &case,
            &statements,
            &courses,
            (asked.by.as_deref(), &asked.kinds),
            day,
        ));
        let courses = courses.into_iter();
        let courses: HashMap<i64, StatementEffect> = courses.map(|course| (course.id, course)).collect();
        let shown =
            Shown { treaty: &dossier.treaty, rows: &rows, courses: &courses, standings, names: &names, day };
        let mut lines: Vec<StatementLine> = Vec::new();
        for row in &rows {
            let line = shown.line(row);
            let is_timed = row.date.or(row.notified_on).is_some();
            if asked.open
                && line.window.is_none()
                && !is_timed
                && line.kind == StatementKind::Reservation.word()
            {
                let is_by = asked.by.as_ref().is_none_or(|by| *by == line.author.code);
                report.windows_not_known += usize::from(is_by && line.ended_on.is_none_or(|end| day < end));
            }
            if !is_asked(&line, asked) {
                continue;
            }
            let is_wanted = is_of_kind(&line, &asked.kinds);
            if !asked.articles.is_empty() {
                let touches = |known: &String| asked.articles.iter().any(|article| concerns(article, known));
                if !line.articles.iter().any(touches) {
                    report.articles_not_known += usize::from(is_wanted && line.articles.is_empty());
                    continue;
                }
            }
            if is_wanted {
                lines.push(line);
            } else {
                *report.others.entry(line.kind).or_default() += usize::from(asked.kinds.is_empty());
            }
        }
        lines.sort_by_cached_key(|line| {
            (fold(&line.author.name), line.day(), line.entry.len(), line.entry.clone())
        });
        report.statements.extend(lines);
    }
    if asked.is_of_no_circumstance() {
        let (treaty, by) = (treaty.map(|treaty| treaty.code.as_str()), asked.by.as_deref());
        report.under_other_treaties =
            carried_statements::in_words(store, treaty, by, day, &|code| names.name(code))?;
    }
    report.others.retain(|_, count| *count > 0);
    Ok(report)
}

/// Whether an article as it is recorded is the one asked for, a part of it, or the whole of which that is a part.
fn concerns(asked: &Article, known: &str) -> bool {
    known.parse::<Article>().is_ok_and(|known| asked.touches(&known))
}

fn is_of_kind(line: &StatementLine, kinds: &[StatementKind]) -> bool {
    let is =
        |kind: &StatementKind| line.kind == kind.word() || line.character.as_deref() == Some(kind.word());
    let plain = [StatementKind::Reservation, StatementKind::Declaration];
    if kinds.is_empty() { plain.iter().any(is) } else { kinds.iter().any(is) }
}

fn is_asked(line: &StatementLine, asked: &StatementsAsked) -> bool {
    let code = |named: &Option<Named>| named.as_ref().map(|named| named.code.clone());
    asked.by.as_ref().is_none_or(|by| *by == line.author.code)
        && (!asked.standing || line.standing == Standing::Stands)
        && (asked.states.is_empty() || asked.states.contains(&line.standing))
        && (!asked.unconfirmed || line.standing == Standing::NotConfirmed)
        && (!asked.open || line.window.as_ref().is_some_and(|window| window.open))
        && (asked.towards.is_none() || asked.towards == code(&line.towards))
        && (asked.territory.is_none() || asked.territory == code(&line.territory))
}
