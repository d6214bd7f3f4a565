//! Reservations, declarations and other statements.

use std::collections::BTreeSet;

use super::statement_words::{about, because, how, letter, standing};
use super::{Columns, Marks, count, or_none, reach, title};
use crate::model::StatementKind;
use crate::render::{Cell, Head, Report, Section, Sheet, Table};
use crate::report::{
    Datum, ReactionLine, Reason, ReservationsReport, StatementLine, WindowView, columns as shared,
};

/// A statement, or a reaction to it.
pub(super) struct Row<'a> {
    line: &'a StatementLine,
    reaction: Option<&'a ReactionLine>,
}

impl<'a> Row<'a> {
    /// The statement, where the row is one and no reaction.
    fn own(&self) -> Option<&'a StatementLine> {
        self.reaction.is_none().then_some(self.line)
    }

    fn window(&self) -> Option<&'a WindowView> {
        self.own()?.window.as_ref()
    }
}

pub(super) fn columns<'a>() -> Columns<ReservationsReport, Row<'a>> {
    Columns::<ReservationsReport, Row<'a>>::new()
        .field(shared::ENTRY, |_, row| row.reaction.map_or(&row.line.entry, |it| &it.entry).into())
        .field(shared::TREATY, |_, row| (&row.line.treaty).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::CODE, |_, row| (&row.reaction.map_or(&row.line.author, |it| &it.author).code).into())
        .field(shared::NAME, |_, row| (&row.reaction.map_or(&row.line.author, |it| &it.author).name).into())
        .text("kind", "what sort of statement: reservation, declaration, objection …", |_, row| {
            row.reaction.map_or(row.line.kind.as_str(), |it| it.kind).into()
        })
        .text("character", "what it is in substance, where that is another thing than its name", |_, row| {
            row.own().and_then(|line| line.character.as_deref()).into()
        })
        .field(shared::ARTICLES, |_, row| row.own().map(|line| Datum::list(&line.articles)).into())
        .field(shared::DATE, |_, row| row.reaction.map_or(row.line.date, |it| Some(it.date)).into())
        .field(shared::LATEST, |_, row| row.own().and_then(|line| line.latest).into())
        .text(
            "made",
            "when it was made: at signature, with consent, after consent, before any act of its author",
            |_, row| row.own().and_then(|line| line.made).into(),
        )
        .text(
            "standing",
            "what has become of it by the day: stands, pending, barred, not confirmed, withdrawn, lapsed, not known",
            |_, row| row.own().map(|line| line.standing.word()).into(),
        )
        .text("author_status", "status of its author under the treaty on the day", |_, row| {
            row.own().map(|line| line.author_status).into()
        })
        .field(shared::NOTIFIED_ON, |_, row| row.own().and_then(|line| line.notified_on).into())
        .day("takes_effect_on", "first day on which it has effect", |_, row| {
            row.own().and_then(|line| line.takes_effect_on).into()
        })
        .text("confirmed_by", "entry that confirmed it with the consent (VCLT art. 23(2)): @N", |_, row| {
            row.own().and_then(|line| line.confirmed_by.as_deref()).into()
        })
        .day(
            "closes_on",
            "last day on which it can be objected to (VCLT art. 20(5), or the treaty)",
            |_, row| row.window().map(|window| window.closes_on).into(),
        )
        .flag("estimated", "whether closes_on is only the earliest possible day", |_, row| {
            row.window().map(|window| window.estimated).into()
        })
        .field(shared::ENDED_ON, |_, row| row.reaction.map_or(row.line.ended_on, |it| it.ended_on).into())
        .text("ended_by", "entry that withdrew it: @N; empty: none, or it lapsed", |_, row| {
            row.own().and_then(|line| line.ended_by.as_deref()).into()
        })
        .text("refers_to", "entry of the statement that it is about: @N", |_, row| match row.reaction {
            Some(_) => (&row.line.entry).into(),
            None => (&row.line.refers_to).into(),
        })
        .text("towards", "code of the participant that it is addressed to", |_, row| {
            row.own().and_then(|line| line.towards.as_ref()).map(|it| &it.code).into()
        })
        .field(shared::TERRITORY, |_, row| {
            row.own().and_then(|line| line.territory.as_ref()).map(|it| &it.code).into()
        })
        .text("stance", "of an objection: precluding (the treaty is not in force between the two), or simple", |_, row| {
            row.reaction.map_or(row.line.stance.as_deref(), |it| it.stance).into()
        })
        .text(
            "in_time",
            "of an objection or acceptance: whether it came in time: yes, no; empty: not known",
            |_, row| row.reaction.and_then(|it| it.in_time).map(|yes| if yes { "yes" } else { "no" }).into(),
        )
        .field(shared::SUMMARY, |_, row| row.own().map(|line| &line.summary).into())
        .text("text", "its text, where that was collected", |_, row| {
            row.own().and_then(|line| line.text.as_deref()).into()
        })
        .field(shared::SOURCES, |_, row| or_none(row.reaction.map_or(&row.line.sources, |it| &it.sources)))
}

