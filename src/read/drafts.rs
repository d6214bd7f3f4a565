//! The drafts and findings of one file, as a reader makes them.

use super::input::{Unreadable, finding};
use crate::model::draft::{DraftAct, DraftTreaty, Edition, Finding, Place, Reading, Reason};
use crate::model::{ClaimKind, TextForm};

/// The most findings of one file; a file with more is not of the form that it was taken for.
const MOST_FINDINGS: usize = 10_000;

/// The most characters of a name or a heading that are taken in.
const LONGEST: usize = 2_000;

/// The most bytes that the drafts and findings of one file may take up: a short file can say one long thing many times.
const MOST_KEPT: usize = 64 << 20;

/// The most treaties of one file.
const MOST_TREATIES: usize = 20_000;

/// The drafts and findings of one file.
#[derive(Debug)]
pub(super) struct Drafts {
    reading: Reading,
    /// The bytes that the drafts and findings take up so far.
    kept: usize,
}

impl Drafts {
    pub(super) fn new(edition: Edition) -> Self {
        let (treaties, findings) = (Vec::new(), Vec::new());
        let reading = Reading { reader: String::new(), edition, treaties, findings, dated_cells: 0 };
        Self { reading, kept: 0 }
    }

    /// What the file is a copy of, to be said more exactly.
    pub(super) fn edition(&mut self) -> &mut Edition {
        &mut self.reading.edition
    }

    /// A treaty, and the number by which its acts are added. What is said of it with a control character is a finding.
    ///
    /// Errors: what it is called has one, or there are too many.
    pub(super) fn treaty(&mut self, mut treaty: DraftTreaty) -> Result<usize, Unreadable> {
        let place = treaty.place;
        for text in [Some(&treaty.named), treaty.code.as_ref()].into_iter().flatten() {
            if let Some((reason, why)) = unfit(text) {
                return Err(Unreadable::because(reason, place, text, why));
            }
        }
        if self.reading.treaties.len() >= MOST_TREATIES {
            let why = format!("it has more than {MOST_TREATIES} treaties; give it in parts");
            return Err(Unreadable::wrong_form(place, why));
        }
        for (reason, text, why) in taken_out(&mut treaty) {
            self.finding(place, reason, &text, why)?;
        }
        let texts = [&treaty.title, &treaty.note].into_iter().flatten();
        self.keep(place, size_of::<DraftTreaty>() + texts.map(String::len).sum::<usize>())?;
        self.reading.treaties.push(treaty);
        Ok(self.reading.treaties.len() - 1)
    }

    /// Counts what is kept. Error: it is too much.
    fn keep(&mut self, place: Place, bytes: usize) -> Result<(), Unreadable> {
        self.kept = self.kept.saturating_add(bytes);
        if self.kept > MOST_KEPT {
            let why = format!("what it says comes to more than {} MiB; give it in parts", MOST_KEPT >> 20);
            return Err(Unreadable::wrong_form(place, why));
        }
        Ok(())
    }

    /// A treaty of which the rows after its first one say more.
    pub(super) fn more_of(&mut self, treaty: usize) -> Option<&mut DraftTreaty> {
        self.reading.treaties.get_mut(treaty)
    }

    /// A number that the file gives of a treaty as a whole; of one given twice the first counts.
    pub(super) fn published(&mut self, treaty: usize, claim: ClaimKind, number: u32) {
        let counts = self.reading.treaties.get_mut(treaty).map(|treaty| &mut treaty.counts);
        if let Some(counts) = counts.filter(|counts| counts.iter().all(|known| known.0 != claim)) {
            counts.push((claim, number));
        }
    }

    /// How many findings there are so far.
    pub(super) fn findings(&self) -> usize {
        self.reading.findings.len()
    }

    /// One cell that gives a day or an act: it has to become a draft or a finding.
    pub(super) fn counted(&mut self) {
        self.reading.dated_cells += 1;
    }

    /// An act under the treaty with this number. One with a control character becomes a finding, and so does one of
    /// an endless name.
    pub(super) fn act(&mut self, treaty: usize, act: DraftAct) -> Result<(), Unreadable> {
        let names = [&act.participant, &act.raw_name, &act.raw_header];
        let towards = act.said.as_ref().and_then(|said| said.towards.as_ref());
        let names = names.into_iter().chain(&act.territory).chain(towards);
        if let Some((text, (reason, why))) = names.clone().find_map(|text| Some((text, unfit(text)?))) {
            return self.finding(act.place, reason, text, why);
        }
        let texts = [act.flag.as_ref(), act.note.as_ref(), Some(&act.raw_cell)];
        let said = act.said.as_ref().and_then(|said| said.summary.as_ref());
        let unfit = texts.into_iter().flatten().chain(said).find_map(|text| Some((text, unfit_text(text)?)));
        if let Some((text, (reason, why))) = unfit {
            return self.finding(act.place, reason, text, why);
        }
        let texts = texts.into_iter().flatten().chain(names).map(String::len).sum::<usize>();
        self.keep(act.place, size_of::<DraftAct>() + texts)?;
        self.reading.treaties[treaty].acts.push(act);
        Ok(())
    }

