//! Statements that files give under one treaty, beside those that are recorded.

use std::borrow::Cow;

use std::sync::Arc;

use super::alike::{Given, Recorded};
use super::desk::{Bundle, Desk, row_of};
use super::entries::{NewEntry, Other};
use super::plan::Comparison;
use crate::error::Result;
use crate::law::Statement;
use crate::model::draft::{DraftAct, DraftTreaty, Reason, What};
use crate::model::{Article, Body, Confidence, Date, ReservationBody, StatementKind};

impl Desk<'_> {
    /// Statements that are not in the record.
    pub(super) fn statements(&mut self, code: &str, bundle: &Bundle) -> Result<()> {
        let any = bundle
            .said
            .iter()
            .any(|(_, draft)| draft.acts.iter().any(|act| matches!(act.what, What::Statement(_))));
        if !any {
            return Ok(());
        }
        let known = if bundle.row.is_some() { self.store.statements(code)? } else { Vec::new() };
        let world = Arc::clone(&self.world);
        let mut recorded = Recorded::of(&world);
        for known in &known {
            recorded.add(known);
        }
        let mut about: Vec<Stated> =
            known.iter().map(|known| Stated::of(Other::Entry(known.id), known)).collect();
        for said in bundle.said.chunk_by(|one, other| one.0 == other.0) {
            let read = self.of_file(code, said);
            let given: Vec<Given> = read.iter().map(Read::given).collect();
            let is_known = recorded.has(&given);
            drop(given);
            for (read, is_known) in read.into_iter().zip(is_known) {
                if is_known {
                    self.counts.same += 1;
                } else if let Some(body) = self.new_statement(code, read, &mut about)? {
                    recorded.add(&body);
                }
            }
        }
        Ok(())
    }

    /// The statements of one file under one treaty; findings for those that cannot be recorded.
    fn of_file<'b>(&mut self, code: &str, said: &'b [(usize, Cow<DraftTreaty>)]) -> Vec<Read<'b>> {
        let mut read = Vec::new();
        for (file, treaty) in said {
            for draft in &treaty.acts {
                let What::Statement(kind) = draft.what else { continue };
                let on = draft.day.date.or(draft.day.latest);
                let participant = match self.people.find(draft, on) {
                    Ok(participant) => participant,
                    Err((reason, why)) => {
                        self.finding(*file, code, draft, reason, why);
                        continue;
                    }
                };
                let mut body = statement(code, &participant, kind, draft);
                if let Err((name, reason, why)) = self.addressed(draft, &mut body, on) {
                    let named = DraftAct { raw_name: name, ..draft.clone() };
                    self.finding(*file, code, &named, reason, why);
                    continue;
                }
                if let Err(why) = Body::Reservation(body.clone()).check() {
                    self.finding(*file, code, draft, Reason::NotOfThisForm, why);
                    continue;
                }
                read.push(Read { file: *file, draft, body });
            }
        }
        read
    }

    /// Takes in a statement that is not in the record, unless it is a finding.
    fn new_statement(
        &mut self,
        code: &str,
        Read { file, draft, body }: Read,
        about: &mut Vec<Stated>,
    ) -> Result<Option<ReservationBody>> {
        let reference = match Stated::find(about, &body, draft) {
            Ok(reference) => reference,
            Err(why) => {
                self.finding(file, code, draft, Reason::NotOfThisForm, why);
                return Ok(None);
            }
        };
        self.counts.new += 1;
        self.counts.flagged += usize::from(draft.flag.is_some());
        self.rows.push(row_of(
            Comparison::New,
            code,
            &body.participant,
            body.statement.clone(),
            draft,
            &self.files[file].name,
        ))?;
        let mut stated = Stated::of(Other::New(0), &body);
        let entry = NewEntry::Statement { file, body: body.clone(), about: reference };
        stated.at = Other::New(self.to_record.push(entry)?);
        about.push(stated);
        Ok(Some(body))
    }

    /// Whom a statement is addressed to, and which territory it concerns, by their codes; else the name that means nobody.
    fn addressed(
        &mut self,
        draft: &DraftAct,
        body: &mut ReservationBody,
        on: Option<Date>,
    ) -> std::result::Result<(), (String, Reason, String)> {
        let of = |name: &String| {
            let name = name.clone();
            move |(reason, why)| (name, reason, why)
        };
        if let Some(name) = &draft.territory {
            body.territory = Some(self.people.territory(name, on).map_err(of(name))?);
        }
        if let Some(name) = draft.said.as_ref().and_then(|said| said.towards.as_ref()) {
            let named = DraftAct { participant: name.clone(), by_code: false, ..draft.clone() };
            body.towards = Some(self.people.find(&named, on).map_err(of(name))?);
        }
        Ok(())
    }
}

/// A statement of a file, with its author and whom it is addressed to by their codes.
struct Read<'a> {
    file: usize,
    draft: &'a DraftAct,
    body: ReservationBody,
}

impl Read<'_> {
    fn given(&self) -> Given<'_> {
        let has_text = has_text(self.draft);
        let has_summary = self.draft.said.as_ref().is_some_and(|said| said.summary.is_some());
        Given {
            body: &self.body,
            content: content(self.draft),
            flag: self.draft.flag.as_deref(),
            has_text,
            is_silent: !has_text && !has_summary,
        }
    }
}

