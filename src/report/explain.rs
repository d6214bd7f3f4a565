//! Why: the whole reasoning behind one participant's status, or a treaty's own entry into force.

use serde::Serialize;

use super::reasoning::{self, Computation};
use super::set::Names;
use super::{ActView, Named, Progress, TreatyBrief, When, progress};
use crate::error::{Error, Result};
use crate::law::{Case, Derived, ModeSpell, Relations, Spell, Step, Verdict, account, derive};
use crate::model::{Act, ActKind, Date, Mode, Status};
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
    /// Whether the day lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// Since when it has that status; none where it has always been none.
    pub since: Option<Date>,
    /// What holds beside the status.
    pub modes: Vec<Beside>,
    /// Why it may become a party on the day, by clause; empty where it may not.
    pub eligible_by: Vec<ClauseBrief>,
    /// Each act up to the day, and what the law made of it.
    pub steps: Vec<StepView>,
    /// The status from day to day, up to the day asked about.
    pub history: Vec<Turn>,
    /// The next change that time alone will bring, by what is recorded on the day.
    pub next: Option<Turn>,
    /// The treaty's own entry into force.
    pub entry: OwnEntry,
}

/// A rule with its article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseBrief {
    /// The log entry that recorded it: @N.
    pub entry: String,
    /// The rule in the notation.
    pub rule: String,
    /// The rule in plain English.
    pub in_words: String,
    /// Where the treaty says so.
    pub article: String,
}

/// What holds beside a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// Code of the participant.
    pub participant: String,
    /// provisional, suspended, partial.
    pub mode: Mode,
    /// First day.
    pub since: Date,
    /// First day no longer.
    pub until: Option<Date>,
    /// The part of the treaty concerned.
    pub scope: Option<String>,
}

impl Beside {
    pub(super) fn of(mode: &ModeSpell) -> Self {
        Self {
            participant: mode.participant.clone(),
            mode: mode.mode,
            since: mode.span.since,
            until: mode.span.until,
            scope: mode.scope.clone(),
        }
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
    /// The article of the law of treaties that names the act.
    pub vclt: String,
    /// How its day of effect follows.
    pub computation: Option<Computation>,
    /// The published day less the computed one, in days, where both are known.
    pub difference: Option<i64>,
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
}

/// A treaty's own entry into force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnEntry {
    /// As published.
    pub published_on: Option<Date>,
    /// By the clause.
    pub computed: Option<Computation>,
    /// The day on which the conditions were met.
    pub met_on: Option<Date>,
    /// First day on which the record cannot tell whether they were met.
    pub undetermined_on: Option<Date>,
}

/// Why a treaty entered into force when it did, or what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyExplanation {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// The day asked about.
    pub as_of: Date,
    /// open, conditions-met, in-force, ended; not-open before its opening.
    pub state: &'static str,
    /// The conditions for entry into force.
    pub conditions: Option<ClauseBrief>,
    /// How its own day follows from them.
    pub effect: Option<ClauseBrief>,
    /// The treaty's own entry into force.
    pub entry: OwnEntry,
    /// The instrument that met the conditions.
    pub met_by: Option<GroupMember>,
    /// Those for whom it entered into force with the treaty: every instrument up to the day the conditions were met.
    pub first_group: Vec<GroupMember>,
    /// How far the conditions are met, before entry into force.
    pub progress: Option<Progress>,
    /// The acts of the depositary for the whole treaty.
    pub treaty_acts: Vec<ActView>,
}

/// One instrument of the first group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupMember {
    /// Whose.
    pub participant: Named,
    /// The instrument.
    #[serde(flatten)]
    pub act: ActView,
}

