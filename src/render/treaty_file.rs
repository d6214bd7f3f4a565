//! A treaty as a TOML file that `accede treaty add` and `accede treaty amend` read back.

use std::fmt::{Display, Write};

use crate::model::letters::is_hidden;
use crate::model::{Confidence, Sources};
use crate::report::TreatyDocument;

/// The document as TOML.
#[must_use]
pub fn treaty_file(document: &TreatyDocument) -> String {
    let treaty = &document.treaty;
    let mut page = Page::default();
    page.text("code", &treaty.code);
    page.text("title", &treaty.title);
    page.text("short_title", &treaty.short_title);
    page.text("kind", &treaty.treaty_kind);
    page.optional("subject", treaty.subject.as_ref());
    page.optional("parent", treaty.parent.as_ref());
    page.optional("depositary", Some(&treaty.depositary).filter(|name| !name.is_empty()));
    page.plain("adopted_on", treaty.adopted_on);
    page.plain("opened_on", treaty.opened_on);
    page.optional("opened_at", treaty.opened_at.as_ref());
    page.plain("signature_closes_on", treaty.signature_closes_on);
    page.plain("in_force_on", treaty.in_force_on);
    page.plain("complete_to", treaty.complete_to);
    page.plain("statements_complete_to", treaty.statements_complete_to);
    page.optional("note", treaty.note.as_ref());
    let (mut names, mut numbers) = (Vec::new(), Vec::new());
    for alias in &document.aliases {
        match &alias.scheme {
            None => names.push(alias.name.clone()),
            Some(scheme) => numbers.push(format!("{} = {}", quoted(scheme), quoted(&alias.name))),
        }
    }
    page.plain("aliases", (!names.is_empty()).then(|| list(&names)));
    page.plain("identifiers", (!numbers.is_empty()).then(|| format!("{{ {} }}", numbers.join(", "))));
    let inherited = !treaty.sources.is_empty();
    page.support(&treaty.sources, treaty.confidence, false);
    for link in &document.links {
        page.table("links");
        page.text("kind", &link.link);
        page.text("treaty", &link.other);
        page.optional("article", link.article.as_ref());
        page.support(&link.sources, link.confidence, inherited);
    }
    for clause in &document.clauses {
        page.table("clauses");
        page.text("kind", &clause.clause_kind);
        page.text("applies_to", &clause.applies_to);
        page.text("rule", &clause.rule);
        page.text("article", &clause.article);
        page.optional("note", clause.note.as_ref());
        page.support(&clause.sources, clause.confidence, inherited);
    }
    page.0
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn plain(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            writeln!(self.0, "{key} = {value}").expect("a string takes everything");
        }
    }

    fn text(&mut self, key: &str, text: &str) {
        self.plain(key, Some(quoted(text)));
    }

    fn optional(&mut self, key: &str, text: Option<&String>) {
        self.plain(key, text.map(|text| quoted(text)));
    }

    fn table(&mut self, name: &str) {
        writeln!(self.0, "\n[[{name}]]").expect("a string takes everything");
    }

    /// The sources and the confidence; an empty list only where leaving it out would mean those of the treaty.
    fn support(&mut self, sources: &Sources, confidence: Confidence, inherited: bool) {
        if inherited || !sources.is_empty() {
            self.plain("sources", Some(list(&sources.0)));
        }
        self.text("confidence", confidence.word());
    }
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            _ if is_hidden(letter) => {
                let number = u32::from(letter);
                let written = if number > 0xFFFF {
                    write!(quoted, "\\U{number:08X}")
                } else {
                    write!(quoted, "\\u{number:04X}")
                };
                written.expect("a string takes everything");
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_toml_is_escaped() {
        assert_eq!(quoted("a \"b\" \\ é\n\u{202e}"), r#""a \"b\" \\ é\u000A\u202E""#);
        assert_eq!(quoted("\u{e0041}"), r#""\U000E0041""#);
    }
}
