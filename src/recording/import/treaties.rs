//! The treaties of files: which of them the record has, what is new of the treaty itself, and the counts that files publish.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::desk::{Bundle, Desk};
use super::entries::NewEntry;
use super::files::{Files, Told};
use super::plan::{Comparison, FindingLine, TreatyLine};
use crate::error::Result;
use crate::model::draft::{Authority, DraftTreaty, FileRead, Finding, Place, Reason};
use crate::model::letters::code_fault;
use crate::model::{ClaimBody, ClaimKind, Confidence, Date, Sources, TreatyBody, TreatyNameBody};
use crate::names::fold;
use crate::read::{canonical, is_of_a_depositary, says_whose};
use crate::recording::doubts::Known;
use crate::recording::treaty_check::known_names;
use crate::recording::treaty_reach::can_reach;
use crate::store::{Store, TreatyRow};

/// The treaties that files tell of, by code: each with its row, where it is recorded, and the places of what is told.
pub(super) type Named = BTreeMap<String, (Option<TreatyRow>, Vec<usize>)>;

/// The treaties that files tell of; findings for what only people call a treaty, and for what several are called.
pub(super) fn named(store: &Store, files: &Files) -> Result<(Named, Vec<FindingLine>)> {
    let (mut named, mut findings) = (Named::new(), Vec::new());
    for (place, told) in files.told.iter().enumerate() {
        let row = match known_treaty(store, told)? {
            Meant::Recorded(row) => Some(*row),
            Meant::New => None,
            Meant::OneOf(codes) => {
                let finding = only_a_name(files.draft(place)?.place, told, &codes);
                findings.push(of_no_treaty(files, told, finding));
                continue;
            }
            Meant::Several => {
                let finding = several(files.draft(place)?.place, told);
                findings.push(of_no_treaty(files, told, finding));
                continue;
            }
        };
        let code = row.as_ref().map(|row| row.code.clone()).or_else(|| told.code.clone());
        let code = code.unwrap_or_else(|| canonical(&told.named));
        named.entry(code).or_insert((row, Vec::new())).1.push(place);
    }
    Ok((named, findings))
}

fn of_no_treaty(files: &Files, told: &Told, finding: Finding) -> FindingLine {
    FindingLine { file: files.read[told.file].name.clone(), finding, treaty: None }
}

fn several(place: Place, told: &Told) -> Finding {
    let cell = told.code.as_ref().unwrap_or(&told.named).clone();
    let why = format!(
        "'{cell}' names several treaties; give an act a row of its own under each: none of its acts and statements ({}) is taken in",
        told.acts
    );
    Finding { place, reason: Reason::UnfitCode, cell, why }
}

fn only_a_name(place: Place, told: &Told, codes: &[String]) -> Finding {
    let cell = told.code.as_ref().unwrap_or(&told.named).clone();
    let why = format!(
        "'{cell}' is what people call {}; in a file the treaty is named by its code, or by a title of several words: none of its acts and statements ({}) is taken in",
        codes.join(" or "),
        told.acts
    );
    Finding { place, reason: Reason::OnlyAName, cell, why }
}

/// Which treaty a file speaks of.
enum Meant {
    Recorded(Box<TreatyRow>),
    New,
    /// One of these, by a name that does not say which, or is for people at the command line.
    OneOf(Vec<String>),
    /// Each of several.
    Several,
}

/// Whether a text has the codes of several treaties: `UN IV-3, UN IV-4`.
fn has_several_codes(text: &str) -> bool {
    let parts = text.split([',', ';', '&', '+']).flat_map(|part| part.split(" and ")).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.len() > 1 && parts.iter().all(|part| is_of_a_depositary(&canonical(part)))
}