/// Explains one participant's status under a treaty.
pub fn explain(store: &Store, treaty: &TreatyRow, who: &ParticipantRow, when: When) -> Result<Explanation> {
    let day = when.as_of;
    let world = store.world()?;
    let dossier = store.dossier(&treaty.code, &world)?.ok_or_else(|| gone(treaty))?;
    let case = dossier.case(&world);
    let derived = derive(&case);
    let code = who.code.as_str();
    let spells: Vec<&Spell> = derived.spells.iter().filter(|spell| spell.participant == code).collect();
    let history = history(&spells, &case);
    let current = history.iter().rev().find(|turn| turn.on <= day);
    let spell = spells.iter().find(|spell| spell.since <= day && spell.until.is_none_or(|until| day < until));
    let clauses = store.clauses(&treaty.code)?;
    let rows = store.acts_of(code)?;
    let steps = account(&case, code);
    // A succession counts from its effect, before it is notified.
    let begins = |step: &&Step| step.act.earliest.min(step.effect.unwrap_or(step.act.earliest));
    let steps = steps.iter().filter(|step| {
        step.act.earliest <= day || (step.act.kind == ActKind::Succession && begins(step) <= day)
    });
    let steps = steps.filter_map(|step| step_view(step, &rows, &case, &derived)).collect();
    let eligible: Vec<i64> = store.eligible_by(&treaty.code, code, day)?;
    let modes = derived.modes.iter().filter(|mode| mode.participant == code && mode.span.holds(day));
    let next = next_by_time(&case, code, day);
    Ok(Explanation {
        treaty: TreatyBrief::of(treaty),
        participant: Named { code: who.code.clone(), name: who.name.clone() },
        as_of: day,
        status: treaty.collected.then(|| spell.map_or(Status::None, |spell| spell.standing.status)),
        uncertain: spell.is_some_and(|spell| spell.uncertain),
        since: current.map(|turn| turn.on),
        modes: modes.map(Beside::of).collect(),
        eligible_by: clauses
            .iter()
            .filter(|clause| eligible.contains(&clause.id))
            .map(ClauseBrief::of)
            .collect(),
        steps,
        history: history.into_iter().filter(|turn| turn.on <= day).collect(),
        next,
        entry: entry_view(&case, &derived, treaty),
    })
}

/// Explains a treaty's own entry into force.
pub fn explain_treaty(store: &Store, treaty: &TreatyRow, when: When) -> Result<TreatyExplanation> {
    let day = when.as_of;
    let world = store.world()?;
    let dossier = store.dossier(&treaty.code, &world)?.ok_or_else(|| gone(treaty))?;
    let case = dossier.case(&world);
    let derived = derive(&case);
    let names = Names::of(store)?;
    let clauses = store.clauses(&treaty.code)?;
    let clause = |kind: &str| {
        clauses
            .iter()
            .find(|clause| clause.kind == kind && clause.applies_to == "treaty")
            .map(ClauseBrief::of)
    };
    let entry = &derived.entry;
    let in_force = treaty.entry_into_force().filter(|on| *on <= day);
    let state = if treaty.ended_on.is_some_and(|end| end <= day) {
        "ended"
    } else if in_force.is_some() {
        "in-force"
    } else if entry.met_on.is_some_and(|met| met <= day) {
        "conditions-met"
    } else if treaty.opened_on <= day {
        "open"
    } else {
        "not-open"
    };
    let rows = store.acts(&treaty.code)?;
    let member = |row: &ActRow| {
        let code = row.done_by.clone().unwrap_or_else(|| row.participant.clone());
        GroupMember { participant: Named { name: names.name(&code), code }, act: ActView::of(row.clone()) }
    };
    let met = entry.met_on.filter(|met| *met <= day);
    let mut seen = std::collections::BTreeSet::new();
    let mut first: Vec<&ActRow> = rows
        .iter()
        .filter(|row| row.kind.is_consent() && row.kind != ActKind::Succession)
        .filter(|row| met.is_some_and(|met| row.day().is_some_and(|done| done <= met)))
        .filter(|row| seen.insert((row.done_by.as_ref().unwrap_or(&row.participant), row.kind, row.day())))
        .collect();
    first.sort_by_key(|row| (row.day(), row.id));
    Ok(TreatyExplanation {
        treaty: TreatyBrief::of(treaty),
        as_of: day,
        state,
        conditions: clause("threshold"),
        effect: clause("effect"),
        entry: entry_view(&case, &derived, treaty),
        met_by: rows.iter().find(|row| Some(row.id) == entry.met_by && met.is_some()).map(member),
        first_group: first.into_iter().map(member).collect(),
        progress: if in_force.is_none() && treaty.collected {
            progress::of_case(&case, treaty, day)
        } else {
            None
        },
        treaty_acts: store
            .treaty_acts(&treaty.code)?
            .into_iter()
            .filter(|act| act.day().is_some_and(|done| done <= day))
            .map(ActView::of)
            .collect(),
    })
}

