//! L3: a question to a plain value that can be serialised. One file per question.

mod act_view;
mod as_known;
mod between;
mod case_on_day;
mod changes;
mod check;
mod cite;
mod claim_check;
mod claim_value;
mod claims;
mod clause;
mod clause_brief;
pub(crate) mod columns;
mod coming;
mod compare;
mod conflicts;
mod curve;
mod dataset;
mod departures;
mod durations;
mod entries;
mod explain;
mod explain_treaty;
mod foresight;
mod grounds;
mod groups;
mod history;
mod knowledge;
mod known_changes;
mod law_changes;
mod matrix;
mod missing;
mod mode_line;
mod new_copy;
mod next;
mod overview;
mod participant;
mod participants;
mod pending;
mod period;
mod progress;
mod range;
mod readers;
mod reason;
mod reasoning;
mod receipt;
mod reservations;
mod set;
mod sql;
mod statement_line;
mod status;
mod successions;
mod suppose;
mod table;
mod territories;
mod through;
mod treaties;
mod treaty;
mod treaty_brief;
mod unknown_names;
mod verify;

pub use act_view::{ActView, StatementView};
pub use as_known::{AsKnown, KnownAt};
pub use between::{Apart, BetweenReport, BetweenRow, Days, Side, Two, between};
pub use changes::{ChangesReport, Only, changes};
pub use check::{
    Audit, CheckFinding, CheckReport, DiagnosisView, RuleRun, RuleView, RulesReport, SeverityCounts, check,
    rules,
};
pub use cite::{Citation, CitedSource, Participation, cite};
pub use claim_check::{ByDefinition, ClaimCheck, Differing, Move};
pub use claim_value::ClaimVerdict;
pub use claims::{ClaimLine, ClaimsAsked, ClaimsReport, Tally, claims};
pub use clause::{ClauseReport, Trial, clause};
pub use clause_brief::ClauseBrief;
pub use coming::{Coming, What};
pub use compare::{
    CompareReport, Counted, CountsForEither, DifferenceRow, Likeness, Others, SimilarReport, StatusThen,
    compare, similar,
};
pub use conflicts::{Conflict, ConflictsReport, SideView, conflicts};
pub use curve::{Curve, CurvePoint, CurveReport, Every, Mover, curve};
pub use dataset::{
    Coding, Covered, Description, Layout, Panel, People, Periods, Rule, SpellsAsked, Step, act_reasons,
    description, events, events_fields, first_year, panel_fields, spells, spells_fields,
};
pub use departures::{Departure, DeparturesReport, Leaving, departures};
pub use durations::{By, Case, DurationsReport, DurationsRow, LeftOut, Stage, Survival, durations};
pub use entries::{EntryView, LogReport, log, log_entry};
pub use explain::{Explanation, StepView, Turn, explain};
pub use explain_treaty::{GroupMember, TreatyExplanation, explain_treaty};
pub use grounds::Grounds;
pub use groups::{GroupRow, GroupsReport, groups};
pub use history::Version;
pub use knowledge::{Class, class, class_beside};
pub use known_changes::{BatchLine, Known, KnownLine};
pub use law_changes::{Because, Bringing, ChangeInLaw, LawLine};
pub use matrix::{MatrixCell, MatrixReport, MatrixRow, MatrixTreaty, matrix};
pub use missing::{Candidate, List, MissingReport, Part, Requirement, missing};
pub use mode_line::ModeLine;
pub use new_copy::NewCopy;
pub use next::{Ahead, NextReport, next};
pub use overview::{NewAct, Overview, OverviewRow, overview};
pub use participant::{ParticipantReport, UnderFilter, UnderTreaty, participant};
pub use participants::{MemberRow, ParticipantsReport, participants};
pub use pending::{PendingReport, PendingRow, Waiting, pending};
pub use period::{Label, Period};
pub use progress::Progress;
pub use range::Range;
pub use readers::{ReaderLine, ReadersReport};
pub use reason::{Reason, WithReasons};
pub use reasoning::{Computation, OwnEntry};
pub use receipt::{Change, Receipt, receipt};
pub use reservations::{ReservationsReport, StatementsAsked, reservations};
pub use set::{Named, Set};
pub use sql::{Cut, SqlReport, Value, sql};
pub use statement_line::{Later, ReactionLine, Standing, StatementLine, WindowView};
pub use status::{Counts, Flag, Flags, StatusReport, StatusRow, status};
pub use successions::{Succeeding, Succession, SuccessionsReport, successions};
pub use suppose::{Supposed, SupposedAct, SupposedChange, Supposition};
pub use table::{Column, Datum, Field, Kind, Rows};
pub use territories::{Applies, TerritoriesReport, TerritoryLine, Through, territories};
pub use through::{MemberUnder, Reach, ThroughReport, through};
pub use treaties::{TreatiesReport, TreatyView, treaties};
pub use treaty::{ClauseView, LinkView, TreatyDocument, TreatyReport, treaty, treaty_document};
pub use treaty_brief::TreatyBrief;
pub use unknown_names::{UnknownName, UnknownNames, unknown_names};
pub use verify::{Check, Verification, verify};

use crate::model::Date;

/// The days that an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The legal day asked about.
    pub as_of: Date,
    /// Today, UTC.
    pub today: Date,
}
