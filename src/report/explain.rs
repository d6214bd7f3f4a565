//! Why: the whole reasoning behind one participant's status.

use serde::Serialize;

use super::act_view::treaty_acts;
use super::carried_statements;
use super::case_on_day::CaseOnDay;
use super::of_territory::{OfTerritory, of_territory};
use super::own_reservations::own_reservations;
use super::reasoning::{self, Computation, OwnEntry};
use super::set::Names;
use super::territory::Territory;
use super::treaty::gone;
use super::waits_for;
use super::{ActView, ClauseBrief, ModeLine, Named, TreatyBrief, When};
use crate::error::Result;
use crate::law::{AssessedAct, Case, Derived, ModeSpell, Spell, Verdict, assessed_acts, derive};
use crate::model::{Act, ActKind, Date, Status};
use crate::store::{ActRow, ClauseRow, ParticipantRow, Store, TreatyRow};

/// Why one participant has its status under one treaty on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// Who.
    pub participant: Named,
    /// The day asked about.
    pub as_of: Date,
    /// The one status on the day; none where acts under the treaty have not been collected.
    pub status: Option<Status>,
    /// Of a territory that has done nothing itself: whether the treaty applies to it, and through whom. It has no status then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub territory: Option<OfTerritory>,
    /// Whether the day lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// The one in whose place it stands later, on a day before that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierStanding>,
    /// Since when it has that status; none where it has always been none.
    pub since: Option<Date>,
    /// What holds beside the status.
    pub modes: Vec<ModeLine>,
    /// Why it may become a party on the day, by clause; empty where it may not.
    pub eligible_by: Vec<ClauseBrief>,
    /// The clauses by which it may once it is invited.
    pub eligible_once_invited: Vec<ClauseBrief>,
    /// Whether clauses say who may become a party at all.
    pub eligibility_recorded: bool,
    /// Whether its clauses are recorded, and none says who may: then it is open to all.
    #[serde(skip)]
    pub is_open_to_all: bool,
    /// Each act up to the day, and what the law made of it.
    pub steps: Vec<StepView>,
    /// The status from day to day, up to the day asked about.
    pub history: Vec<Turn>,
    /// The next change that time alone will bring, by what is recorded on the day.
    pub next: Option<Turn>,
    /// What the treaty makes of its reservations, and which it keeps of another, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<String>,
    /// The acts of the depositary for the whole treaty, up to the day.
    pub treaty_acts: Vec<ActView>,
    /// The treaty's own entry into force.
    pub entry: OwnEntry,
}

/// Where the one stood in whose place another stands later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlierStanding {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// The one status on the day.
    pub status: Status,
    /// Since when it has that status.
    pub since: Option<Date>,
    /// Whether it is a union of which the other was a part on the day, and which that one outlived.
    #[serde(skip)]
    pub is_union: bool,
}

impl EarlierStanding {
    /// Where one of these spells' participants stood.
    pub(super) fn of(who: Named, is_union: bool, spells: &[Spell], day: Date) -> Self {
        let spell = spells.iter().find(|spell| spell.is_of(&who.code, day));
        Self {
            who,
            status: spell.map_or(Status::None, |spell| spell.status),
            since: spell.map(|spell| spell.since),
            is_union,
        }
    }

    /// In words: Russia was not there yet; then USSR (SUHH), party since 1965-04-01.
    #[must_use]
    pub fn in_words(&self, whose: &str) -> String {
        let Named { code, name } = &self.who;
        let since = self.since.map_or_else(String::new, |since| format!(" since {since}"));
        let was = if self.is_union { "was a part of" } else { "was not there yet; then" };
        format!("{whose} {was} {name} ({code}), {}{since}", self.status)
    }
}

