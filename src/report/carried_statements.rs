//! What stands under a treaty though it was said under another one, in words: a clause says so.

use crate::error::Result;
use crate::law::Statement;
use crate::model::{Date, StatementKind, series};
use crate::names::fold;
use crate::store::{CarriedRow, Store};

/// Which statements under other treaties stand on a day under one too, or under any, a sentence for each participant; only for
/// one, where that is named.
pub(super) fn in_words(
    store: &Store,
    treaty: Option<&str>,
    by: Option<&str>,
    day: Date,
    called: &dyn Fn(&str) -> String,
) -> Result<Vec<String>> {
    let rows = store.carried_statements(treaty, by, day)?;
    let one = |a: &CarriedRow, b: &CarriedRow| {
        (&a.treaty, &a.participant, &a.other, &a.article) == (&b.treaty, &b.participant, &b.other, &b.article)
    };
    let said = rows.chunk_by(one).map(|rows| {
        let CarriedRow { treaty, participant, other, article, .. } = &rows[0];
        let name = called(participant);
        let each: Vec<String> = rows.iter().map(|row| which(row, day)).collect();
        let each: Vec<&str> = each.iter().map(String::as_str).collect();
        let stand = if rows.len() == 1 { "stands" } else { "stand" };
        let each = series(&each, "and");
        let said =
            format!("Made by {name} under {other}, and {stand} under {treaty} too ({article}): {each}.");
        (treaty, fold(&name), said)
    });
    let mut said: Vec<(&String, String, String)> = said.collect();
    said.sort();
    Ok(said.into_iter().map(|row| row.2).collect())
}

fn which(row: &CarriedRow, day: Date) -> String {
    let kind = StatementKind::from_word(&row.kind).map_or(&*row.kind, |kind| kind.word());
    let articles = Statement::articles_of(row.articles.as_deref());
    let articles = match articles.as_slice() {
        [] => "articles not known".to_owned(),
        articles => format!("art. {}", articles.join(", ")),
    };
    let doubt = if day < row.since { ", on a day that is not known, perhaps later" } else { "" };
    format!("{kind} @{} ({articles}{doubt})", row.id)
}