/// The recorded treaty that a file speaks of: by its code, else by the only treaty of its name.
fn known_treaty(store: &Store, told: &Told) -> Result<Meant> {
    let recorded =
        |code: &str| store.treaty(code).map(|row| row.map_or(Meant::New, |row| Meant::Recorded(row.into())));
    let (name, is_number) = told.code.as_ref().map_or((&told.named, false), |code| (code, true));
    if let Some(row) = store.treaty(name)? {
        return Ok(Meant::Recorded(row.into()));
    }
    // One treaty has one code, in whichever form it is written; one that is recorded in another form keeps that.
    if let Some(row) = store.treaty(&canonical(name))? {
        return Ok(Meant::Recorded(row.into()));
    }
    let mut called = store.treaties_called(&fold(name))?;
    let any: BTreeSet<String> = called.iter().map(|(code, _)| code.clone()).collect();
    called.retain(|(_, known)| if is_number { says_whose(name) } else { is_told_by(name, known) });
    called.dedup_by(|one, other| one.0 == other.0);
    match called.as_slice() {
        [(code, _)] => recorded(code),
        [] if has_several_codes(name) => Ok(Meant::Several),
        [] if any.is_empty() => Ok(Meant::New),
        _ => Ok(Meant::OneOf(any.into_iter().collect())),
    }
}

/// Whether a file that calls a treaty so means the one that is known by this name: by several words, or by an abbreviation in
/// its own letters. One word more, such as the place of a conference, is for people; a file of other treaties has it too.
fn is_told_by(named: &str, known: &str) -> bool {
    let named = named.trim();
    let is_abbreviation = named.chars().filter(|letter| letter.is_uppercase()).count() > 1;
    let has_words = fold(named).split(' ').filter(|word| word.chars().any(char::is_alphabetic)).count() > 1;
    has_words || (is_abbreviation && named == known)
}

/// Leaves out what files say of other treaties than the one that was named: how many acts and statements that is, and what files
/// are about that say nothing of it.
pub(super) fn only(named: &mut Named, files: &Files, store: &Store) -> Result<(usize, Vec<FindingLine>)> {
    let wanted = |told: &Told| files.only.clone().or_else(|| told.only.clone());
    by_their_titles(named, files, store)?;
    let mut left_out: Vec<(usize, String)> = Vec::new();
    let mut has_it: BTreeSet<usize> = BTreeSet::new();
    for (code, (_, places)) in named.iter_mut() {
        places.retain(|place| {
            let told = &files.told[*place];
            let is_wanted = wanted(told).is_none_or(|wanted| fold(&wanted) == fold(code));
            if is_wanted {
                has_it.insert(told.file);
            } else {
                left_out.push((*place, code.clone()));
            }
            is_wanted
        });
    }
    named.retain(|_, (_, places)| !places.is_empty());
    let acts = left_out.iter().map(|(place, _)| files.told[*place].acts).sum();
    let of_others = left_out.into_iter().filter(|(place, _)| !has_it.contains(&files.told[*place].file));
    let findings = of_others.map(|(place, code)| {
        let told = &files.told[place];
        let wanted = wanted(told).unwrap_or_default();
        let why = format!("it is about {code}, and {wanted} was named; nothing of it is taken in");
        let cell = told.title.as_ref().filter(|_| told.named == wanted).unwrap_or(&told.named).clone();
        let finding = Finding { place: Place::START, reason: Reason::OtherTreaty, cell, why };
        FindingLine { file: files.read[told.file].name.clone(), finding, treaty: Some(code) }
    });
    Ok((acts, findings.collect()))
}

/// What has the title of another recorded treaty is of that one, and not of the one that the user names.
fn by_their_titles(named: &mut Named, files: &Files, store: &Store) -> Result<()> {
    let mut moved = Vec::new();
    for (code, (_, places)) in named.iter_mut().filter(|(code, _)| files.only.as_ref() == Some(*code)) {
        for place in std::mem::take(places) {
            let title = files.told[place].title.as_deref().map(fold).unwrap_or_default();
            let mut called = store.treaties_called(&title)?;
            called.dedup_by(|one, other| one.0 == other.0);
            match called.as_slice() {
                [(other, _)] if other != code => moved.push((other.clone(), place)),
                _ => places.push(place),
            }
        }
    }
    for (code, place) in moved {
        let row = store.treaty(&code)?;
        named.entry(code).or_insert((row, Vec::new())).1.push(place);
    }
    Ok(())
}

