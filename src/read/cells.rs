//! What most lists and tables share: a cell that gives a day becomes the day of an act, or a finding.

use super::days::{self, Day, Forms};
use super::drafts::{Drafts, cut};
use super::footnotes::without_notes;
use super::input::Unreadable;
use crate::model::Date;
use crate::model::draft::{DraftAct, DraftDay, Place, Reason, What};

/// A cell as it stands in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'a> {
    pub place: Place,
    /// The heading of its column, or the name of its element.
    pub header: &'a str,
    pub text: &'a str,
}

/// A day as a cell gives it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dated {
    pub day: DraftDay,
    /// The source marks it as uncertain.
    pub doubtful: bool,
}

impl Dated {
    /// The last day that it can be.
    pub(super) fn latest(&self) -> Option<Date> {
        self.day.date.or(self.day.latest)
    }
}

impl Cell<'_> {
    /// The day in it; none where it is blank. One that cannot be read is a finding.
    pub(super) fn day(&self, drafts: &mut Drafts, forms: &Forms) -> Result<Option<Dated>, Unreadable> {
        match days::read(self.text, forms) {
            Ok(Day::Blank | Day::Open) => Ok(None),
            Ok(Day::Unknown) => Ok(Some(Dated::default())),
            Ok(Day::Known { day, doubtful }) => Ok(Some(Dated { day, doubtful })),
            Err(why) => {
                drafts.lost(self.place, Reason::UnreadableDate, self.text, why)?;
                Ok(None)
            }
        }
    }

    /// The day in it, where no window will do, as for a day of effect. Anything less is a finding.
    pub(super) fn whole_day(&self, drafts: &mut Drafts, forms: &Forms) -> Result<Option<Date>, Unreadable> {
        match self.day(drafts, forms)? {
            Some(Dated { day: DraftDay { date: Some(date), .. }, doubtful: false }) => Ok(Some(date)),
            Some(dated) if dated == Dated::default() => Ok(None),
            Some(_) => {
                let why = format!("'{}' has to be a whole and certain day", self.header);
                drafts.lost(self.place, Reason::UnreadableDate, self.text, why)?;
                Ok(None)
            }
            None => Ok(None),
        }
    }

    /// What the participant of this name did on the day in this cell.
    pub(super) fn act(&self, raw_name: &str, what: What, dated: Dated) -> DraftAct {
        let raw_name = cut(raw_name);
        let (participant, marks) = without_notes(raw_name);
        let mut act = DraftAct {
            place: self.place,
            participant,
            by_code: false,
            what,
            day: dated.day,
            territory: None,
            effective_on: None,
            withdrawn: false,
            flag: None,
            note: marks.map(|marks| format!("footnotes {marks}")),
            said: None,
            raw_name: raw_name.to_owned(),
            raw_header: cut(self.header).to_owned(),
            raw_cell: self.text.to_owned(),
        };
        if dated.doubtful {
            add(&mut act.flag, "the source marks the day as uncertain");
        }
        if dated.day == DraftDay::default() {
            add(&mut act.flag, "the source gives no day");
        }
        act
    }
}

/// Takes an act in; one of nobody is a finding.
pub(super) fn take(drafts: &mut Drafts, treaty: usize, act: DraftAct) -> Result<(), Unreadable> {
    if act.participant.is_empty() {
        return drafts.lost(act.place, Reason::UnknownName, &act.raw_cell, "nobody is named in this row");
    }
    drafts.counted();
    drafts.act(treaty, act)
}

/// One more remark behind those that are there.
pub(super) fn add(remarks: &mut Option<String>, remark: &str) {
    match remarks {
        _ if remark.is_empty() => {}
        Some(before) => {
            before.push_str("; ");
            before.push_str(remark);
        }
        None => *remarks = Some(remark.to_owned()),
    }
}
