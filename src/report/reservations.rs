//! Reservations, declarations and other statements: which stand on a day, when they were made, who reacted, until when.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::act_view::real_sources;
use super::set::Names;
use super::{Named, TreatyBrief, When};
use crate::error::Result;
use crate::law::{Made, ObjectionWindow, Statement, StatementEffect, Treaty, statement_effects};
use crate::model::{Article, Confidence, Date, StatementKind, Status};
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

/// What has become of a statement by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Made, in effect, and neither withdrawn nor lapsed.
    Stands,
    /// Late, and its window for objections is open; or its day of effect is to come.
    Pending,
    /// Late, and objected to: it does not take effect.
    Barred,
    /// Made at signature and not confirmed with the consent (VCLT art. 23(2)).
    NotConfirmed,
    /// Withdrawn.
    Withdrawn,
    /// Past the time for which it was made.
    Lapsed,
    /// The day lies inside the window in which it can have been made.
    NotKnown,
}

impl Standing {
    /// In words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::Pending => "pending",
            Self::Barred => "barred",
            Self::NotConfirmed => "not confirmed",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::NotKnown => "not known",
        }
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
    /// Whether only those with an open window are listed.
    #[serde(skip)]
    pub open: bool,
}

/// One statement with its course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementLine {
    /// The log entry, as it is cited: @N.
    pub entry: String,
    /// Under which treaty.
    pub treaty: String,
    /// Whose.
    #[serde(flatten)]
    pub author: Named,
    /// The status of its author on the day.
    pub author_status: Status,
    /// What its author calls it.
    pub kind: String,
    /// What it amounts to, where that is another kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub character: Option<String>,
    /// Articles concerned; empty: not known, or the whole.
    pub articles: Vec<String>,
    /// Its day; none where that is not known.
    pub date: Option<Date>,
    /// Window of an unknown day: not before.
    pub earliest: Option<Date>,
    /// Window of an unknown day: not after.
    pub latest: Option<Date>,
    /// When it was made, by the acts of its author; of a reservation or declaration.
    pub made: Option<&'static str>,
    /// What has become of it by the day.
    pub standing: Standing,
    /// Day on which the depositary circulated it.
    pub notified_on: Option<Date>,
    /// First day on which it has effect; none: it is barred.
    pub takes_effect_on: Option<Date>,
    /// The consent with which it was to be confirmed.
    pub to_be_confirmed_on: Option<Date>,
    /// The entry that confirmed it.
    pub confirmed_by: Option<String>,
    /// Until when it can be objected to.
    pub window: Option<WindowView>,
    /// The objection that bars a late reservation.
    pub barred_by: Option<String>,
    /// First day it no longer stands, as far as that is known today.
    pub ended_on: Option<Date>,
    /// The withdrawal that ended it; none where it lapses.
    pub ended_by: Option<String>,
    /// The earlier statement that it is about.
    pub refers_to: Option<String>,
    /// Whom it is addressed to.
    pub towards: Option<Named>,
    /// The territory concerned.
    pub territory: Option<Named>,
    /// How an objection is meant.
    pub stance: Option<String>,
    /// Articles to which the treaty allows no reservation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_allowed: Vec<String>,
    /// Of an authority: later designations for the same articles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub followed_by: Vec<Later>,
    /// Objections and acceptances up to the day.
    pub reactions: Vec<ReactionLine>,
    /// What it says, in our words.
    pub summary: String,
    /// Its text, in the words of its author.
    pub text: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

/// Until when a reservation can be objected to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WindowView {
    /// First day.
    pub opens_on: Date,
    /// Last day, for those that were bound to answer when it opened.
    pub closes_on: Date,
    /// Whether it closes at this day or later: the day of circulation is not recorded.
    pub estimated: bool,
    /// By which article, or by what else.
    pub by: String,
    /// Whether it is open on the day asked about.
    pub open: bool,
}

/// A later designation of an authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Later {
    /// For this article.
    pub article: String,
    /// The entry: @N.
    pub by: String,
    /// Its day.
    pub on: Date,
}