impl Desk<'_> {
    /// Whether a depositary's file would change a treaty that another one keeps; then nothing of it is taken in.
    pub(super) fn is_kept_by_another(&mut self, code: &str, bundle: &mut Bundle) {
        // Of a treaty that is not recorded only its code says who keeps it.
        let (is_open, by) = match &bundle.row {
            Some(row) => (row.depositary.is_empty(), format!("kept by the {}", row.depositary)),
            None => (!is_of_a_depositary(code), "of another depositary's series".to_owned()),
        };
        let scheme = code.split(' ').next().unwrap_or_default();
        let mut foreign = Vec::new();
        bundle.said.retain(|(file, draft)| {
            let edition = &self.files[*file].reading.edition;
            let is_own = match &edition.scheme {
                Some(own) if edition.authority == Authority::Depositary => {
                    own.eq_ignore_ascii_case(scheme) || is_open
                }
                _ => true,
            };
            if !is_own {
                foreign.push((*file, draft.place, draft.named.clone(), draft.acts.len()));
            }
            is_own
        });
        for (file, place, cell, acts) in foreign {
            let FileRead { name, reading, .. } = &self.files[file];
            let why = format!(
                "{code} is {by}, and the file is of the {}; none of its acts and statements ({acts}) is taken in",
                reading.edition.publisher
            );
            let finding = Finding { place, reason: Reason::OtherDepositary, cell, why };
            self.findings.push(FindingLine { file: name.clone(), finding, treaty: Some(code.to_owned()) });
        }
    }

    /// Whether a new treaty would get a code that is no code; then nothing under it is taken in.
    pub(super) fn has_unfit_code(&mut self, code: &str, bundle: &Bundle) -> Result<bool> {
        let (None, false, Some(why)) = (&bundle.row, code.is_ascii(), code_fault(code)) else {
            return Ok(false);
        };
        let twin = self.known_treaties()?.taken_for(code, code);
        let twin = twin.map_or_else(String::new, |(whose, _)| format!("; it looks like {whose}"));
        for (file, draft) in &bundle.said {
            let acts = draft.acts.len();
            let why = format!(
                "'{code}' cannot be a code: {why}{twin}; none of its acts and statements ({acts}) is taken in"
            );
            let finding =
                Finding { place: draft.place, reason: Reason::UnfitCode, cell: draft.named.clone(), why };
            self.findings.push(FindingLine {
                file: self.files[*file].name.clone(),
                finding,
                treaty: Some(code.to_owned()),
            });
        }
        Ok(true)
    }

    /// What is odd in the names of a new treaty, where they have other letters than those of ASCII.
    fn doubts(&self, body: &TreatyBody) -> Result<Vec<String>> {
        let mut names = vec![&body.title, &body.short_title];
        names.dedup();
        names.retain(|name| !name.is_ascii());
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let known = self.known_treaties()?;
        Ok(names.into_iter().flat_map(|name| known.doubts(name, &body.code)).collect())
    }

    fn known_treaties(&self) -> Result<&Known> {
        if let Some(known) = self.known_treaties.get() {
            return Ok(known);
        }
        let known = Known::of(known_names(self.store)?);
        Ok(self.known_treaties.get_or_init(|| known))
    }

    /// What files say of the treaty itself: recorded where it is new, or where its acts reach further now.
    pub(super) fn treaty_itself(&mut self, code: &str, bundle: &Bundle) -> Result<Option<TreatyBody>> {
        let Some((file, _)) = bundle.said.first() else {
            return Ok(None);
        };
        let told = self.told_reach(bundle)?;
        let reach = told.or_else(|| self.reach_of_tables(bundle));
        let Some(row) = &bundle.row else {
            let body = new_treaty(code, &bundle.said, reach);
            self.counts.new_treaties += 1;
            self.treaties.push(TreatyLine {
                verdict: Comparison::New,
                treaty: code.to_owned(),
                title: body.title.clone(),
                file: self.files[*file].name.clone(),
                why: self.doubts(&body)?.join("; "),
            });
            self.to_record.treaty(*file, body.clone(), None, names_of(code, &bundle.said))?;
            return Ok(Some(body));
        };
        let Some(facts) = self.store.treaty_facts(code)? else {
            return Ok(None);
        };
        let (entry, recorded) = facts.treaty;
        let mut body = recorded.clone();
        let mut changes = Vec::new();
        if let Some(title) =
            bundle.said.iter().find_map(|said| said.1.title.clone()).filter(|_| row.title == row.code)
        {
            changes.push(format!("title: {title}"));
            if body.short_title == body.code {
                body.short_title.clone_from(&title);
            }
            body.title = title;
        }
        let said = |of: fn(&DraftTreaty) -> Option<Date>| bundle.said.iter().find_map(|said| of(&said.1));
        for (name, known, new) in [
            ("adopted on", &mut body.adopted_on, said(|draft| draft.adopted_on)),
            ("opened on", &mut body.opened_on, said(|draft| draft.opened_on)),
            ("in force on", &mut body.in_force_on, said(|draft| draft.in_force_on)),
        ] {
            match (*known, new) {
                (None, Some(day)) if name != "adopted on" || row.opened_on.is_none() => {
                    changes.push(format!("{name} {day}"));
                    *known = Some(day);
                }
                (Some(recorded), Some(day)) if recorded != day && name == "in force on" => {
                    self.treaties.push(TreatyLine {
                        verdict: Comparison::Contradicting,
                        treaty: code.to_owned(),
                        title: row.title.clone(),
                        file: self.files[*file].name.clone(),
                        why: format!(
                            "the file has it in force on {day}, the record on {recorded}; the record stays"
                        ),
                    });
                }
                _ => {}
            }
        }
        match (row.complete_to, reach) {
            (Some(known), Some(day)) if day < known && told.is_some() => {
                changes.push(format!("acts collected up to {day}; it was {known} before"));
                body.complete_to = reach;
            }
            (known, Some(day)) if known.is_none_or(|known| known < day) => {
                changes.push(format!("acts collected up to {day}"));
                body.complete_to = reach;
            }
            _ => {}
        }
        if !changes.is_empty() {
            self.treaties.push(TreatyLine {
                verdict: Comparison::Changed,
                treaty: code.to_owned(),
                title: body.title.clone(),
                file: self.files[*file].name.clone(),
                why: changes.join("; "),
            });
            self.to_record.treaty(*file, body, Some(entry), Vec::new())?;
        }
        Ok(None)
    }

    /// The day up to which somebody says that the files have every act of a treaty.
    fn told_reach(&self, bundle: &Bundle) -> Result<Option<Date>> {
        let told = bundle.said.iter().filter_map(|(file, _)| self.files[*file].reading.edition.complete_to);
        let Some(to) = told.max() else {
            return Ok(None);
        };
        let drafts = || bundle.said.iter().map(|(_, draft)| draft);
        let recorded = bundle.row.as_ref().and_then(TreatyRow::begins_on);
        let begins_on = recorded
            .or_else(|| drafts().find_map(|draft| draft.opened_on))
            .or_else(|| drafts().find_map(|draft| draft.adopted_on))
            .or_else(|| {
                drafts()
                    .flat_map(|draft| &draft.acts)
                    .filter_map(|act| act.day.date.or(act.day.earliest))
                    .min()
            });
        can_reach("--complete-to", to, begins_on, self.today)?;
        Ok(Some(to))
    }

    /// The day of the newest of the files that are whole tables.
    fn reach_of_tables(&self, bundle: &Bundle) -> Option<Date> {
        let of_file = |(file, draft): &(usize, Cow<DraftTreaty>)| {
            let edition = &self.files[*file].reading.edition;
            let of_table = edition.status_as_at.or(edition.copied_on);
            of_table.filter(|_| edition.is_whole && !draft.acts.is_empty())
        };
        bundle.said.iter().filter_map(of_file).max()
    }

    /// The numbers that files give of a treaty as a whole, as claims to be checked against the acts.
    pub(super) fn published_counts(&mut self, code: &str, bundle: &Bundle) -> Result<()> {
        let mut seen = BTreeSet::new();
        for (file, draft) in &bundle.said {
            let edition = &self.files[*file].reading.edition;
            let Some(as_of) = edition.status_as_at.or(edition.copied_on) else {
                self.of_undated_counts += draft.counts.len();
                continue;
            };
            for (claim, number) in &draft.counts {
                let body = count(code, *claim, *number, as_of);
                if seen.insert(body.code.clone()) && !self.store.has_claim(&body.code)? {
                    self.to_record.push(NewEntry::Claim { file: *file, body })?;
                }
            }
        }
        Ok(())
    }
}

