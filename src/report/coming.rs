//! What time brings: the sorts of it, and one thing of a sort with what it rests on.

use serde::Serialize;

use super::reasoning::Computation;
use super::{ActView, Named};
use crate::model::{Date, DayBasis, Mode, Status, words};

words! {
    /// The sorts of what time brings.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    What():
    /// The treaty itself enters into force.
    EntryIntoForce = "entry-into-force";
    /// From then on others can accede.
    AccessionOpens = "accession-opens";
    /// The treaty itself ends for all.
    End = "end";
    /// The treaty enters into force for a participant.
    EntryIntoForceFor = "entry-into-force-for";
    /// A denunciation, withdrawal or cessation takes effect.
    Exit = "exit";
    /// A status becomes another without that.
    Status = "status";
    /// A mode of application begins.
    ModeBegins = "mode-begins";
    /// A mode of application ends.
    ModeEnds = "mode-ends";
    /// An act about a territory takes effect.
    Territory = "territory";
    /// Last day to sign.
    SignatureCloses = "signature-closes";
    /// First day on which notice of denunciation can be given.
    NoticeOpens = "notice-opens";
    /// Last day on which it can.
    NoticeCloses = "notice-closes";
    /// Last day to object to a reservation, or to an accession.
    ObjectionCloses = "objection-closes";
    /// A statement made for a time no longer stands.
    StatementLapses = "statement-lapses";
    /// An invitation to accede lapses.
    InvitationLapses = "invitation-lapses";
    /// A membership begins.
    MembershipBegins = "membership-begins";
    /// A membership ends.
    MembershipEnds = "membership-ends";
}

/// One thing that time brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coming {
    /// The day: the first of what begins, the last on which something can still be done.
    pub day: Date,
    /// What.
    pub what: What,
    /// Number of the treaty; none for a membership.
    pub treaty: Option<String>,
    /// The group, for a membership.
    pub group: Option<Named>,
    /// Whose; none for the treaty itself.
    pub participant: Option<Named>,
    /// The status before, where it changes.
    pub from: Option<Status>,
    /// The status from that day on.
    pub to: Option<Status>,
    /// The mode that begins or ends.
    pub mode: Option<Mode>,
    /// The territory, the part of the treaty or the statement concerned, or the time for notice, in words.
    pub concerns: Option<String>,
    /// Where the day comes from.
    pub basis: Option<DayBasis>,
    /// The article of the clause that gives it.
    pub article: Option<String>,
    /// How it follows from the clause.
    pub computation: Option<Computation>,
    /// The act that brings it.
    pub act: Option<ActView>,
    /// The other treaty under which that was done.
    pub under: Option<String>,
    /// The statement concerned, or the recorded membership: @N.
    pub statement: Option<String>,
    /// Codes of sources, where no act gives them.
    pub sources: Vec<String>,
    /// What it is called in every calendar, whatever day it comes to lie on; only where a calendar is asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identity: Vec<String>,
    /// The entries that it rests on.
    #[serde(skip)]
    pub(super) key: Vec<i64>,
}

impl Coming {
    pub(super) fn on(day: Date, what: What) -> Self {
        Self {
            day,
            what,
            treaty: None,
            group: None,
            participant: None,
            from: None,
            to: None,
            mode: None,
            concerns: None,
            basis: None,
            article: None,
            computation: None,
            act: None,
            under: None,
            statement: None,
            sources: Vec::new(),
            identity: Vec::new(),
            key: Vec::new(),
        }
    }
}