/// A reaction to a reservation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReactionLine {
    /// The log entry, as it is cited: @N.
    pub entry: String,
    /// Whose.
    #[serde(flatten)]
    pub author: Named,
    /// objection, acceptance-of-reservation.
    pub kind: &'static str,
    /// How an objection is meant.
    pub stance: Option<&'static str>,
    /// Its day.
    pub date: Date,
    /// Whether it came in time; none where that cannot be told.
    pub in_time: Option<bool>,
    /// First day it no longer stands.
    pub ended_on: Option<Date>,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

impl StatementLine {
    /// The day from which it counts.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.date.or(self.latest)
    }

    /// Whether all that an authority was designated for has a later designation.
    #[must_use]
    pub fn is_previous(&self) -> bool {
        let later = |article: &String| self.followed_by.iter().any(|later| later.article == *article);
        !self.articles.is_empty() && self.articles.iter().all(later)
    }
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
        store.reservations_of(by)?.into_iter().map(|row| row.treaty).collect()
    };
    let treaties: Vec<(String, Vec<ReservationRow>)> = codes
        .into_iter()
        .map(|code| store.statements(&code).map(|rows| (code, rows)))
        .collect::<Result<_>>()?;
    let mut report = ReservationsReport {
        treaty: treaty.map(TreatyBrief::of),
        by: asked.by.as_ref().map(|code| Named { name: names.name(code), code: code.clone() }),
        as_of: day,
        articles: asked.articles.iter().map(ToString::to_string).collect(),
        kinds: asked.kinds.iter().map(|kind| kind.word()).collect(),
        statements: Vec::new(),
        others: BTreeMap::new(),
        articles_not_known: 0,
        windows_not_known: 0,
        standing: asked.standing,
        open: asked.open,
    };
    for (code, mut rows) in treaties {
        rows.retain(|row| row.date.or(row.earliest).is_none_or(|done| done <= day));
        let Some(dossier) = store.dossier(&code, &world)? else { continue };
        let standings: HashMap<String, Status> =
            store.standings(&code, day)?.into_iter().map(|spell| (spell.participant, spell.status)).collect();
        let statements: Vec<Statement> = rows.iter().filter_map(ReservationRow::in_law).collect();
        let courses: HashMap<i64, StatementEffect> = statement_effects(&dossier.case(&world), &statements)
            .into_iter()
            .map(|course| (course.id, course))
            .collect();
        let shown =
            Shown { treaty: &dossier.treaty, rows: &rows, courses: &courses, standings, names: &names, day };
        let mut lines: Vec<StatementLine> = Vec::new();
        for row in &rows {
            let line = shown.line(row);
            if asked.open && line.window.is_none() && line.kind == StatementKind::Reservation.word() {
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
            (crate::names::fold(&line.author.name), line.day(), line.entry.len(), line.entry.clone())
        });
        report.statements.extend(lines);
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
    if kinds.is_empty() {
        [StatementKind::Reservation, StatementKind::Declaration].iter().any(is)
    } else {
        kinds.iter().any(is)
    }
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

/// What the lines of one treaty are made from.
struct Shown<'a> {
    treaty: &'a Treaty,
    rows: &'a [ReservationRow],
    courses: &'a HashMap<i64, StatementEffect>,
    standings: HashMap<String, Status>,
    names: &'a Names,
    day: Date,
}

