//! Words in a remark behind which a day stands: whether a sentence says that and nothing else.

/// Whether a sentence begins there, and does not only go on with what a short one before it names: `Part II. Denounced on`.
pub(super) fn begins_sentence(text: &str, at: usize) -> bool {
    const PARTS: [&str; 14] = [
        "part",
        "parts",
        "annex",
        "annexes",
        "article",
        "articles",
        "art",
        "section",
        "chapter",
        "protocol",
        "schedule",
        "partie",
        "annexe",
        "convention",
    ];
    let Some(before) = text.get(..at).map(str::trim_end) else { return false };
    if before.is_empty() {
        return true;
    }
    let Some(sentence) = before.strip_suffix(['.', ';']) else { return false };
    if before.ends_with('.') && !text[at..].starts_with(char::is_uppercase) {
        return false;
    }
    let sentence = sentence.rsplit(['.', ';']).next().unwrap_or_default();
    let words: Vec<String> = sentence.split_whitespace().map(str::to_lowercase).collect();
    match words.as_slice() {
        [] => false,
        // An abbreviation ends with a full stop too.
        [word] => word.chars().count() > 5 || before.ends_with(';'),
        [first, ..] => words.len() > 5 || !PARTS.contains(&first.as_str()),
    }
}

/// What follows the sentence of a day; none where the sentence goes on in a way that may change what was done.
pub(super) fn after_day(rest: &str) -> Option<&str> {
    const GOES_ON: [&str; 9] = [
        "by ",
        "par ",
        "por ",
        "with effect ",
        "effective ",
        "avec effet ",
        "taking effect ",
        "through ",
        "following ",
    ];
    if rest.is_empty() {
        return Some(rest);
    }
    if let Some(rest) = rest.strip_prefix(['.', ';']) {
        return Some(rest);
    }
    let rest = rest.trim_start_matches(['(', ',', ' ']);
    let lower = rest.to_lowercase();
    GOES_ON.iter().any(|word| lower.starts_with(word)).then_some(rest)
}

/// Whether what follows may take back or narrow what was done.
pub(super) fn takes_back(after: &str) -> bool {
    const WORDS: [&str; 11] = [
        "withdr",
        "revok",
        "cancel",
        "annul",
        "rescind",
        "retir",
        "only",
        "part ",
        "parts ",
        "seulement",
        "solely",
    ];
    let lower = after.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}
