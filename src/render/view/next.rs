//! What will happen by time alone, as a table and as a calendar.

use sha2::{Digest, Sha256};

use super::{Columns, Marks, count, joined, reach, text, worked_out};
use crate::model::{ActKind, DayBasis, Mode, Status};
use crate::render::{Calendar, Event, Report, Sheet, Table};
use crate::report::{ActView, Coming, NextReport, Reason, What, columns as shared};

/// One row per event.
pub(super) fn columns() -> Columns<NextReport, Coming> {
    Columns::<NextReport, Coming>::new()
        .day("day", "day of the event", |_, event| event.day.into())
        .shown("Day", |_, event, marks| {
            marks.at_the_earliest(event.day, event.basis == Some(DayBasis::Estimated)).into()
        })
        .text("what", "what sort of event", |_, event| event.what.word().into())
        .shown("What", |_, event, _| what(event).into())
        .rank(1)
        .field(shared::TREATY, |_, event| (&event.treaty).into())
        .shown("Number", |_, event, _| where_(event).into())
        .text("group", "code of the group, of a membership", |_, event| {
            event.group.as_ref().map(|group| &group.code).into()
        })
        .field(shared::CODE, |_, event| event.participant.as_ref().map(|who| &who.code).into())
        .field(shared::NAME, |_, event| event.participant.as_ref().map(|who| &who.name).into())
        .shown("Participant", |_, event, _| {
            event.participant.as_ref().map_or("the treaty itself", |who| &*who.name).into()
        })
        .text("from", "status before", |_, event| event.from.into())
        .text("to", "status after", |_, event| event.to.into())
        .field(shared::MODE, |_, event| event.mode.into())
        .text("concerns", "the part, territory or statement concerned", |_, event| (&event.concerns).into())
        .text(
            "basis",
            "how the day is known: published, computed, estimated (the earliest possible), practice",
            |_, event| event.basis.map(DayBasis::word).into(),
        )
        .shown("By", |_, event, _| by(event).into())
        .rank(2)
        .field(shared::ARTICLE, |_, event| (&event.article).into())
        .field(shared::ACT, |_, event| event.act.as_ref().map(|act| act.act).into())
        .field(shared::ENTRY, |_, event| {
            event.act.as_ref().map(|act| &act.entry).or(event.statement.as_ref()).into()
        })
        .day(
            "act_on",
            "day of the act; the last day it can have been, where that is not known",
            |_, event| event.act.as_ref().and_then(ActView::day).into(),
        )
        .field(shared::UNDER, |_, event| (&event.under).into())
}

impl Report for NextReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let section = columns().section(self, &self.coming, &mut marks);
        let (as_of, until) = (self.as_of, self.until);
        let mut notes = vec![match self.coming.len() {
            0 => format!("By what was done up to {as_of}, time alone brings nothing by {until}."),
            n => {
                let events = count(n, "event", "events");
                format!("{events}, by what was done up to {as_of}; what is done later may change it.")
            }
        }];
        notes.extend(self.group.as_ref().map(|set| {
            format!("Of participants only {}; what concerns all alike is listed too.", set.in_words())
        }));
        notes.extend(reach(&self.treaties, self.as_of));
        notes.extend(marks.legend());
        Sheet { title: self.title(), sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.coming)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.coming, |event| {
            let of = of(event);
            let act = event.act.as_ref().map(|act| Reason::act(&*of, act));
            let follows = event.computation.as_ref().map(|computed| Reason::of(&*of, worked_out(computed)));
            let is_plain = act.is_none() && follows.is_none();
            let plain = is_plain.then(|| Reason::of(&*of, reason_in_short(event)).from(&event.sources));
            act.into_iter().chain(follows).chain(plain)
        }))
    }

    fn calendar(&self) -> Option<Calendar> {
        let events = self.coming.iter().map(|event| Event {
            uid: uid(event),
            day: event.day,
            summary: summary(event),
            description: self.description(event),
            categories: vec![event.what.word().to_owned(), where_(event)],
        });
        let (sequence, recorded_at) = self.head.clone();
        Some(Calendar { name: self.title(), recorded_at, sequence, events: events.collect() })
    }
}

impl NextReport {
    fn title(&self) -> String {
        let only = if self.only.is_empty() { String::new() } else { format!("{} · ", self.only.join(", ")) };
        let from = self.as_of.plus_days(1).unwrap_or(self.as_of);
        format!("{only}By time alone, from {from} to {}", self.until)
    }

    fn description(&self, event: &Coming) -> String {
        let mut lines = vec![format!("{}: {}.", of(event), what(event))];
        let reason = reason_in_short(event);
        lines.extend((!reason.is_empty()).then(|| format!("By {reason}.")));
        lines.extend(event.computation.as_ref().map(|computed| format!("{}.", worked_out(computed))));
        if event.basis == Some(DayBasis::Estimated) {
            lines
                .push("The earliest possible day: the depositary's notification is not recorded.".to_owned());
        }
        let sources = event.act.as_ref().map_or(&event.sources, |act| &act.sources);
        let sources = if sources.is_empty() { "no source".to_owned() } else { sources.join(";") };
        lines.push(format!("Source: {sources}."));
        lines.push(format!("As of {}, by the record up to @{}.", self.as_of, self.head.0));
        lines.join("\n")
    }
}