impl ClauseBrief {
    fn of(row: &ClauseRow) -> Self {
        Self {
            entry: format!("@{}", row.id),
            rule: row.rule.clone(),
            in_words: row.words.clone(),
            article: row.article.clone(),
        }
    }
}

fn gone(treaty: &TreatyRow) -> Error {
    Error::Refused(format!("{} is no longer in the file", treaty.code))
}

fn entry_view(case: &Case, derived: &Derived, treaty: &TreatyRow) -> OwnEntry {
    OwnEntry {
        published_on: treaty.in_force_on,
        computed: reasoning::of_entry(case, &derived.entry),
        met_on: derived.entry.met_on,
        undetermined_on: derived.entry.undetermined_on,
    }
}

fn step_view(step: &Step, rows: &[ActRow], case: &Case, derived: &Derived) -> Option<StepView> {
    let row = rows.iter().find(|row| row.id == step.act.id)?;
    let act = ActView::of(row.clone());
    let (verdict, said) = match &step.verdict {
        // It was judged under the other treaty.
        _ if step.act.under.is_some() => ("normal", None),
        Verdict::Normal => ("normal", None),
        Verdict::NoChange(text) => ("no-change", Some(text)),
        Verdict::Unusual(text) | Verdict::UnusualIfSigned(text) => ("unusual", Some(text)),
        Verdict::Refused(text) => ("refused", Some(text)),
    };
    let effective = step.effective.as_ref().filter(|_| step.act.under.is_none());
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
        vclt: step.act.kind.article().to_owned(),
        computation,
        difference,
        act,
    })
}

/// The next change of status after `day` that follows from what had been done by then.
fn next_by_time(case: &Case, code: &str, day: Date) -> Option<Turn> {
    let done = |acts: &[Act]| -> Vec<Act> { acts.iter().filter(|act| act.day <= day).cloned().collect() };
    let (acts, treaty_acts) = (done(case.acts), done(case.treaty_acts));
    let relations = Relations { entailed: done(&case.relations.entailed), ..case.relations.clone() };
    let by_then = Case { acts: &acts, treaty_acts: &treaty_acts, relations: &relations, ..*case };
    let derived = derive(&by_then);
    let spells: Vec<&Spell> = derived.spells.iter().filter(|spell| spell.participant == code).collect();
    history(&spells, &by_then).into_iter().find(|turn| turn.on > day)
}

/// The status from day to day; spells that differ only in the acts they rest on are one.
fn history(spells: &[&Spell], case: &Case) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for spell in spells {
        let status = spell.standing.status;
        if turns.last().is_none_or(|last| last.status != status) {
            let done_then = |id: i64| {
                case.acts
                    .iter()
                    .chain(&case.relations.entailed)
                    .any(|act| act.id == id && (act.day == spell.since || act.earliest == spell.since))
            };
            turns.push(Turn {
                on: spell.since,
                status,
                by: spell.opened_by.map(|id| format!("@{id}")),
                by_time: !spell.opened_by.is_some_and(done_then),
            });
        }
    }
    turns
}
