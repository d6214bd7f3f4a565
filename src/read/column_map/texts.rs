//! The texts of cells, and those in which a day stands behind words.

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

    /// What stands in it behind the first of these words that it has, and behind a colon if there is one.
    pub(super) fn behind(&self, words: &[Words]) -> Option<&str> {
        let small = self.small.as_ref().unwrap_or(&self.whole);
        words.iter().find_map(|word| {
            let at = small.find(&word.small).or_else(|| self.whole.find(&word.written))?;
            Some(self.whole.get(at + word.written.len()..)?.trim_start_matches([':', ' ']))
        })
    }
}