/// A statement that another may refer to.
struct Stated {
    at: Other,
    participant: String,
    kind: Option<StatementKind>,
    date: Option<Date>,
    articles: Vec<String>,
}

impl Stated {
    fn of(at: Other, body: &ReservationBody) -> Self {
        Self {
            at,
            participant: body.participant.clone(),
            kind: StatementKind::from_word(&body.statement),
            date: body.date,
            articles: Statement::articles_of(body.articles.as_deref()),
        }
    }

    /// The statement that `body` is about, by its author, its day and its articles, where the file gives its day.
    fn find(
        stated: &[Self],
        body: &ReservationBody,
        draft: &DraftAct,
    ) -> std::result::Result<Option<Other>, String> {
        let kind = StatementKind::from_word(&body.statement);
        let to_date = draft.said.as_ref().and_then(|said| said.to_date);
        let (Some(kind), Some(date)) = (kind.filter(|kind| kind.refers_to_a_statement()), to_date) else {
            return Ok(None);
        };
        let author = if kind.is_reaction() { body.towards.as_ref() } else { Some(&body.participant) };
        let author =
            author.ok_or_else(|| format!("a {kind} with to_date needs towards: whose reservation it is"))?;
        let articles = Statement::articles_of(body.articles.as_deref());
        let mut found = stated.iter().filter(|other| {
            let fits = match (kind.is_reaction(), other.kind) {
                (true, other) => other == Some(StatementKind::Reservation),
                (false, other) => other != Some(StatementKind::Withdrawal),
            };
            let touches =
                |article: &String| other.articles.iter().any(|known| Article::named_alike(known, article));
            let concerned = articles.is_empty() || articles.iter().any(touches);
            fits && other.participant == *author && other.date == Some(date) && concerned
        });
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(Some(one.at)),
            (None, _) => {
                Err(format!("no statement of {author} on {date} is recorded or stands above it in the file"))
            }
            (Some(_), Some(_)) => Err(format!(
                "{author} made several statements on {date}: give the articles to tell them apart"
            )),
        }
    }
}

/// A statement as it is recorded: its text, or what the table calls it. The summary of a long text is its beginning.
fn statement(treaty: &str, participant: &str, kind: StatementKind, draft: &DraftAct) -> ReservationBody {
    let said = draft.said.as_deref().cloned().unwrap_or_default();
    let content = content(draft);
    let short = said.summary.clone().unwrap_or_else(|| beginning(&content));
    let summary = match &draft.flag {
        Some(flag) => format!("{short} [{flag}]"),
        None => short,
    };
    ReservationBody {
        confidence: Confidence::Verified,
        articles: (!said.articles.is_empty()).then(|| said.articles.join(";")),
        stance: said.stance.map(|stance| stance.word().to_owned()),
        about: said.about.map(|kind| kind.word().to_owned()),
        notified_on: said.notified_on,
        lapses_on: said.lapses_on,
        effective_on: draft.effective_on,
        text: has_text(draft).then_some(content),
        ..ReservationBody::of(treaty, participant, kind.word(), draft.day.date, &summary)
    }
}

fn has_text(draft: &DraftAct) -> bool {
    draft.note.as_ref().is_some_and(|note| !note.trim().is_empty())
}

/// The words of a statement in a file.
fn content(draft: &DraftAct) -> String {
    let text = draft.note.clone().filter(|note| !note.trim().is_empty());
    let summary = || draft.said.as_ref().and_then(|said| said.summary.clone());
    let about = || {
        let said = draft.said.as_ref()?;
        let to = (!said.articles.is_empty()).then(|| format!("to {}", said.articles.join(", ")));
        let parts: Vec<String> =
            to.into_iter().chain(said.towards.as_ref().map(|it| format!("towards {it}"))).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    let as_listed = || format!("{}: {}", draft.raw_header.trim(), draft.raw_cell.trim());
    text.or_else(summary).or_else(about).unwrap_or_else(as_listed)
}

/// The first sentence of a text, cut where it is long.
fn beginning(text: &str) -> String {
    const LONGEST: usize = 160;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let has_words = |line: &&str| line.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
    let line = text.lines().find(has_words).unwrap_or_default();
    let line =
        line.trim_start_matches(|letter: char| !letter.is_alphanumeric() && !"\"“«([".contains(letter));
    let end = line.match_indices(". ").map(|(at, _)| at + 1).find(|at| *at > 40).unwrap_or(line.len());
    let sentence = line[..end].trim();
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(LONGEST).collect();
    let whole = cut.rfind(' ').map_or(cut.as_str(), |at| &cut[..at]);
    format!("{whole} \u{2026}")
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_long_text_is_summed_up_by_its_first_sentence() {
        assert_eq!(beginning("Reserves its maps.\n\nAnd globes."), "Reserves its maps.\n\nAnd globes.");
        let long =
            format!("The Government does not consider itself bound by article IX. {}", "More. ".repeat(40));
        assert_eq!(beginning(&long), "The Government does not consider itself bound by article IX.");
        let endless = "word ".repeat(100);
        assert!(beginning(&endless).ends_with(" \u{2026}") && beginning(&endless).chars().count() < 170);
    }
}
