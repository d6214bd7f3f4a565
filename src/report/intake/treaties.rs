//! The treaties of files: which of them the record has, what is new of the treaty itself, and statements under it.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{Comparison, FileRead, TreatyLine};
use super::steps::{self, Beside, Step};
use super::{Bundle, Desk, row_of};
use crate::error::Result;
use crate::law::Statement;
use crate::model::draft::{DraftAct, DraftTreaty, Reason, What};
use crate::model::{Article, Date, ReservationBody, StatementKind, TreatyBody};
use crate::names::fold;
use crate::store::{GivenStatement, Store, TreatyRow};

/// The treaties of all files, each with what every file says of it, by code.
pub(super) fn bundles<'a>(store: &Store, files: &'a [FileRead]) -> Result<BTreeMap<String, Bundle<'a>>> {
    let mut bundles: BTreeMap<String, Bundle> = BTreeMap::new();
    for (file, read) in files.iter().enumerate() {
        for draft in &read.reading.treaties {
            let row = known_treaty(store, draft)?;
            let code = row.as_ref().map(|row| row.code.clone()).or_else(|| draft.code.clone());
            let code = code.unwrap_or_else(|| draft.named.clone());
            let bundle = bundles.entry(code).or_insert(Bundle { row, said: Vec::new() });
            bundle.said.push((file, draft));
        }
    }
    Ok(bundles)
}

/// The recorded treaty that a file speaks of: by its code, else by the only treaty of its name.
fn known_treaty(store: &Store, draft: &DraftTreaty) -> Result<Option<TreatyRow>> {
    if let Some(code) = &draft.code
        && let Some(row) = store.treaty(code)?
    {
        return Ok(Some(row));
    }
    let names = draft.code.iter().chain([&draft.named]);
    for name in names.filter(|name| !name.trim().is_empty()) {
        if let [code] = store.treaties_named(&fold(name))?.as_slice() {
            return store.treaty(code);
        }
    }
    Ok(None)
}