/// The number of the treaty, or the group.
fn where_(event: &Coming) -> String {
    event.treaty.clone().or_else(|| event.group.as_ref().map(|group| group.code.clone())).unwrap_or_default()
}

/// Whom it concerns, and under what.
fn of(event: &Coming) -> String {
    match &event.participant {
        Some(who) => format!("{}, {}", who.name, where_(event)),
        None => where_(event),
    }
}

/// What happens, in a few words.
fn what(event: &Coming) -> String {
    let concerns = event.concerns.as_deref().unwrap_or_default();
    let part = if concerns.is_empty() { String::new() } else { format!(" ({concerns})") };
    match event.what {
        What::EntryIntoForce => "enters into force".to_owned(),
        What::AccessionOpens => "opens for accession".to_owned(),
        What::End => "ends for all".to_owned(),
        What::EntryIntoForceFor => "in force for it".to_owned(),
        What::Exit if event.to == Some(Status::Former) => "no longer bound".to_owned(),
        What::Exit | What::Status => format!("{} → {}", text(event.from.as_ref()), text(event.to.as_ref())),
        What::ModeBegins | What::ModeEnds => {
            let words = event.mode.map_or("", |mode| turn_of(mode, event.what == What::ModeBegins));
            format!("{words}{part}")
        }
        What::Territory => match event.act.as_ref().map(|act| act.act) {
            Some(ActKind::TerritorialExclusion) => format!("does not apply to {concerns} from then on"),
            Some(ActKind::TerritorialWithdrawal) => format!("withdrawal for {concerns} takes effect"),
            _ => format!("applies to {concerns}"),
        },
        What::SignatureCloses => "last day to sign".to_owned(),
        What::NoticeOpens if event.participant.is_none() => {
            "parties may give notice of denunciation".to_owned()
        }
        What::NoticeOpens => "may give notice of denunciation".to_owned(),
        What::NoticeCloses => "last day for notice of denunciation".to_owned(),
        What::ObjectionCloses => format!("last day to object to its {concerns}"),
        What::StatementLapses => format!("lapses: its {concerns}"),
        What::InvitationLapses => "invitation to accede lapses".to_owned(),
        What::MembershipBegins => "becomes a member".to_owned(),
        What::MembershipEnds => "no longer a member".to_owned(),
    }
}

/// What begins or ends with a mode of application.
fn turn_of(mode: Mode, begins: bool) -> &'static str {
    match (mode, begins) {
        (Mode::Provisional, true) => "applied provisionally by it",
        (Mode::Provisional, false) => "provisional application ends",
        (Mode::Suspended, true) => "operation suspended for it",
        (Mode::Suspended, false) => "suspension ends for it",
        (Mode::Partial, true) => "bound by a part",
        (Mode::Partial, false) => "no longer bound by a part only",
        (Mode::AsAmended, true) => "bound by the text as amended, without its own consent",
        (Mode::AsAmended, false) => "no longer bound by the text as amended without its own consent",
        (Mode::NotDetermined, true) => {
            "whether it is bound by the text as amended cannot be told from here on"
        }
        (Mode::NotDetermined, false) => "it can be told again whether it is bound by the text as amended",
        (Mode::ThroughOrganisation, true) => "bound through the organisation",
        (Mode::ThroughOrganisation, false) => "no longer bound through the organisation",
    }
}

/// The act, the clause, and where the day comes from.
fn by(event: &Coming) -> String {
    let act = event.act.as_ref().map(|act| {
        let under = event.under.as_ref().map_or_else(String::new, |treaty| format!(" under {treaty}"));
        format!("{}{under} {}", act.act, act.entry)
    });
    let basis = event.basis.map(|basis| {
        let article = event.article.as_ref().map_or_else(String::new, |article| format!(" ({article})"));
        match basis {
            DayBasis::Practice => event.article.clone().unwrap_or_default(),
            DayBasis::Published if event.act.is_some() || event.article.is_none() => "published".to_owned(),
            basis => format!("{}{article}", basis.word()),
        }
    });
    joined(act.into_iter().chain(event.statement.clone()).chain(basis), ", ")
}

/// The same with the day of the act.
fn reason_in_short(event: &Coming) -> String {
    let on = event.act.as_ref().and_then(ActView::day).map_or_else(String::new, |day| format!(" of {day}"));
    match &event.act {
        Some(act) => by(event).replacen(act.act.word(), &format!("{}{on}", act.act), 1),
        None => by(event),
    }
}

fn summary(event: &Coming) -> String {
    match (&event.participant, event.what) {
        (Some(who), What::EntryIntoForceFor) => format!("{} in force for {}", where_(event), who.name),
        (Some(who), What::Exit) => format!("{} no longer bound by {}", who.name, where_(event)),
        (Some(who), _) => format!("{}, {}: {}", where_(event), who.name, what(event)),
        (None, _) => format!("{}: {}", where_(event), what(event)),
    }
}

/// The name of an event in every calendar: readable, and unmistakable by the hash of what it is made of.
fn uid(event: &Coming) -> String {
    let hash = Sha256::digest(event.identity.join("\u{1f}").as_bytes());
    let hash = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let readable = event.identity.iter().take(3).map(|part| part.chars().map(plain).collect::<String>());
    format!("{}-{hash:016x}@accede", joined(readable, "."))
}
