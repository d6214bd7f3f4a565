//! What is to be recorded of files: entries in their order, each with the source that its file is.

use std::collections::{BTreeMap, BTreeSet};

use super::{FileLine, FileRead};
use crate::model::draft::{DraftAct, DraftTreaty};
use crate::model::{
    ActBody, AttestationBody, BatchBody, Body, Confidence, Date, Fact, ReservationBody, RetractionBody,
    SourceBody, Sources, TreatyBody, TreatyNameBody,
};
use crate::names::fold;
use crate::store::GivenStatement;

/// What an act stands beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Beside {
    /// An entry of the record.
    Entry(i64),
    /// An act among those to be recorded: the number of its step.
    Step(usize),
}

/// Something to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Treaty {
        file: usize,
        body: TreatyBody,
        replaces: Option<i64>,
    },
    TreatyName(TreatyNameBody),
    Act {
        file: usize,
        body: ActBody,
        replaces: Option<i64>,
        beside: Option<Beside>,
    },
    Statement {
        file: usize,
        body: ReservationBody,
        about: Option<Beside>,
    },
    /// `acts` are entries of the record, `steps` acts that are recorded before this.
    Attest {
        file: usize,
        acts: BTreeSet<i64>,
        steps: Vec<usize>,
    },
    Retract {
        entry: i64,
    },
}

impl Step {
    fn file(&self) -> Option<usize> {
        match self {
            Self::Treaty { file, .. }
            | Self::Act { file, .. }
            | Self::Statement { file, .. }
            | Self::Attest { file, .. } => Some(*file),
            Self::TreatyName(_) | Self::Retract { .. } => None,
        }
    }
}

/// Everything to record, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Steps {
    steps: Vec<Step>,
    /// The source that each file is; its code is not known yet.
    sources: Vec<SourceBody>,
}

impl Steps {
    pub(super) fn of(files: &[FileRead]) -> Self {
        Self { steps: Vec::new(), sources: files.iter().map(source).collect() }
    }

    /// Entries, the sources of their files included.
    pub(super) fn len(&self) -> usize {
        self.steps.len() + self.used().len()
    }

    /// Adds a step; returns its number.
    pub(super) fn push(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }

    pub(super) fn treaty(
        &mut self,
        file: usize,
        body: TreatyBody,
        replaces: Option<i64>,
        names: Vec<TreatyNameBody>,
    ) {
        self.push(Step::Treaty { file, body, replaces });
        for name in names {
            self.push(Step::TreatyName(name));
        }
    }

    /// The files that anything to be recorded comes from.
    fn used(&self) -> BTreeSet<usize> {
        self.steps.iter().filter_map(Step::file).collect()
    }

    /// The entries after `seen`: the batch, the sources, the steps. A source's code is the number of its entry.
    pub(super) fn facts(self, seen: i64, files: &[FileLine]) -> Vec<Fact> {
        let used = self.used();
        let mut facts: Vec<Fact> = Vec::with_capacity(self.len() + 1);
        let entries = self.len() as u64;
        facts.push(Body::Batch(BatchBody { name: name(files), entries }).into());
        let mut codes: BTreeMap<usize, Sources> = BTreeMap::new();
        for (file, next) in used.iter().zip(seen + 2..) {
            let code = format!("@{next}");
            codes.insert(*file, Sources(vec![code.clone()]));
            facts.push(Body::Source(SourceBody { code, ..self.sources[*file].clone() }).into());
        }
        let first = seen + 1 + i64::try_from(facts.len()).unwrap_or_default();
        let entry_of = |step: usize| first + i64::try_from(step).unwrap_or_default();
        for step in self.steps {
            let sources = step.file().and_then(|file| codes.get(&file)).cloned().unwrap_or_default();
            facts.push(match step {
                Step::Treaty { body, replaces, .. } => {
                    let sources = if replaces.is_some() { joined(&body.sources, &sources) } else { sources };
                    Fact { body: Body::Treaty(TreatyBody { sources, ..body }), replaces: None }
                }
                Step::TreatyName(body) => Body::TreatyName(body).into(),
                Step::Act { body, replaces, beside, .. } => {
                    let beside = beside.map(|beside| match beside {
                        Beside::Entry(id) => id,
                        Beside::Step(step) => entry_of(step),
                    });
                    Fact { body: Body::Act(ActBody { beside, sources, ..body }), replaces }
                }
                Step::Statement { body, about, .. } => {
                    let refers_to = about.map(|about| match about {
                        Beside::Entry(id) => id,
                        Beside::Step(step) => entry_of(step),
                    });
                    Body::Reservation(ReservationBody { refers_to, sources, ..body }).into()
                }
                Step::Attest { acts, steps, .. } => {
                    let acts = acts.into_iter().chain(steps.into_iter().map(entry_of)).collect();
                    let source = sources.0.first().cloned().unwrap_or_default();
                    Body::Attestation(AttestationBody { source, acts: AttestationBody::list(&acts) }).into()
                }
                Step::Retract { entry } => Body::Retraction(RetractionBody { entry }).into(),
            });
        }
        facts
    }
}