impl ReservationsReport {
    fn in_order(&self) -> Vec<(&'static str, Vec<&StatementLine>)> {
        let of = |kind: StatementKind| -> Vec<&StatementLine> {
            self.statements.iter().filter(|line| line.kind == kind.word()).collect()
        };
        StatementKind::ALL
            .into_iter()
            .map(|kind| (plural(kind), of(kind)))
            .filter(|section| !section.1.is_empty())
            .collect()
    }

    /// Statements in the order of their kinds, each before the reactions to it.
    fn rows(&self) -> Vec<Row<'_>> {
        let lines = self.in_order().into_iter().flat_map(|(_, lines)| lines);
        let each = lines.flat_map(|line| {
            let reactions = line.reactions.iter().map(Some);
            std::iter::once(None).chain(reactions).map(move |reaction| Row { line, reaction })
        });
        each.collect()
    }

    fn section(
        &self,
        head: &str,
        lines: &[&StatementLine],
        marks: &mut Marks,
        letters: &mut BTreeSet<&str>,
    ) -> Section {
        let several = self.treaty.is_none();
        let tells = lines.iter().any(|line| standing(line) != "stands");
        let mut heads = vec!["Entry", "State"];
        heads.extend(several.then_some("Treaty"));
        heads.extend(["To", "Day"]);
        heads.extend(tells.then_some("Standing"));
        heads.push("Summary");
        let mut rows = Vec::new();
        for line in lines {
            let mut day = marks.day(line.date, line.latest, line.confidence, !line.sources.is_empty());
            if let Some((letter, legend)) = line.made.and_then(letter).filter(|_| line.kind == "reservation")
            {
                letters.insert(legend);
                day = format!("{day} {letter}");
            }
            let mut cells = vec![Cell::from(&*line.entry), (&*line.author.name).into()];
            cells.extend(several.then(|| Cell::from(&*line.treaty)));
            cells.extend([about(line).into(), day.into()]);
            cells.extend(tells.then(|| Cell::from(standing(line))));
            cells.push((&*line.summary).into());
            rows.push(cells);
            for reaction in &line.reactions {
                let mut cells =
                    vec![Cell::from(&*reaction.entry), format!("└ {}", reaction.author.name).into()];
                cells.extend(several.then(Cell::default));
                let word =
                    if reaction.kind == StatementKind::Objection.word() { "objection" } else { "acceptance" };
                cells.extend([word.into(), reaction.date.to_string().into()]);
                cells.extend(tells.then(Cell::default));
                cells.push(how(reaction).into());
                rows.push(cells);
            }
        }
        Section { title: Some(head.to_owned()), heads: heads.into_iter().map(Head::of).collect(), rows }
    }

    fn windows(&self, marks: &mut Marks) -> Option<Section> {
        let open = self.statements.iter().filter_map(|line| {
            let window = line.window.as_ref().filter(|window| window.open)?;
            Some([
                Cell::from(&*line.entry),
                (&*line.author.name).into(),
                window.opens_on.into(),
                marks.at_the_earliest(window.closes_on, window.estimated).into(),
                (&*window.by).into(),
            ])
        });
        let section =
            Section::of(["Entry", "State", "Opened", "Closes", "By"], open).titled("Open to objection");
        (!section.rows.is_empty()).then_some(section)
    }

    fn notes(&self) -> Vec<String> {
        let authors: BTreeSet<&str> = self.statements.iter().map(|line| line.author.code.as_str()).collect();
        let n = self.statements.len();
        let what = if self.standing {
            " in force"
        } else if self.open {
            " open to objection"
        } else {
            ""
        };
        let mut notes = vec![match n {
            0 => format!("There is nothing{what} of what was asked for."),
            n => format!(
                "{}{what}, by {}.",
                count(n, "statement", "statements"),
                count(authors.len(), "participant", "participants")
            ),
        }];
        if !self.others.is_empty() {
            let others: Vec<String> = self.others.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
            notes.push(format!("Of other kinds, which --kind lists: {}.", others.join(", ")));
        }
        if self.articles_not_known > 0 {
            notes.push(format!(
                "{} whose articles are not known: not listed, and may concern {} too.",
                count(self.articles_not_known, "statement", "statements"),
                self.articles.join(", ")
            ));
        }
        if self.windows_not_known > 0 {
            notes.push(format!(
                "{} made on a day not known: whether they can be objected to is not known.",
                count(self.windows_not_known, "reservation", "reservations")
            ));
        }
        if self.statements.iter().any(|line| !line.followed_by.is_empty()) {
            notes.push(
                "previous: a later designation names the same article, and no other territory; whether it adds to the \
                 earlier one or takes its place, the texts tell."
                    .to_owned(),
            );
        }
        let prohibited: Vec<String> = self
            .statements
            .iter()
            .filter(|line| !line.not_allowed.is_empty())
            .map(|line| format!("{} (to {})", line.entry, line.not_allowed.join(", ")))
            .collect();
        if !prohibited.is_empty() {
            notes.push(format!(
                "The treaty allows no such reservation (VCLT art. 19): {}.",
                prohibited.join(", ")
            ));
        }
        notes
    }
}