/// One act and what the law made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepView {
    /// The act.
    #[serde(flatten)]
    pub act: ActView,
    /// The other treaty under which it was done, where a clause makes it count here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// The status on its day before it.
    pub before: Status,
    /// The status on its day with it.
    pub after: Status,
    /// normal, unusual, refused, no-change.
    pub verdict: &'static str,
    /// What is to be said of it.
    pub remark_of_law: Option<String>,
    /// The article of the law of treaties that names the act; empty where only practice does.
    pub law: String,
    /// Name of the territory concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub territory_name: Option<String>,
    /// That it waits, or waited, for another's instrument: whose, by which article, and from which day it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<HeldView>,
    /// How its day of effect follows.
    pub computation: Option<Computation>,
    /// The published day less the computed one, in days, where both are known.
    pub difference: Option<i64>,
}

/// That an instrument counts only once another's is deposited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldView {
    /// Whose instrument it waits for.
    pub other: Named,
    /// The article that says so.
    pub article: String,
    /// The day from which it counts; none while the other is missing.
    pub counts_from: Option<Date>,
}

impl StepView {
    /// Whether its day of effect holds only if something does not that the record cannot tell.
    #[must_use]
    pub fn is_conditional(&self) -> bool {
        self.act.effective_from == Some("estimated") && self.act.act.is_exit()
    }
}

/// A status that begins on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// First day.
    pub on: Date,
    /// The status from then on.
    pub status: Status,
    /// The act that brings it, or whose effect does: @N.
    pub by: Option<String>,
    /// Whether time alone brings it: nothing is done on that day.
    pub by_time: bool,
    /// Whether it is the first day on which an act, whose day is not known, may have been done.
    pub opens_window: bool,
    /// Whether it became a part of a union then, which it outlived.
    #[serde(skip)]
    pub is_united: bool,
}

impl Turn {
    /// It stands for itself no longer.
    fn of_end(on: Date) -> Self {
        Self { on, status: Status::None, by: None, by_time: true, opens_window: false, is_united: false }
    }
}

