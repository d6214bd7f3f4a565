//! For which of its articles a statement stands that was withdrawn in part (VCLT art. 22).

use super::statement_effects::StatementEffect;
use super::statements::Statement;
use crate::model::Date;

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
