//! Memberships of groups.

use super::declaration::{Concern, Register, in_order, is_window, on, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::{Confidence, Date, TextForm};

register! {
    /// A membership of a group.
    "membership" MembershipBody(
        brief: &["group", "participant", "since", "until"],
        table: Some("membership"), has_id: true, concerns: [Concern::World; 2]
    ) {
        /// The group.
        group: String => column("group_code") of(Noun::Group) key,
        /// The member.
        participant: String => about(Noun::Participant) key correctable,
        /// First day.
        since: Option<Date> => key correctable,
        /// Window of an unknown first day: not before.
        earliest: Option<Date> => correctable,
        /// Window of an unknown first day: not after.
        latest: Option<Date> => correctable,
        /// First day no longer a member.
        until: Option<Date> => correctable,
        /// Remarks.
        note: Option<String> => form(TextForm::TEXT) correctable,
        /// Codes of its sources.
        sources: Sources => correctable,
        /// Verified, consistent, unverified.
        confidence: Confidence => correctable,
    }
}

impl Register for MembershipBody {
    fn in_short(&self) -> String {
        let (since, until) = (on(" from ", self.since.or(self.latest)), on(" until ", self.until));
        format!("{} of {}{since}{until}", self.participant, self.group)
    }

    fn fits(&self) -> Result<(), String> {
        in_order(self.since.or(self.latest), self.until, "until")?;
        is_window(self.earliest, self.latest)
    }

    fn own_day(&self) -> Option<Date> {
        self.until.or(self.since).or(self.latest)
    }

    fn key(&self) -> Vec<String> {
        vec![self.group.clone(), self.participant.clone(), on("", self.since.or(self.earliest))]
    }
}