impl<'a> Desk<'a> {
    /// What files say of the treaty itself: recorded where it is new, or where its acts reach further now.
    pub(super) fn treaty_itself(&mut self, code: &str, bundle: &Bundle<'a>) -> Result<Option<TreatyBody>> {
        let Some((file, _)) = bundle.said.first() else {
            return Ok(None);
        };
        let reach = bundle.said.iter().filter(|(_, draft)| !draft.acts.is_empty());
        let editions =
            reach.map(|(file, _)| &self.files[*file].reading.edition).filter(|edition| edition.is_whole);
        let reach: Option<Date> =
            editions.filter_map(|edition| edition.status_as_at.or(edition.copied_on)).max();
        let Some(row) = &bundle.row else {
            let body = steps::new_treaty(code, &bundle.said, reach);
            self.counts.new_treaties += 1;
            self.treaties.push(TreatyLine {
                verdict: Comparison::New,
                treaty: code.to_owned(),
                title: body.title.clone(),
                file: self.files[*file].name.clone(),
                why: String::new(),
            });
            self.steps.treaty(*file, body.clone(), None, steps::names_of(code, &bundle.said));
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
        let said = |of: fn(&DraftTreaty) -> Option<Date>| bundle.said.iter().find_map(|said| of(said.1));
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
        if let Some(day) = reach.filter(|day| row.complete_to.is_none_or(|known| known < *day)) {
            changes.push(format!("acts collected up to {day}"));
            body.complete_to = Some(day);
        }
        if !changes.is_empty() {
            self.treaties.push(TreatyLine {
                verdict: Comparison::Changed,
                treaty: code.to_owned(),
                title: body.title.clone(),
                file: self.files[*file].name.clone(),
                why: changes.join("; "),
            });
            self.steps.treaty(*file, body, Some(entry), Vec::new());
        }
        Ok(None)
    }

    /// The numbers that files give of a treaty as a whole, as claims to be checked against the acts.
    pub(super) fn published_counts(&mut self, code: &str, bundle: &Bundle<'a>) -> Result<()> {
        let mut seen = BTreeSet::new();
        for (file, draft) in &bundle.said {
            let edition = &self.files[*file].reading.edition;
            let Some(as_of) = edition.status_as_at.or(edition.copied_on) else {
                continue;
            };
            for (claim, number) in &draft.counts {
                let body = steps::count(code, claim, *number, as_of);
                if seen.insert(body.code.clone()) && !self.store.has_claim(&body.code)? {
                    self.steps.push(Step::Claim { file: *file, body });
                }
            }
        }
        Ok(())
    }

    /// Statements that are not in the record.
    pub(super) fn statements(&mut self, code: &str, bundle: &Bundle<'a>) -> Result<()> {
        let any = bundle
            .said
            .iter()
            .any(|(_, draft)| draft.acts.iter().any(|act| matches!(act.what, What::Statement(_))));
        if !any {
            return Ok(());
        }
        let known = if bundle.row.is_some() { self.store.given_statements(code)? } else { Vec::new() };
        let mut given: BTreeSet<_> = known.iter().map(steps::statement_key).collect();
        let mut about: Vec<Stated> = known.into_iter().map(Stated::known).collect();
        for (file, treaty) in &bundle.said {
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
                let mut body = steps::statement(code, &participant, kind, draft);
                if let Err((reason, why)) = self.addressed(draft, &mut body, on) {
                    self.finding(*file, code, draft, reason, why);
                    continue;
                }
                let keys = steps::body_keys(&body, draft);
                if keys.iter().any(|key| given.contains(key)) {
                    self.counts.same += 1;
                    continue;
                }
                given.extend(keys);
                let reference = match Stated::find(&about, &body, draft) {
                    Ok(reference) => reference,
                    Err(why) => {
                        self.finding(*file, code, draft, Reason::NotOfThisForm, why);
                        continue;
                    }
                };
                self.counts.new += 1;
                self.counts.flagged += usize::from(draft.flag.is_some());
                self.rows.push(row_of(
                    Comparison::New,
                    code,
                    &participant,
                    kind.to_owned(),
                    draft,
                    &self.files[*file].name,
                ));
                let mut stated = Stated::of(&body);
                let step = self.steps.push(Step::Statement { file: *file, body, about: reference });
                stated.at = Beside::Step(step);
                about.push(stated);
            }
        }
        Ok(())
    }

    /// Whom a statement is addressed to, and which territory it concerns, by their codes.
    fn addressed(
        &mut self,
        draft: &DraftAct,
        body: &mut ReservationBody,
        on: Option<Date>,
    ) -> std::result::Result<(), (Reason, String)> {
        if let Some(name) = &draft.territory {
            body.territory = Some(self.people.territory(name, on)?);
        }
        if let Some(name) = draft.said.as_ref().and_then(|said| said.towards.as_ref()) {
            let named = DraftAct { participant: name.clone(), by_code: false, ..draft.clone() };
            body.towards = Some(self.people.find(&named, on)?);
        }
        Ok(())
    }
}

/// A statement that another may refer to.
struct Stated {
    at: Beside,
    participant: String,
    kind: Option<StatementKind>,
    date: Option<Date>,
    articles: Vec<String>,
}

impl Stated {
    fn known(known: GivenStatement) -> Self {
        Self {
            at: Beside::Entry(known.id),
            participant: known.participant,
            kind: StatementKind::from_word(&known.kind),
            date: known.date,
            articles: Statement::articles_of(known.articles.as_deref()),
        }
    }

    fn of(body: &ReservationBody) -> Self {
        Self {
            at: Beside::Step(0),
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
    ) -> std::result::Result<Option<Beside>, String> {
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
            (Some(one), None) => Ok(Some(one.at.clone())),
            (None, _) => {
                Err(format!("no statement of {author} on {date} is recorded or stands above it in the file"))
            }
            (Some(_), Some(_)) => Err(format!(
                "{author} made several statements on {date}: give the articles to tell them apart"
            )),
        }
    }
}