impl Report for ReservationsReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let mut letters = BTreeSet::new();
        let mut sections: Vec<Section> = self
            .in_order()
            .into_iter()
            .map(|(head, lines)| self.section(head, &lines, &mut marks, &mut letters))
            .collect();
        sections.extend(self.windows(&mut marks));
        let mut notes = self.notes();
        if !letters.is_empty() {
            notes.push(letters.into_iter().collect::<Vec<_>>().join(" · "));
        }
        notes.extend(reach(&self.treaty, self.as_of));
        notes.extend(marks.legend());
        let whose = self.by.as_ref().map_or_else(String::new, |by| format!(" of {}", by.name));
        let to = match self.articles.as_slice() {
            [] => String::new(),
            articles => format!(" to art. {}", articles.join(", ")),
        };
        let under = self.treaty.as_ref().map_or_else(|| "All treaties".to_owned(), title);
        Sheet {
            title: format!("{under} · {}{whose}{to} on {}", named(&self.kinds), self.as_of.in_words()),
            sections,
            notes,
        }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, self.rows())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let reason = |(place, row): (usize, Row)| match row.reaction {
            None => {
                let line = row.line;
                Reason::of(&line.author.name, because(line)).from(&line.sources).for_row(place)
            }
            Some(reaction) => {
                let law = StatementKind::from_word(reaction.kind).map_or("", StatementKind::article);
                let because = format!(
                    "{} on {} ({}, VCLT art. {law}) to {}: {}",
                    reaction.kind,
                    reaction.date,
                    reaction.entry,
                    row.line.entry,
                    how(reaction)
                );
                Reason::of(&reaction.author.name, because).from(&reaction.sources).for_row(place)
            }
        };
        Some(self.rows().into_iter().enumerate().map(reason).collect())
    }
}

fn plural(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Reservation => "Reservations",
        StatementKind::Declaration => "Declarations",
        StatementKind::Authority => "Authorities",
        StatementKind::Territorial => "On territories",
        StatementKind::Communication => "Communications",
        StatementKind::Withdrawal => "Withdrawals of statements",
        StatementKind::Confirmation => "Confirmations",
        StatementKind::Renewal => "Renewals",
        StatementKind::Objection => "Objections",
        StatementKind::Acceptance => "Acceptances of reservations",
        StatementKind::ObjectionToAccession => "Objections to accessions",
        StatementKind::AcceptanceOfAccession => "Acceptances of accessions",
    }
}

/// What was asked for, in the title.
fn named(kinds: &[&str]) -> String {
    match kinds {
        [] => "reservations and declarations".to_owned(),
        kinds if kinds.len() == StatementKind::ALL.len() => "statements".to_owned(),
        kinds => kinds.join(", "),
    }
}