fn joined(one: &Sources, other: &Sources) -> Sources {
    let mut all = one.clone();
    all.0.extend(other.0.iter().filter(|code| !one.0.contains(code)).cloned());
    all
}

/// The name of a batch: that of its file, or of the first one and how many more.
fn name(files: &[FileLine]) -> String {
    let first = files.first().map_or("", |file| file.file.as_str());
    match files.len() {
        0 | 1 => format!("import of {first}"),
        several => format!("import of {first} and {} more files", several - 1),
    }
}

fn source(file: &FileRead) -> SourceBody {
    let edition = &file.reading.edition;
    SourceBody {
        dated: edition.status_as_at.or(edition.copied_on),
        retrieved_on: edition.copied_on,
        publisher: Some(edition.publisher.clone()),
        authority: Some(edition.authority.word().to_owned()),
        file: Some(file.name.clone()),
        sha256: Some(file.sha256.clone()),
        ..SourceBody::of("", &format!("{}, {}, {}", edition.publisher, edition.title, file.name))
    }
}

/// A treaty that is not recorded yet, with what files say of it, and no clauses.
pub(super) fn new_treaty(
    code: &str,
    said: &[(usize, &DraftTreaty)],
    complete_to: Option<Date>,
) -> TreatyBody {
    let text =
        |of: fn(&DraftTreaty) -> Option<&String>| said.iter().find_map(|(_, draft)| of(draft)).cloned();
    let day = |of: fn(&DraftTreaty) -> Option<Date>| said.iter().find_map(|(_, draft)| of(draft));
    let title = text(|draft| draft.title.as_ref()).unwrap_or_else(|| code.to_owned());
    TreatyBody {
        code: code.to_owned(),
        short_title: text(|draft| draft.short_title.as_ref()).unwrap_or_else(|| title.clone()),
        title,
        treaty_kind: text(|draft| draft.kind.as_ref()).unwrap_or_else(|| "treaty".to_owned()),
        parent: text(|draft| draft.parent.as_ref()),
        depositary: text(|draft| draft.depositary.as_ref()).unwrap_or_default(),
        adopted_on: day(|draft| draft.adopted_on),
        opened_on: day(|draft| draft.opened_on),
        opened_at: text(|draft| draft.opened_at.as_ref()),
        signature_closes_on: None,
        in_force_on: day(|draft| draft.in_force_on),
        complete_to,
        note: text(|draft| draft.note.as_ref()),
        sources: Sources::default(),
        confidence: Confidence::Verified,
    }
}

/// The names by which files call a new treaty, beside its number and titles.
pub(super) fn names_of(code: &str, said: &[(usize, &DraftTreaty)]) -> Vec<TreatyNameBody> {
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

/// A statement as it is recorded: its text, or what the table calls it. The summary of a long text is its beginning.
pub(super) fn statement(treaty: &str, participant: &str, kind: &str, draft: &DraftAct) -> ReservationBody {
    let said = draft.said.as_deref().cloned().unwrap_or_default();
    let content = content(draft);
    let short = said.summary.clone().unwrap_or_else(|| beginning(&content));
    let has_text = draft.note.as_ref().is_some_and(|note| !note.trim().is_empty());
    let summary = match &draft.flag {
        Some(flag) => format!("{short} [{flag}]"),
        None => short.clone(),
    };
    ReservationBody {
        confidence: Confidence::Verified,
        articles: (!said.articles.is_empty()).then(|| said.articles.join(";")),
        stance: said.stance.map(str::to_owned),
        notified_on: said.notified_on,
        lapses_on: said.lapses_on,
        effective_on: draft.effective_on,
        text: (has_text && short != content).then_some(content),
        ..ReservationBody::of(treaty, participant, kind, draft.day.date, &summary)
    }
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
    let line = text.lines().next().unwrap_or_default();
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let end = line.match_indices(". ").map(|(at, _)| at + 1).find(|at| *at > 40).unwrap_or(line.len());
    let sentence = line[..end].trim();
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(LONGEST).collect();
    let whole = cut.rfind(' ').map_or(cut.as_str(), |at| &cut[..at]);
    format!("{whole} \u{2026}")
}

/// What tells statements apart: whose, what, when, its words, and whom it is addressed to.
pub(super) type StatementKey = (String, String, Option<Date>, String, Option<String>);

pub(super) fn statement_key(known: &GivenStatement) -> StatementKey {
    let words = known.text.as_ref().unwrap_or(&known.summary);
    (known.participant.clone(), known.kind.clone(), known.date, words.clone(), known.towards.clone())
}

/// The keys under which the record may have a statement: older entries have its whole text with the flag as their summary.
pub(super) fn body_keys(body: &ReservationBody, draft: &DraftAct) -> [StatementKey; 3] {
    let content = content(draft);
    let flagged = draft.flag.as_ref().map_or_else(|| content.clone(), |flag| format!("{content} [{flag}]"));
    [content, flagged, body.summary.clone()].map(|words| {
        (body.participant.clone(), body.statement.clone(), body.date, words, body.towards.clone())
    })
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