impl Shown<'_> {
    fn named(&self, code: &str) -> Named {
        Named { name: self.names.name(code), code: code.to_owned() }
    }

    fn line(&self, row: &ReservationRow) -> StatementLine {
        let course = self.courses.get(&row.id);
        let articles = Statement::articles_of(row.articles.as_deref());
        let states = matches!(row.kind.as_str(), "reservation" | "declaration");
        let at = |entry: i64| format!("@{entry}");
        StatementLine {
            entry: at(row.id),
            treaty: row.treaty.clone(),
            author: self.named(&row.participant),
            author_status: self.standings.get(&row.participant).copied().unwrap_or(Status::None),
            kind: row.kind.clone(),
            character: row.character.clone(),
            followed_by: self.later(row, &articles),
            articles,
            date: row.date,
            earliest: row.earliest,
            latest: row.latest,
            made: course.filter(|_| states).map(|course| course.made.in_words()),
            standing: self.standing(row, course),
            notified_on: row.notified_on,
            takes_effect_on: course.and_then(|course| course.takes_effect_on),
            to_be_confirmed_on: course.and_then(|course| course.to_be_confirmed_on),
            confirmed_by: course.and_then(|course| course.confirmed_by).map(at),
            // From a day that is not known no time runs that could be told.
            window: course
                .filter(|_| row.date.or(row.notified_on).is_some())
                .and_then(|course| Some(self.window(course, course.window?))),
            barred_by: course.and_then(|course| course.barred_by).map(at),
            ended_on: row.withdrawn_on,
            ended_by: row.ended_by.map(at),
            refers_to: row.refers_to.map(at),
            towards: row.towards.as_deref().map(|code| self.named(code)),
            territory: row.territory.as_deref().map(|code| self.named(code)),
            stance: row.stance.clone(),
            not_allowed: course.map_or_else(Vec::new, |course| course.not_allowed.clone()),
            reactions: course.map_or_else(Vec::new, |course| self.reactions(course)),
            summary: row.summary.clone(),
            text: row.text.clone(),
            note: row.note.clone(),
            confidence: row.confidence,
            sources: real_sources(row.sources.clone()),
        }
    }

    fn standing(&self, row: &ReservationRow, course: Option<&StatementEffect>) -> Standing {
        let day = self.day;
        let Some(course) = course else { return Standing::NotKnown };
        match row.withdrawn_on.filter(|end| *end <= day) {
            Some(_) if row.ended_by.is_some() => return Standing::Withdrawn,
            Some(_) => return Standing::Lapsed,
            None => {}
        }
        if row.date.is_none() && row.latest.is_some_and(|latest| day < latest) {
            Standing::NotKnown
        } else if course.barred_by.is_some() {
            Standing::Barred
        } else if course.is_unconfirmed(day) {
            Standing::NotConfirmed
        } else if course.stands(day) {
            Standing::Stands
        } else {
            Standing::Pending
        }
    }

    fn window(&self, course: &StatementEffect, window: ObjectionWindow) -> WindowView {
        let clause = self.treaty.clauses.iter().find(|clause| Some(clause.id) == window.clause);
        let late = course.made == Made::AfterConsent;
        WindowView {
            opens_on: window.opens_on,
            closes_on: window.closes_on,
            estimated: window.estimated,
            by: match clause {
                Some(clause) => clause.article.clone(),
                None if late => "practice for late reservations".to_owned(),
                None => "VCLT art. 20(5)".to_owned(),
            },
            open: window.opens_on <= self.day && self.day <= window.closes_on,
        }
    }

    fn reactions(&self, course: &StatementEffect) -> Vec<ReactionLine> {
        let up_to = course.reactions.iter().filter(|reaction| reaction.day <= self.day);
        up_to
            .map(|reaction| {
                let row = self.rows.iter().find(|row| row.id == reaction.id);
                ReactionLine {
                    entry: format!("@{}", reaction.id),
                    author: self.named(&reaction.participant),
                    kind: reaction.kind.word(),
                    stance: (reaction.kind == StatementKind::Objection).then(|| reaction.stance.word()),
                    date: reaction.day,
                    in_time: reaction.in_time,
                    ended_on: row.and_then(|row| row.withdrawn_on),
                    sources: row.map_or_else(Vec::new, |row| real_sources(row.sources.clone())),
                }
            })
            .collect()
    }

    /// Later designations by the same author for the same articles, and not for another territory.
    fn later(&self, row: &ReservationRow, articles: &[String]) -> Vec<Later> {
        let (true, Some(day)) = (row.kind == StatementKind::Authority.word(), row.day()) else {
            return Vec::new();
        };
        let others = self.rows.iter().filter(|other| {
            other.kind == row.kind
                && other.participant == row.participant
                && other.territory == row.territory
                && other.date.is_some_and(|on| on > day)
        });
        let mut later: Vec<Later> = Vec::new();
        for other in others {
            let names = Statement::articles_of(other.articles.as_deref());
            for article in articles.iter().filter(|article| names.contains(article)) {
                if !later.iter().any(|known| known.article == *article) {
                    later.extend(other.date.map(|on| Later {
                        article: article.clone(),
                        by: format!("@{}", other.id),
                        on,
                    }));
                }
            }
        }
        later
    }
}