/// A treaty that is not recorded yet, with what files say of it, and no clauses.
fn new_treaty(code: &str, said: &[(usize, Cow<DraftTreaty>)], complete_to: Option<Date>) -> TreatyBody {
    let text =
        |of: fn(&DraftTreaty) -> Option<&String>| said.iter().find_map(|(_, draft)| of(draft)).cloned();
    let day = |of: fn(&DraftTreaty) -> Option<Date>| said.iter().find_map(|(_, draft)| of(draft));
    let title = text(|draft| draft.title.as_ref()).unwrap_or_else(|| code.to_owned());
    TreatyBody {
        code: code.to_owned(),
        short_title: text(|draft| draft.short_title.as_ref()).unwrap_or_else(|| title.clone()),
        title,
        treaty_kind: text(|draft| draft.kind.as_ref()).unwrap_or_else(|| "treaty".to_owned()),
        subject: None,
        parent: text(|draft| draft.parent.as_ref()),
        depositary: text(|draft| draft.depositary.as_ref()).unwrap_or_default(),
        adopted_on: day(|draft| draft.adopted_on),
        opened_on: day(|draft| draft.opened_on),
        opened_at: text(|draft| draft.opened_at.as_ref()),
        signature_closes_on: None,
        in_force_on: day(|draft| draft.in_force_on),
        complete_to,
        statements_complete_to: None,
        note: text(|draft| draft.note.as_ref()),
        sources: Sources::default(),
        confidence: Confidence::Verified,
    }
}

/// The names by which files call a new treaty, beside its number and titles.
fn names_of(code: &str, said: &[(usize, Cow<DraftTreaty>)]) -> Vec<TreatyNameBody> {
    let mut known: BTreeSet<String> = BTreeSet::from([fold(code)]);
    let mut names = Vec::new();
    for (_, draft) in said {
        known.extend(draft.title.iter().chain(&draft.short_title).map(|title| fold(title)));
        for name in &draft.names {
            if known.insert(fold(name)) {
                names.push(TreatyNameBody { treaty: code.to_owned(), name: name.clone(), scheme: None });
            }
        }
    }
    names
}

/// A number that a file gives of a treaty as a whole, on the day whose status it gives.
fn count(treaty: &str, claim: ClaimKind, number: u32, as_of: Date) -> ClaimBody {
    ClaimBody {
        code: format!("{treaty} {claim} {as_of}"),
        as_of,
        treaty: treaty.to_owned(),
        group: None,
        claim: claim.word().to_owned(),
        value: number.to_string(),
        note: None,
        sources: Sources::default(),
    }
}
