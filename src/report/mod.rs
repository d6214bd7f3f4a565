//! L3: a question to a plain value that can be serialised. One file per question.

mod act_view;
mod as_known;
mod between;
mod by_then;
mod changes;
mod check;
mod cite;
mod claim_check;
mod claim_value;
mod claims;
mod clause;
mod compare;
mod conflicts;
mod curve;
mod dataset;
mod departures;
mod difference;
mod durations;
mod entries;
mod explain;
mod fact_words;
mod foresight;
mod grounds;
mod groups;
mod history;
mod intake;
mod knowledge;
mod known_changes;
mod law_changes;
mod matrix;
mod missing;
mod new_copy;
mod new_file;
mod next;
mod overview;
mod participant;
mod participants;
mod pending;
mod plan;
mod progress;
mod readers;
mod reason;
mod reasoning;
mod receipt;
mod registration;
mod reservations;
mod set;
mod sql;
mod statement_law;
mod status;
mod successions;
mod suppose;
mod territories;
mod through;
mod treaties;
mod treaty;
mod treaty_brief;
mod undo;
mod unknown_names;
mod verify;

pub use act_view::{ActView, StatementView};
pub use as_known::{AsKnown, KnownAt};
pub use between::{Apart, BetweenReport, BetweenRow, Days, Side, Two, between};
pub use changes::{ChangesReport, Only, Range, changes};
pub use check::{
    Audit, CheckFinding, CheckReport, DiagnosisView, RuleRun, RuleView, RulesReport, SeverityCounts, check,
    rules,
};
pub use cite::{Citation, CitedSource, Participation, cite};
pub use claim_check::{ByDefinition, Check as ClaimCheck, Differing, Move};
pub use claim_value::Verdict as ClaimVerdict;
pub use claims::{ClaimLine, ClaimsAsked, ClaimsReport, Tally, claims};
pub use clause::{ClauseReport, Trial, clause};
pub use compare::{
    CompareReport, Counted, CountsForEither, DifferenceRow, Likeness, Others, SimilarReport, StatusThen,
    compare, similar,
};
pub use conflicts::{Conflict, ConflictsReport, SideView, conflicts};
pub use curve::{Curve, CurvePoint, CurveReport, Every, Mover, curve};
pub use dataset::{
    Coding, Covered, Datum, Description, Field, Kind, Layout, Panel, People, Period, Periods, Rows, Rule,
    SpellsAsked, Step, act_reasons, description, events, events_fields, first_year, spells, spells_fields,
};
pub use departures::{Departure, DeparturesReport, Leaving, departures};
pub use difference::{Difference, differences, in_words};
pub use durations::{By, Case, DurationsReport, DurationsRow, LeftOut, Stage, Survival, durations};
pub use entries::{EntryView, LogReport, log, log_entry};
pub use explain::{
    Beside, ClauseBrief, Explanation, GroupMember, OwnEntry, StepView, TreatyExplanation, Turn, explain,
    explain_treaty,
};
pub use fact_words::in_short;
pub use grounds::Grounds;
pub use groups::{GroupsReport, groups};
pub use history::Version;
pub use intake::{
    Comparison, FileLine, FileRead, FindingLine, Intake, IntakeCounts, IntakeRow, Rename, TreatyLine, intake,
};
pub use knowledge::{Class, class, class_beside};
pub use known_changes::{BatchLine, Known, KnownLine};
pub use law_changes::{Because, Bringing, ChangeInLaw, LawLine};
pub use matrix::{MatrixCell, MatrixReport, MatrixRow, MatrixTreaty, matrix};
pub use missing::{Candidate, List, MissingReport, Part, Requirement, missing};
pub use new_copy::NewCopy;
pub use new_file::{NewFile, RegisterSize, new_file};
pub use next::{Ahead, Coming, NextReport, What, next};
pub use overview::{NewAct, Overview, OverviewRow, overview};
pub use participant::{ParticipantReport, UnderFilter, UnderTreaty, participant};
pub use participants::{MemberRow, ParticipantsReport, participants};
pub use pending::{PendingReport, PendingRow, Waiting, pending};
pub use plan::{Plan, PlanRow, RegisterPlan, Verdict, plan};
pub use progress::Progress;
pub use readers::{ReaderLine, ReadersReport};
pub use reason::{Reason, WithReasons};
pub use reasoning::Computation;
pub use receipt::{Change, Receipt, receipt};
pub use registration::{LawChange, NewEntry, Registering, Registration, register};
pub use reservations::{
    Later, ReactionLine, ReservationsReport, Standing, StatementLine, StatementsAsked, WindowView,
    reservations,
};
pub use set::{Named, Set};
pub use sql::{Cut, SqlReport, Value, sql};
pub use statement_law::judge_statement;
pub use status::{Counts, Flag, Flags, StatusReport, StatusRow, status};
pub use successions::{Succeeding, Succession, SuccessionsReport, successions};
pub use suppose::{Supposed, SupposedAct, SupposedChange, Supposition};
pub use territories::{Applies, TerritoriesReport, TerritoryLine, Through, territories};
pub use through::{MemberUnder, Reach, ThroughReport, through};
pub use treaties::{TreatiesReport, TreatyView, treaties};
pub use treaty::{ClauseView, LinkView, TreatyDocument, TreatyReport, treaty, treaty_document};
pub use treaty_brief::TreatyBrief;
pub use undo::{Kept, Undo, UndoReport, undo};
pub use unknown_names::{UnknownName, UnknownNames, unknown_names};
pub use verify::{Check, Verification, verify};

pub use crate::model::DayBasis as Basis;

use crate::model::Date;

/// The days that an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The legal day asked about.
    pub as_of: Date,
    /// Today, UTC.
    pub today: Date,
}
