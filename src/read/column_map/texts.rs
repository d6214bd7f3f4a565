//! The texts of cells, and those in which a day stands behind words.

use super::remarks;

/// Without white space that says nothing.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words behind which a day stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub written: String,
    small: String,
}

impl From<String> for Words {
    fn from(written: String) -> Self {
        Self { small: written.to_lowercase(), written }
    }
}

/// A text that is looked through for the words of several acts.
#[derive(Debug)]
pub(super) struct Text {
    pub whole: String,
    /// The same in small letters, where these take as many bytes.
    small: Option<String>,
}

impl Text {
    pub(super) fn of(cell: &str) -> Self {
        let whole = squeezed(cell);
        let small = Some(whole.to_lowercase()).filter(|small| small.len() == whole.len());
        Self { whole, small }
    }

    /// What stands behind one of these words, and a colon if there is one, where a sentence of it begins with them: in the
    /// middle of one they may be about a part, a declaration, or what was not done.
    pub(super) fn behind(&self, words: &[Words]) -> Option<&str> {
        words.iter().find_map(|word| {
            let (within, word) = match &self.small {
                Some(small) => (small, &word.small),
                None => (&self.whole, &word.written),
            };
            let mut found = within.match_indices(word.as_str()).map(|(at, _)| at);
            let at = found.find(|at| remarks::begins_sentence(&self.whole, *at))?;
            let rest = self.whole.get(at + word.len()..)?;
            (!rest.starts_with(char::is_alphanumeric)).then(|| rest.trim_start_matches([':', ' ']))
        })
    }
}