    /// A cell that gives a day or an act, or may give one, and is not taken in.
    pub(super) fn lost(
        &mut self,
        place: Place,
        reason: Reason,
        cell: &str,
        why: impl Into<String>,
    ) -> Result<(), Unreadable> {
        self.counted();
        self.finding(place, reason, cell, why)
    }

    /// A row whose cells may stand below other headings than their own: one finding for all the cells of it that give a
    /// day, `dated` of them.
    pub(super) fn uneven(
        &mut self,
        place: Place,
        cells: &str,
        (has, heading): (usize, usize),
        dated: usize,
    ) -> Result<(), Unreadable> {
        let days = match dated {
            0 => String::new(),
            1 => "; its one day is not taken in".to_owned(),
            several => format!("; its {several} days are not taken in"),
        };
        let why = format!("the row has {has} cells and the heading {heading}{days}");
        self.lost(place, Reason::UnevenRow, cells, why)
    }

    /// Something that is not taken in. Error: there are too many of them.
    pub(super) fn finding(
        &mut self,
        place: Place,
        reason: Reason,
        cell: &str,
        why: impl Into<String>,
    ) -> Result<(), Unreadable> {
        let finding = finding(place, reason, cell, why);
        self.keep(place, size_of::<Finding>() + finding.cell.len() + finding.why.len())?;
        if self.reading.findings.len() >= MOST_FINDINGS {
            let why =
                format!("more than {MOST_FINDINGS} findings: the file is not of the form that it is read as");
            return Err(Unreadable::Finding(Finding { reason: Reason::NotOfThisForm, why, ..finding }));
        }
        self.reading.findings.push(finding);
        Ok(())
    }

    /// What the file says. Remarks that came after their treaty are looked at now.
    pub(super) fn done(mut self) -> Reading {
        for treaty in &mut self.reading.treaties {
            let place = treaty.place;
            let findings = taken_out(treaty).into_iter();
            self.reading
                .findings
                .extend(findings.map(|(reason, text, why)| finding(place, reason, &text, why)));
        }
        self.reading
    }
}

/// What is said of a treaty and cannot be taken in, each with the reason.
fn taken_out(treaty: &mut DraftTreaty) -> Vec<(Reason, String, &'static str)> {
    let mut found = Vec::new();
    let DraftTreaty { title, short_title, kind, parent, depositary, opened_at, note, names, .. } = treaty;
    for text in [title, short_title, kind, parent, depositary, opened_at] {
        if let Some((reason, why)) = text.as_deref().and_then(unfit) {
            found.extend(text.take().map(|text| (reason, text, why)));
        }
    }
    if let Some((reason, why)) = note.as_deref().and_then(unfit_text) {
        found.extend(note.take().map(|note| (reason, note, why)));
    }
    names.retain(|name| match unfit(name) {
        Some((reason, why)) => {
            found.push((reason, name.clone(), why));
            false
        }
        None => true,
    });
    found
}

const CONTROL: &str = "there is a control character in it";

const ENDLESS: &str = "it has more than 2,000 characters: it is no name";

const TOO_LONG: &str = "it has more than 500,000 bytes: it is no text of one act";

/// Why a text cannot be kept.
fn unfit_text(text: &str) -> Option<(Reason, &'static str)> {
    let form = TextForm::RAW;
    let reason = if text.len() > form.longest {
        (Reason::NotOfThisForm, TOO_LONG)
    } else {
        (Reason::ControlCharacter, CONTROL)
    };
    form.check(text).err().map(|_| reason)
}

/// Why a text is no name, title or heading.
fn unfit(text: &str) -> Option<(Reason, &'static str)> {
    let control = unfit_text(text);
    if control.is_some() {
        return control;
    }
    (text.len() > LONGEST && text.chars().nth(LONGEST).is_some()).then_some((Reason::NotOfThisForm, ENDLESS))
}

/// A name or heading as far as it can be told that it is too long: such a one is not copied for each act.
pub(super) fn cut(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    text.char_indices().nth(LONGEST + 1).map_or(text, |(end, _)| &text[..end])
}
