//! Reservations, declarations and other statements.

use std::collections::BTreeSet;

use super::statement_words::{about, because, how, letter, standing};
use super::{Columns, Marks, cells, count, joined, or_none, reach, statements_reach, title};
use crate::model::StatementKind;
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{
    Datum, ReactionLine, Reason, ReservationsReport, Standing, StatementLine, WindowView, columns as shared,
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
            "what has become of it by the day: stands, pending, fallen, barred, not confirmed, withdrawn, lapsed, ended (with the participation), not known",
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
        .text("ended_by", "entry that withdrew it: @N; empty: none, or it lapsed or ended", |_, row| {
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
        .text("stance", "of an objection: simple, precluding (the treaty is not in force between the two), severing (in force without the reservation)", |_, row| {
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
        .text(
            "acceptance",
            "whether it has the acceptance that a clause asks for: pending until when, accepted or fallen by what; empty: none is asked for",
            |_, row| row.own().and_then(|line| line.acceptance.as_deref()).into(),
        )
        .field(shared::SOURCES, |_, row| or_none(row.reaction.map_or(&row.line.sources, |it| &it.sources)))
}

impl ReservationsReport {
    fn in_order(&self) -> Vec<(&'static str, Vec<&StatementLine>)> {
        let of = |kind: StatementKind| {
            let lines = self.statements.iter().filter(|line| line.kind == kind.word());
            (kind.heading(), lines.collect::<Vec<_>>())
        };
        StatementKind::ALL.map(of).into_iter().filter(|section| !section.1.is_empty()).collect()
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
        let tells = lines.iter().any(|line| standing(line) != "stands");
        let mut rows = Vec::new();
        for line in lines {
            let mut day = marks.day(line.date, line.latest, line.confidence, !line.sources.is_empty());
            if let Some((letter, legend)) = line.made.and_then(letter).filter(|_| line.kind == "reservation")
            {
                letters.insert(legend);
                day = format!("{day} {letter}");
            }
            let (who, says) = (&line.author.name, &line.summary);
            rows.push(cells![&line.entry, who, &line.treaty, about(line), day, standing(line), says]);
            rows.extend(line.reactions.iter().map(|it| {
                let is_objection = it.kind == StatementKind::Objection.word();
                let word = if is_objection { "objection" } else { "acceptance" };
                cells![&it.entry, format!("└ {}", it.author.name), "", word, it.date, "", how(it)]
            }));
        }
        let heads = ["Entry", "State", "Treaty", "To", "Day", "Standing", "Summary"];
        let section = Section::of(heads, rows).titled(head);
        let section = if tells { section } else { section.without(5) };
        if self.treaty.is_none() { section } else { section.without(2) }
    }

    fn windows(&self, marks: &mut Marks) -> Option<Section> {
        let open = self.statements.iter().filter_map(|line| {
            let window = line.window.as_ref().filter(|window| window.open)?;
            let closes = marks.at_the_earliest(window.closes_on, window.estimated);
            Some(cells![&line.entry, &line.author.name, window.opens_on, closes, &window.by])
        });
        let section = Section::of(["Entry", "State", "Opened", "Closes", "By"], open);
        (!section.rows.is_empty()).then(|| section.titled("Open to objection"))
    }

    fn notes(&self) -> Vec<String> {
        let authors: BTreeSet<&str> = self.statements.iter().map(|line| line.author.code.as_str()).collect();
        let what = match (self.standing, self.open) {
            (true, _) => " in force",
            (false, true) => " open to objection",
            (false, false) => "",
        };
        let mut notes = vec![match self.statements.len() {
            0 if !self.carried_over.is_empty() => {
                format!("There is nothing{what} of what was asked for of its own; what another made stands:")
            }
            0 => format!("There is nothing{what} of what was asked for."),
            n => format!(
                "{}{what}, by {}.",
                count(n, "statement", "statements"),
                count(authors.len(), "participant", "participants")
            ),
        }];
        if !self.others.is_empty() {
            let others = joined(self.others.iter().map(|(kind, n)| format!("{n} {kind}")), ", ");
            notes.push(format!("Of other kinds, which --kind lists: {others}."));
        }
        if self.articles_not_known > 0 {
            notes.push(format!(
                "{} whose articles are not known: not listed, and may concern {} too.",
                count(self.articles_not_known, "statement", "statements"),
                self.articles.join(", ")
            ));
        }
        notes.extend(self.carried_over.iter().chain(&self.under_other_treaties).cloned());
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
        let asked_for = self.statements.iter().filter_map(|line| Some((line, line.acceptance.as_ref()?)));
        notes.extend(asked_for.map(|(line, how)| format!("{} of {}: {how}.", line.entry, line.author.name)));
        let by_clause = self.statements.iter().filter(|line| line.standing == Standing::Lapsed);
        let by_clause =
            by_clause.filter_map(|line| Some(format!("{} ({})", line.entry, line.lapses_by.as_ref()?)));
        let by_clause = joined(by_clause, ", ");
        if !by_clause.is_empty() {
            notes.push(format!(
                "Lapsed by the clause, if no renewal is missing from the record: {by_clause}."
            ));
        }
        for line in self.statements.iter().filter(|line| line.standing == Standing::Stands) {
            notes.extend(line.withdrawn_in_part.iter().map(|part| {
                format!(
                    "{} no longer stands for art. {}, from {} on: withdrawn by {} (VCLT art. 22).",
                    line.entry, part.article, part.on, part.by
                )
            }));
        }
        let prohibited = self.statements.iter().filter(|line| !line.not_allowed.is_empty());
        let prohibited =
            prohibited.map(|line| format!("{} (to {})", line.entry, line.not_allowed.join(", ")));
        let prohibited = joined(prohibited, ", ");
        if !prohibited.is_empty() {
            notes.push(format!("The treaty allows no such reservation (VCLT art. 19): {prohibited}."));
        }
        notes
    }
}

impl Report for ReservationsReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let mut letters = BTreeSet::new();
        let lines = self.in_order().into_iter();
        let mut sections: Vec<Section> =
            lines.map(|(head, lines)| self.section(head, &lines, &mut marks, &mut letters)).collect();
        sections.extend(self.windows(&mut marks));
        let mut notes = self.notes();
        if !letters.is_empty() {
            notes.push(joined(letters, " · "));
        }
        notes.extend(reach(&self.treaty, self.as_of));
        notes.extend(self.treaty.as_ref().and_then(|treaty| statements_reach(treaty, self.as_of)));
        notes.extend(marks.legend());
        let whose = self.by.as_ref().map_or_else(String::new, |by| format!(" of {}", by.name));
        let to = match self.articles.as_slice() {
            [] => String::new(),
            articles => format!(" to art. {}", articles.join(", ")),
        };
        let under = self.treaty.as_ref().map_or_else(|| "All treaties".to_owned(), title);
        let title = format!("{under} · {}{whose}{to} on {}", named(&self.kinds), self.as_of.in_words());
        Sheet { title, sections, notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, self.rows())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(self.rows(), |Row { line, reaction }| {
            let Some(reaction) = reaction else {
                return Some(Reason::of(&line.author.name, because(line)).from(&line.sources));
            };
            let ReactionLine { entry, author, kind, date, sources, .. } = reaction;
            let law = StatementKind::from_word(kind).map_or("", StatementKind::article);
            let (to, how) = (&line.entry, how(reaction));
            let because = format!("{kind} on {date} ({entry}, VCLT art. {law}) to {to}: {how}");
            Some(Reason::of(&author.name, because).from(sources))
        }))
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