/// Explains one participant's status under a treaty.
pub fn explain(store: &Store, treaty: &TreatyRow, who: &ParticipantRow, when: When) -> Result<Explanation> {
    let day = when.as_of;
    let world = store.world()?;
    let dossier = store.dossier(&treaty.code, &world)?.ok_or_else(|| gone(&treaty.code))?;
    let case = dossier.case(&world);
    let derived = derive(&case);
    let code = who.code.as_str();
    let turns = history(&derived, &case, code);
    let current = turns.iter().rev().find(|turn| turn.on <= day);
    let spell = derived.spells.iter().find(|spell| spell.is_of(code, day));
    let clauses = store.clauses(&treaty.code)?;
    let names = Names::of(store)?.on(store, day)?;

    let on_day = CaseOnDay::of(&case, derived.entry.met_on, day);
    let then = on_day.case(&case);
    let derived_then = derive(&then);
    // Nobody knows of a State that is still to come.
    let stood_before = world.stood_before(code, day);
    let is_to_come = stood_before.is_some() || world.began(code).is_some_and(|from| day < from);
    let mut next = history(&derived_then, &then, code).into_iter();
    let next = next.find(|turn| turn.on > day && turn.by_time && !is_to_come);
    let rows = store.acts_under(&treaty.code, &case.relations.linked_acts)?;
    let begins = |step: &&AssessedAct| {
        let retroactive = step.effect.filter(|_| step.act.may_count_before());
        retroactive.map_or(step.act.earliest, |effect| effect.min(step.act.earliest)) <= day
    };
    // An act under another treaty that changes nothing here is none of its reasons.
    let concerns = |step: &&AssessedAct| {
        step.act.under.is_none() || step.before != step.after || step.before.consented()
    };
    let steps = assessed_acts(&then, code);
    let steps = steps.iter().filter(begins).filter(concerns);
    let steps = steps.filter_map(|step| step_view(step, code, &rows, &then, &derived_then, &names)).collect();
    let eligible: Vec<i64> = store.eligible_by(&treaty.code, code, day)?;
    let modes = derived_then.modes.iter().filter(|mode| mode.participant == code && mode.span().holds(day));
    let modes: Vec<&ModeSpell> = modes.collect();
    let is_bound = modes.iter().any(|mode| mode.mode.binds());
    let territory = Territory::of(store, who)?;
    let territory = of_territory(store, treaty, territory.as_ref(), when)?;
    // A State that was a territory on the day has a status all the same: none.
    let has_status = treaty.collected && (territory.is_none() || who.kind != "territory");
    let ended = world.ends_on(code).is_some_and(|end| end <= day);
    let is_way_in = |clause: &ClauseRow| !ended && clause.kind == "eligibility";
    Ok(Explanation {
        treaty: TreatyBrief::of(treaty),
        participant: names.named(code),
        as_of: day,
        territory,
        status: has_status.then(|| spell.map_or(Status::None, |spell| spell.status)),
        uncertain: spell.is_some_and(|spell| spell.uncertain),
        earlier: stood_before.map(|earlier| {
            let is_union = world.union_on(code, day).is_some();
            EarlierStanding::of(names.named(&earlier), is_union, &derived.spells, day)
        }),
        since: current.map(|turn| turn.on),
        modes: modes.into_iter().map(|mode| ModeLine::of(mode, &case)).collect(),
        eligible_by: ways_in(&clauses, |clause| {
            let closed = clause.applies_to == "signature"
                && treaty.signature_closes_on.is_some_and(|closes| closes < day)
                && spell.is_none_or(|spell| spell.signature.is_none());
            eligible.contains(&clause.id) && !closed && !ended
        }),
        eligible_once_invited: ways_in(&clauses, |clause| {
            is_way_in(clause) && clause.rule.contains("invited") && !eligible.contains(&clause.id)
        }),
        eligibility_recorded: clauses.iter().any(is_way_in),
        is_open_to_all: !clauses.is_empty()
            && !clauses.iter().any(|clause| clause.kind == "eligibility")
            // Silence binds by it, and nobody joins.
            && !clauses.iter().any(|clause| clause.rule.starts_with("unless_objected(")),
        steps,
        history: turns.into_iter().filter(|turn| turn.on <= day).collect(),
        next,
        reservations: {
            let mut said = own_reservations(store, &case, code, day)?;
            let own = store.statements(&treaty.code)?;
            let objection = own.iter().find(|row| row.participant == code && row.keeps_out_on(day));
            said.extend(carried_statements::in_words(store, Some(&treaty.code), Some(code), day, &|code| {
                names.name(code)
            })?);
            said.extend(objection.map(|row| {
                let day = row.date.map_or_else(String::new, |day| format!(" on {day}"));
                let all_the_same = if is_bound { ", and is bound by it all the same" } else { "" };
                format!("{} objected to it{day} (@{}){all_the_same}.", who.name, row.id)
            }));
            said
        },
        treaty_acts: treaty_acts(store, &treaty.code, day)?,
        entry: OwnEntry::of(&case, &derived, treaty),
    })
}

/// The clauses that hold, each article and wording once.
fn ways_in(clauses: &[ClauseRow], holds: impl Fn(&ClauseRow) -> bool) -> Vec<ClauseBrief> {
    let mut ways: Vec<ClauseBrief> = Vec::new();
    for clause in clauses.iter().filter(|clause| holds(clause)) {
        let way = ClauseBrief::of(clause);
        if !ways.iter().any(|known| (&known.article, &known.in_words) == (&way.article, &way.in_words)) {
            ways.push(way);
        }
    }
    ways
}

