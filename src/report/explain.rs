//! Why: the whole reasoning behind one participant's status, or a treaty's own entry into force.

use serde::Serialize;

use super::by_then::ByThen;
use super::reasoning::{self, Computation};
use super::set::Names;
use super::{ActView, Named, Progress, TreatyBrief, When, progress};
use crate::error::{Error, Result};
use crate::law::{AssessedAct, Case, Derived, ModeSpell, Spell, Verdict, assessed_acts, derive};
use crate::model::{ActKind, Date, Mode, Status};
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
    /// The clauses by which it may once it is invited.
    pub eligible_once_invited: Vec<ClauseBrief>,
    /// Whether clauses say who may become a party at all.
    pub eligibility_recorded: bool,
    /// Each act up to the day, and what the law made of it.
    pub steps: Vec<StepView>,
    /// The status from day to day, up to the day asked about.
    pub history: Vec<Turn>,
    /// The next change that time alone will bring, by what is recorded on the day.
    pub next: Option<Turn>,
    /// The acts of the depositary for the whole treaty, up to the day.
    pub treaty_acts: Vec<ActView>,
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
    /// The article of the law of treaties that names the act; empty where only practice does.
    pub law: String,
    /// Name of the territory concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub territory_name: Option<String>,
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
    /// Before that: the instruments that stand on the day.
    pub so_far: Vec<GroupMember>,
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
    let history = history(&spells, &case, code);
    let current = history.iter().rev().find(|turn| turn.on <= day);
    let spell = spells.iter().find(|spell| spell.since <= day && spell.until.is_none_or(|until| day < until));
    let clauses = store.clauses(&treaty.code)?;
    let names = Names::of(store)?;

    let by_then = ByThen::of(&case, derived.entry.met_on, day);
    let then = by_then.case(&case);
    let derived_then = derive(&then);
    let spells_then: Vec<&Spell> =
        derived_then.spells.iter().filter(|spell| spell.participant == code).collect();
    let next = self::history(&spells_then, &then, code).into_iter().find(|turn| turn.on > day);
    let rows = store.acts_under(&treaty.code, &case.relations.linked_acts)?;
    let begins = |step: &&AssessedAct| {
        let retroactive = step.effect.filter(|_| step.act.kind == ActKind::Succession);
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
    let modes = derived_then.modes.iter().filter(|mode| mode.participant == code && mode.span.holds(day));
    let ended = world.ends_on(code).is_some_and(|end| end <= day);
    Ok(Explanation {
        treaty: TreatyBrief::of(treaty),
        participant: Named { code: who.code.clone(), name: who.name.clone() },
        as_of: day,
        status: treaty.collected.then(|| spell.map_or(Status::None, |spell| spell.standing.status)),
        uncertain: spell.is_some_and(|spell| spell.uncertain),
        since: current.map(|turn| turn.on),
        modes: modes.map(Beside::of).collect(),
        eligible_by: ways_in(&clauses, |clause| {
            let closed = clause.applies_to == "signature"
                && treaty.signature_closes_on.is_some_and(|closes| closes < day)
                && spell.is_none_or(|spell| spell.standing.signature.is_none());
            eligible.contains(&clause.id) && !closed && !ended
        }),
        eligible_once_invited: ways_in(&clauses, |clause| {
            !ended
                && clause.kind == "eligibility"
                && clause.rule.contains("invited")
                && !eligible.contains(&clause.id)
        }),
        eligibility_recorded: !ended && clauses.iter().any(|clause| clause.kind == "eligibility"),
        steps,
        history: history.into_iter().filter(|turn| turn.on <= day).collect(),
        next,
        treaty_acts: store
            .treaty_acts(&treaty.code)?
            .into_iter()
            .filter(|act| act.day().is_some_and(|done| done <= day))
            .map(ActView::of)
            .collect(),
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
    } else if treaty.is_there(day) {
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
    let standing: std::collections::BTreeSet<i64> =
        store.standings(&treaty.code, day)?.into_iter().filter_map(|spell| spell.consent).collect();
    let mut so_far: Vec<&ActRow> =
        rows.iter().filter(|row| met.is_none() && in_force.is_none() && standing.contains(&row.id)).collect();
    so_far.sort_by_key(|row| (row.day(), row.id));
    Ok(TreatyExplanation {
        treaty: TreatyBrief::of(treaty),
        as_of: day,
        state,
        conditions: clause("threshold"),
        effect: clause("effect"),
        entry: entry_view(&case, &derived, treaty),
        met_by: rows.iter().find(|row| Some(row.id) == entry.met_by && met.is_some()).map(member),
        first_group: first.into_iter().map(member).collect(),
        so_far: so_far.into_iter().map(member).collect(),
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

impl ClauseBrief {
    pub(super) fn of(row: &ClauseRow) -> Self {
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
    if case.treaty.in_force_on.is_none() && row.kind.is_consent() && row.kind != ActKind::Succession {
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
        law: article(step.act.kind),
        territory_name: territory,
        computation,
        difference,
        act,
    })
}

/// The article that names an act, with its convention.
fn article(kind: ActKind) -> String {
    match kind.article() {
        "" => String::new(),
        "(1978)" => "1978 Vienna Convention on Succession of States".to_owned(),
        "14 (1986)" => "1986 Vienna Convention art. 14".to_owned(),
        article => format!("VCLT art. {article}"),
    }
}

/// The status from day to day; spells that differ only in the acts they rest on are one.
fn history(spells: &[&Spell], case: &Case, code: &str) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for spell in spells {
        let status = spell.standing.status;
        if turns.last().is_none_or(|last| last.status != status) {
            let done_then = |id: i64| {
                let acts = case.acts.iter().chain(&case.relations.linked_acts);
                acts.filter(|act| act.id == id)
                    .any(|act| act.day == spell.since || act.earliest == spell.since)
            };
            turns.push(Turn {
                on: spell.since,
                status,
                by: spell.opened_by.map(|id| format!("@{id}")),
                by_time: !spell.opened_by.is_some_and(done_then),
            });
        }
    }
    let end = case.world.ends_on(code);
    if let Some(end) = end.filter(|end| spells.last().is_some_and(|last| last.until == Some(*end))) {
        turns.push(Turn { on: end, status: Status::None, by: None, by_time: true });
    }
    turns
}
