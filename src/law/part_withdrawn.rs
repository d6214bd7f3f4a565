//! For which of its articles a statement stands that was withdrawn in part (VCLT art. 22).

use super::statement_effects::StatementEffect;
use super::statements::Statement;
use crate::model::Date;

/// What a statement stands for from a day on, as a row, where its author withdrew it in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NarrowedStatement {
    /// Whose.
    pub participant: String,
    /// The statement, by the entry that recorded it.
    pub statement: i64,
    /// From this day on.
    pub since: Date,
    /// The withdrawal.
    pub withdrawal: i64,
    /// For these articles only, with `;` between them.
    pub articles: String,
}

/// Every withdrawal in part under a treaty, by participant, statement and day. `courses` is what became of the statements, in
/// their order.
#[must_use]
pub fn narrowed_statements(statements: &[Statement], courses: &[StatementEffect]) -> Vec<NarrowedStatement> {
    let parts = statements.iter().zip(courses).flat_map(|(made, course)| {
        course.parts.iter().map(|part| NarrowedStatement {
            participant: made.participant.clone(),
            statement: made.id,
            since: part.on,
            withdrawal: part.by,
            articles: course.articles_on(made, part.on).join(";"),
        })
    });
    let mut narrowed: Vec<NarrowedStatement> = parts.collect();
    let key = |row: &NarrowedStatement| (row.participant.clone(), row.statement, row.since);
    narrowed.sort_by_key(key);
    narrowed.dedup_by_key(|row| key(row));
    narrowed
}

impl StatementEffect {
    /// For what of the articles that `made`, the statement itself, names it was withdrawn by a day.
    fn gone_by(&self, day: Date) -> Vec<String> {
        let by_then = self.parts.iter().take_while(|part| part.on <= day);
        by_then.flat_map(|part| part.articles.iter().cloned()).collect()
    }

    /// The articles for which `made`, the statement itself, is on a day: all that it names, but for those for which it was
    /// withdrawn by then. Once nothing is left, all that it was made for.
    #[must_use]
    pub fn articles_on(&self, made: &Statement, day: Date) -> Vec<String> {
        let gone = self.gone_by(day);
        let (left, _) = made.less(&gone);
        if left.is_empty() { made.articles.clone() } else { left.into_iter().map(str::to_owned).collect() }
    }

    /// The same in words: `art. 9, 16 but for 16(1)`.
    #[must_use]
    pub fn articles_in_words(&self, made: &Statement, day: Date) -> String {
        let gone = self.gone_by(day);
        let (_, within) = made.less(&gone);
        let but = if within.is_empty() { String::new() } else { format!(" but for {}", within.join(", ")) };
        match self.articles_on(made, day).as_slice() {
            [] => "articles not known".to_owned(),
            articles => format!("art. {}{but}", articles.join(", ")),
        }
    }
}