fn step_view(
    step: &AssessedAct,
    code: &str,
    rows: &[ActRow],
    case: &Case,
    derived: &Derived,
    names: &Names,
) -> Option<StepView> {
    let row = rows.iter().find(|row| row.id == step.act.id)?;
    let mut row = row.clone();
    if case.treaty.in_force_on.is_none() && step.act.kind.is_consent() && row.kind != ActKind::Succession {
        // What was published later is not a reason on that day.
        row.counts_from = derived.counts_from.get(&row.id).copied();
    }
    let mut act = ActView::of(row);
    // Whose act it was, where a table has it under another name.
    act.done_by = Some(&step.act.done_by).filter(|doer| *doer != code).cloned();
    let territory = act.territory.as_ref().map(|code| names.name(code));
    let (verdict, said) = match &step.verdict {
        // It was judged under the other treaty.
        _ if step.act.under.is_some() => ("normal", None),
        Verdict::Normal => ("normal", None),
        Verdict::NoChange(text) => ("no-change", Some(text)),
        Verdict::Unusual(text) | Verdict::UnusualIfSigned(text) | Verdict::RefusedOnEntry(text) => {
            ("unusual", Some(text))
        }
        Verdict::Refused(text) => ("refused", Some(text)),
    };
    let effective =
        step.effective.as_ref().filter(|_| step.act.under.is_none() || step.act.kind.is_consent());
    let computation = effective.and_then(|effective| reasoning::of_act(case, &derived.entry, effective));
    let difference = act
        .effective_on
        .filter(|_| act.effective_from == Some("published"))
        .zip(computation.as_ref().map(|computed| computed.on))
        .map(|(published, computed)| published.days_since(computed));
    Some(StepView {
        under: step.act.under.clone(),
        before: step.before,
        after: step.after,
        verdict,
        remark_of_law: said.cloned(),
        law: article(case, step.act),
        territory_name: territory,
        held: step.held.as_ref().map(|held| HeldView {
            other: names.named(&held.by),
            article: waits_for::article(case, held),
            counts_from: held.until,
        }),
        computation,
        difference,
        act,
    })
}

/// The article that names an act, with its convention.
/// Where the law of treaties has an act. Who leaves as the treaty provides does so by art. 54; art. 56 is for one that is silent.
fn article(case: &Case, act: &Act) -> String {
    if let Some(other) = act.under.as_ref().filter(|_| act.kind.is_exit()) {
        let clause = case.treaty.cessations().find(|(cessation, _)| cessation.treaty() == other);
        return match clause {
            Some((_, clause)) => format!("{}; VCLT art. 54", clause.article),
            None => "VCLT arts 39, 40".to_owned(),
        };
    }
    if act.kind.is_exit() && case.treaty.later_effect(act.kind).is_some() {
        return "VCLT art. 54".to_owned();
    }
    match act.kind.article() {
        "" => String::new(),
        "(1978)" => "1978 Vienna Convention on Succession of States".to_owned(),
        "14 (1986)" => "1986 Vienna Convention art. 14".to_owned(),
        article => format!("VCLT art. {article}"),
    }
}

/// The status from day to day; spells that differ only in the acts they rest on are one.
fn history(derived: &Derived, case: &Case, code: &str) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut last_until: Option<Date> = None;
    for spell in derived.spells.iter().filter(|spell| spell.participant == code) {
        // On the days of a union that it was part of, another stood for it.
        if let Some(gap) = last_until.filter(|until| *until < spell.since) {
            let is_united = case.world.union_on(code, gap).is_some();
            turns.push(Turn { is_united, ..Turn::of_end(gap) });
        }
        last_until = spell.until;
        let status = spell.status;
        if turns.last().is_none_or(|last| last.status != status) {
            let is_of_then = |act: &Act| act.day == spell.since || act.earliest == spell.since;
            let mut acts = case.acts.iter().chain(&case.relations.linked_acts);
            let is_done_then = acts.any(|act| Some(act.id) == spell.opened_by && is_of_then(act));
            let may_be_done = |act: &&Act| !act.is_dated() && act.earliest == spell.since;
            let window = case.acts.iter().find(may_be_done).filter(|_| spell.uncertain && !is_done_then);
            let by = spell.opened_by.or(window.map(|act| act.id)).map(|id| format!("@{id}"));
            let opens_window = window.is_some();
            let (by_time, is_united) = (!is_done_then, false);
            turns.push(Turn { on: spell.since, status, by, by_time, opens_window, is_united });
        }
    }
    let end = case.world.ends_on(code);
    if let Some(end) = end.filter(|end| last_until == Some(*end)) {
        turns.push(Turn::of_end(end));
    }
    turns
}
