//! What will happen by time alone, as a table and as a calendar.

use sha2::{Digest, Sha256};

use super::{Marks, count, reach_of, text};
use crate::model::Status;
use crate::render::{Calendar, Cell, Column, Event, Records, Report, Section, Sheet};
use crate::report::{ActView, Basis, Coming, NextReport, Reason, What};

impl Report for NextReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let rows = self.coming.iter().map(|event| {
            let estimated = event.basis == Some(Basis::Estimated);
            vec![
                Cell::from(marks.at_the_earliest(event.day, estimated)),
                where_(event).into(),
                event.participant.as_ref().map_or("the treaty itself", |who| &*who.name).into(),
                what(event).into(),
                by(event).into(),
            ]
        });
        let section = Section {
            title: None,
            columns: Column::texts(&["Day", "Number", "Participant", "What", "By"]),
            rows: rows.collect(),
        };
        let mut notes = vec![match self.coming.len() {
            0 => {
                format!("By what was done up to {}, time alone brings nothing by {}.", self.as_of, self.until)
            }
            n => format!(
                "{}, by what was done up to {}; what is done later may change it.",
                count(n, "event", "events"),
                self.as_of
            ),
        }];
        if !self.set.is_empty() {
            notes.push(format!("Of participants only {}; what concerns all alike is listed too.", self.set));
        }
        notes.extend(reach_of(&self.treaties, self.as_of));
        notes.extend(marks.legend());
        Sheet { title: self.title(), sections: vec![section], notes }
    }

    fn records(&self) -> Records {
        let header = vec![
            "day", "what", "treaty", "group", "code", "name", "from", "to", "mode", "concerns", "basis",
            "article", "act", "entry", "act_on", "under",
        ];
        let rows = self.coming.iter().map(|event| {
            let act = event.act.as_ref();
            vec![
                event.day.to_string(),
                event.what.word().to_owned(),
                text(event.treaty.as_ref()),
                text(event.group.as_ref().map(|group| &group.code)),
                text(event.participant.as_ref().map(|who| &who.code)),
                text(event.participant.as_ref().map(|who| &who.name)),
                text(event.from.as_ref()),
                text(event.to.as_ref()),
                text(event.mode.as_ref()),
                text(event.concerns.as_ref()),
                event.basis.map_or("", Basis::word).to_owned(),
                text(event.article.as_ref()),
                text(act.map(|act| act.act).as_ref()),
                text(act.map(|act| &act.entry).or(event.statement.as_ref())),
                text(act.and_then(ActView::day).as_ref()),
                text(event.under.as_ref()),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let rows = self.coming.iter().enumerate().flat_map(|(place, event)| {
            let of = of(event);
            let act = event.act.as_ref().map(|act| Reason::act(&*of, act));
            let follows = event.computation.as_ref().map(|computed| {
                Reason::of(&*of, format!("{} ({}): {}", computed.rule, computed.article, computed.arithmetic))
            });
            let plain = (act.is_none() && follows.is_none())
                .then(|| Reason::of(&*of, reason_in_short(event)).from(&event.sources));
            act.into_iter().chain(follows).chain(plain).map(move |reason| reason.for_row(place))
        });
        Some(rows.collect())
    }

    fn calendar(&self) -> Option<Calendar> {
        let events = self.coming.iter().map(|event| Event {
            uid: uid(event),
            day: event.day,
            summary: summary(event),
            description: self.description(event),
            categories: vec![event.what.word().to_owned(), where_(event)],
        });
        Some(Calendar {
            name: self.title(),
            recorded_at: self.head.1.clone(),
            sequence: self.head.0,
            events: events.collect(),
        })
    }
}

impl NextReport {
    fn title(&self) -> String {
        let only = if self.only.is_empty() { String::new() } else { format!("{} · ", self.only.join(", ")) };
        format!(
            "{only}By time alone, from {} to {}",
            self.as_of.plus_days(1).unwrap_or(self.as_of),
            self.until
        )
    }

    fn description(&self, event: &Coming) -> String {
        let mut lines = vec![format!("{}: {}.", of(event), what(event))];
        let reason = reason_in_short(event);
        if !reason.is_empty() {
            lines.push(format!("By {reason}."));
        }
        if let Some(computed) = &event.computation {
            lines.push(format!("{} ({}): {}.", computed.rule, computed.article, computed.arithmetic));
        }
        if event.basis == Some(Basis::Estimated) {
            lines
                .push("The earliest possible day: the depositary's notification is not recorded.".to_owned());
        }
        let sources = event.act.as_ref().map_or(&event.sources, |act| &act.sources);
        lines.push(format!("Source: {}.", super::sources(sources)));
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
    let mode = event.mode.map_or("", |mode| mode.word());
    let part = if concerns.is_empty() { String::new() } else { format!(" ({concerns})") };
    match event.what {
        What::EntryIntoForce => "enters into force".to_owned(),
        What::AccessionOpens => "opens for accession".to_owned(),
        What::End => "ends for all".to_owned(),
        What::EntryIntoForceFor => "in force for it".to_owned(),
        What::Exit if event.to == Some(Status::Former) => "no longer bound".to_owned(),
        What::Exit | What::Status => format!("{} → {}", text(event.from.as_ref()), text(event.to.as_ref())),
        What::ModeBegins => format!("{mode}{part}: begins"),
        What::ModeEnds => format!("{mode}{part}: ends"),
        What::Territory => format!("territory: {concerns}"),
        What::SignatureCloses => "last day to sign".to_owned(),
        What::NoticeOpens => "may give notice of denunciation".to_owned(),
        What::NoticeCloses => "last day for notice of denunciation".to_owned(),
        What::ObjectionCloses => format!("last day to object to its {concerns}"),
        What::StatementLapses => format!("lapses: its {concerns}"),
        What::InvitationLapses => "invitation to accede lapses".to_owned(),
        What::MembershipBegins => "becomes a member".to_owned(),
        What::MembershipEnds => "no longer a member".to_owned(),
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
            Basis::Practice => event.article.clone().unwrap_or_default(),
            Basis::Published if event.act.is_some() || event.article.is_none() => "published".to_owned(),
            basis => format!("{}{article}", basis.word()),
        }
    });
    let parts = act.into_iter().chain(event.statement.clone()).chain(basis);
    parts.collect::<Vec<_>>().join(", ")
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
    let readable: Vec<String> =
        event.identity.iter().take(3).map(|part| part.chars().map(plain).collect()).collect();
    format!("{}-{hash:016x}@accede", readable.join("."))
}
