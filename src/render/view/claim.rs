//! One published statement in full.

use super::claim_words::{because, spans};
use super::{Marks, cells, joined, text, title};
use crate::model::{ClaimKind, Definition, Form};
use crate::render::{Section, Sheet};
use crate::report::{ClaimLine, ClaimVerdict, Differing, Named, TreatyBrief};

/// A claim with everything that is known of it.
pub(super) fn full(line: &ClaimLine, treaty: Option<&TreatyBrief>, party: Option<Definition>) -> Sheet {
    let verdict = line.check.as_ref().map_or_else(String::new, |check| format!(": {}", check.verdict.word()));
    let mut fields = vec![
        ("Treaty", treaty.map_or_else(|| line.treaty.clone(), title)),
        ("Day", line.as_of.to_string()),
        ("Group", text(line.group.as_ref())),
        (
            "Says",
            format!("{}: {}", line.claim, line.meaning.unwrap_or("a word that this program does not know")),
        ),
    ];
    match &line.check {
        None => fields.push(("Published", line.value.replace(';', ", "))),
        Some(check) => {
            fields.push(("Published", named(&line.value, &check.published_names, line)));
            let record = check.record.as_deref().unwrap_or("it cannot tell");
            fields.push(("The record", named(record, &check.record_names, line)));
        }
    }
    fields.push(("Note", text(line.note.as_ref())));
    fields.push(("Recorded as", line.entry.clone()));
    let rows = fields.into_iter().filter(|field| !field.1.is_empty());
    let rows = rows.map(|(name, value)| cells![name, value]);
    let mut sections = vec![Section::of(["Field", "Value"], rows)];
    let mut notes = Vec::new();
    let mut marks = Marks::default();
    if let (Some(check), Some(party)) = (&line.check, party) {
        let about = ClaimKind::from_word(&line.claim).map(ClaimKind::form);
        if about != Some(Form::Count) {
            let heads = [
                ("In the record, and not in what was published", &check.missing),
                ("In what was published, and not in the record", &check.extra),
            ];
            for (head, who) in heads {
                sections.push(differing(head, who, &mut marks));
            }
        }
        let others = check.by_definition.iter().map(|answer| {
            let (party, record) = (answer.party, answer.record.replace(';', ", "));
            cells![party.word(), record, answer.verdict.word(), party.meaning()]
        });
        sections.push(
            Section::of(["Party", "The record", "Verdict", "Meaning"], others)
                .titled("By another meaning of party"),
        );
        notes.extend(because(line, party));
        if check.verdict == ClaimVerdict::Holds {
            notes.push("The record gives what was published.".to_owned());
            notes.extend(check.uncertain.then(|| {
                "This rests on an act whose day is not known, counted from the last day on which it can have been done."
                    .to_owned()
            }));
        }
        if check.right_on.len() > 1 {
            notes.push(format!("The record gives it {}.", spans(&check.right_on)));
        }
    }
    let citations = line.citations.iter().map(|(code, words)| cells![code, words]);
    sections.push(Section::of(["Source", "Where it was read"], citations).titled("Published by"));
    if line.sources.is_empty() {
        notes.push("No source is recorded for it.".to_owned());
    }
    notes.extend(marks.legend());
    Sheet { title: format!("Claim {}{verdict}", line.code), sections, notes }
}

/// A value with the names behind its codes.
fn named(value: &str, names: &[Named], line: &ClaimLine) -> String {
    let form = ClaimKind::from_word(&line.claim).map(ClaimKind::form);
    let list = || joined(names.iter().map(|who| &who.name), ", ");
    match form {
        Some(Form::List) if !names.is_empty() => format!("{}: {}", names.len(), list()),
        Some(Form::One) if !names.is_empty() => list(),
        _ => value.replace(';', ", "),
    }
}

fn differing(head: &str, who: &[Differing], marks: &mut Marks) -> Section {
    let rows = who.iter().map(|who| {
        let later = who.later.as_ref().map(|act| format!("{} {}", act.act.verb(), marks.act(act)));
        let [signed, consented] =
            [&who.signature, &who.consent].map(|act| act.as_ref().map(|act| marks.act(act)));
        cells![&who.who.name, who.status.word(), signed, consented, later, who.in_force_on]
    });
    Section::of(["Who", "Status", "Signed", "Consented", "Later", "In force"], rows).titled(head)
}
