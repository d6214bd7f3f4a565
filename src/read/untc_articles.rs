//! The articles of a treaty that a text names for sure: those said to be of it, and those of which nothing is said where the
//! text names no articles of anything else.

/// What a treaty calls itself, in small letters: `convention`, `protocol`.
const NOUNS: [&str; 6] = ["protocol", "covenant", "convention", "treaty", "agreement", "statute"];

/// What a treaty of this title calls itself. A protocol is called after the treaty that it goes with, which stands behind.
pub(super) fn noun(title: &str) -> Option<&'static str> {
    let title = title.to_lowercase();
    let found = NOUNS.into_iter().filter_map(|noun| Some((title.find(noun)?, noun))).min();
    found.map(|(_, noun)| noun)
}

/// The most articles that one text names.
const MOST: usize = 100;

/// The articles that a text names, and whether it may name more.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub articles: Vec<String>,
    pub unsure: bool,
}

/// The articles of the treaty, called by its noun, in a text.
pub(super) fn named(text: &str, noun: Option<&str>) -> Named {
    let words: Vec<&str> = text.split_whitespace().collect();
    // Each with whether it is said to be of this treaty.
    let mut all: Vec<(String, bool)> = Vec::new();
    let mut foreign = false;
    let mut at = 0;
    while at < words.len() {
        let word = words[at].trim_start_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        at += 1;
        if !matches!(word.as_str(), "article" | "articles" | "art." | "arts." | "art") {
            continue;
        }
        // `in accordance with article 46` names the article that allows the statement.
        let allows = at >= 3 && words[at - 2] == "with" && words[at - 3].eq_ignore_ascii_case("accordance");
        let (found, end) = list(&words, at, word.starts_with("articles") || word == "arts.");
        at = end;
        if allows {
            continue;
        }
        let end = end + words[end.min(words.len())..].iter().take_while(|word| is_more(word)).count();
        match of(&words, end, noun) {
            Of::Own => all.extend(found.into_iter().map(|article| (article, true))),
            Of::Nothing => all.extend(found.into_iter().map(|article| (article, false))),
            Of::Other => foreign |= !found.is_empty(),
        }
    }
    let unsure = foreign && all.iter().any(|(_, is_own)| !is_own);
    let mut articles: Vec<String> = Vec::new();
    for (article, is_own) in all {
        if articles.len() == MOST {
            return Named { articles: Vec::new(), unsure: true };
        }
        if (is_own || !foreign) && !articles.contains(&article) {
            articles.push(article);
        }
    }
    // A part beside its whole says nothing more.
    let whole = articles.clone();
    articles.retain(|article| {
        article.split_once('(').is_none_or(|(front, _)| !whole.iter().any(|it| it == front))
    });
    Named { articles, unsure }
}

/// `et seq.` behind an article.
fn is_more(word: &str) -> bool {
    matches!(word.trim_end_matches([',', '.']), "et" | "seq" | "ff")
}

/// What the articles in front are said to be of.
enum Of {
    Own,
    Other,
    Nothing,
}

fn of(words: &[&str], at: usize, noun: Option<&str>) -> Of {
    const LOOK: usize = 5;
    const ELSEWHERE: [&str; 12] = [
        "vienna",
        "geneva",
        "additional",
        "american",
        "european",
        "constitution",
        "charter",
        "code",
        "law",
        "act",
        "optional",
        "universal",
    ];
    // `articles 2 and 3 common to the Geneva Conventions`.
    if words.get(at).is_some_and(|word| matches!(*word, "common" | "thereof")) {
        return if words[at] == "common" { Of::Other } else { Of::Own };
    }
    // `paragraph 1 of article 29` goes on with the article of another paragraph.
    let goes_on = words.get(at + 1).is_some_and(|word| word.to_lowercase().starts_with("article"));
    if goes_on || !matches!(words.get(at), Some(&("of" | "in"))) {
        return Of::Nothing;
    }
    let next: Vec<String> = words[at + 1..words.len().min(at + 1 + LOOK)]
        .iter()
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase())
        .collect();
    let is_own = |word: &String| noun == Some(word.as_str());
    let first_noun = next.iter().position(|word| NOUNS.contains(&word.as_str()));
    let until = first_noun.map_or(next.len(), |noun| noun + 1);
    if next[..until].iter().any(|word| ELSEWHERE.contains(&word.as_str())) {
        return Of::Other;
    }
    match first_noun {
        Some(at) if is_own(&next[at]) => Of::Own,
        // `article 29 in respect of`: of nothing else that has articles.
        None if words[at] == "in" => Of::Nothing,
        _ => Of::Other,
    }
}

/// The articles that begin at a word, and the first word behind them. Paragraphs are told where there is one only: an
/// article without them is said of the whole, which is true of its parts.
fn list(words: &[&str], mut at: usize, many: bool) -> (Vec<String>, usize) {
    let mut found: Vec<String> = Vec::new();
    while let Some(word) = words.get(at) {
        let trimmed = word.trim_matches(|letter: char| "\"“”'‘’".contains(letter));
        let bare = trimmed.trim_end_matches([',', '.', ';', ':']);
        if found.is_empty() || many {
            if let Some((number, rest)) = number(bare) {
                let ends_here = trimmed.len() > bare.len();
                let (article, end) = paragraph(words, at, (&number, rest), ends_here, many);
                found.push(article);
                at = end;
                if matches!(words.get(at - 1).and_then(|word| word.chars().last()), Some('.' | ';' | ':')) {
                    break;
                }
                continue;
            }
            if !found.is_empty() && matches!(bare, "and" | "or" | "&") {
                at += 1;
                continue;
            }
        }
        // Paragraphs in some other form: they are part of the articles that are told already.
        let is_part = bare.starts_with('(')
            || matches!(
                bare,
                "paragraph" | "paragraphs" | "para" | "paras" | "subparagraph" | "sub-paragraph"
            );
        let goes_on =
            matches!(bare, "and" | "or") && words.get(at + 1).is_some_and(|next| next.starts_with('('));
        let of_paragraph = at > 0
            && words
                .get(at.wrapping_sub(1))
                .is_some_and(|before| before.to_lowercase().contains("paragraph"));
        if found.is_empty() || !(is_part || goes_on || of_paragraph) {
            break;
        }
        at += 1;
        if many && is_part && !bare.starts_with('(') {
            // `articles 2, paragraph 1, and 3`: which number is what can no longer be told.
            break;
        }
    }
    (found, at)
}

/// The number of an article at the beginning of a word, and what is left of the word: `29`, `36bis`, `XX`, `29(1)`.
fn number(word: &str) -> Option<(String, &str)> {
    let end = word.find(['(', ',', '.']).unwrap_or(word.len());
    let (front, rest) = word.split_at(end);
    let digits = front.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_arabic =
        digits.len() < front.len() && front.len() - digits.len() <= 3 && matches!(digits, "" | "bis" | "ter");
    let is_roman = !front.is_empty() && front.len() <= 6 && front.bytes().all(|byte| b"IVXL".contains(&byte));
    (is_arabic || is_roman).then(|| (front.to_owned(), rest))
}

/// The article with its one paragraph, where there is one; and the first word behind it.
fn paragraph(
    words: &[&str],
    at: usize,
    (number, rest): (&str, &str),
    ends: bool,
    many: bool,
) -> (String, usize) {
    let next = at + 1;
    if !rest.is_empty() {
        // `29(1)` or `9.2`, and nothing that goes on behind.
        let one = groups(rest).or_else(|| {
            let number = rest.strip_prefix('.')?;
            let is_one = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
            is_one.then(|| format!("({number})"))
        });
        return match one {
            Some(parts) if !goes_on(words, next, many) => (format!("{number}{parts}"), next),
            _ => (number.to_owned(), next),
        };
    }
    let mut parts = String::new();
    let mut end = next;
    // The word `paragraph` stands there.
    let mut is_said = false;
    if let Some(word) = words.get(end).filter(|word| word.starts_with('(') && !ends) {
        if let Some(groups) = groups(word.trim_end_matches([',', '.', ';', ':'])) {
            parts.push_str(&groups);
            end += 1;
        }
    } else if words
        .get(end)
        .is_some_and(|word| matches!(word.to_lowercase().as_str(), "paragraph" | "para." | "para"))
    {
        let value =
            words.get(end + 1).map(|word| word.trim_end_matches([',', '.', ';', ':'])).unwrap_or_default();
        is_said = true;
        let plain = value.split('(').next().unwrap_or_default();
        if !plain.is_empty() && plain.len() <= 2 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
            parts = format!("({plain})");
            if let Some(groups) = groups(&value[plain.len()..]) {
                parts.push_str(&groups);
            }
            end += 2;
        }
    }
    while !parts.is_empty()
        && !words[end - 1].ends_with([',', '.', ';', ':'])
        && let Some(word) = words.get(end).filter(|word| word.starts_with('('))
        && let Some(groups) = groups(word.trim_end_matches([',', '.', ';', ':']))
    {
        parts.push_str(&groups);
        end += 1;
    }
    if parts.is_empty() || goes_on(words, end, many && !is_said) {
        (number.to_owned(), end.max(next))
    } else {
        (format!("{number}{parts}"), end)
    }
}

/// Whether more paragraphs follow, so that the one in front is not the only one. Of several articles a number is the next.
fn goes_on(words: &[&str], at: usize, many: bool) -> bool {
    let is_more = |word: Option<&&str>| word.is_some_and(|word| word.starts_with('('));
    let is_number = |word: Option<&&str>| !many && is_small_number(word);
    match words.get(at) {
        Some(&("and" | "or" | "to")) => is_more(words.get(at + 1)) || is_number(words.get(at + 1)),
        word => is_more(word) || is_number(word),
    }
}

fn is_small_number(word: Option<&&str>) -> bool {
    word.is_some_and(|word| {
        let bare = word.trim_end_matches([',', '.', ';', ':']);
        !bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// `(1)(a)`, where the text is nothing but such groups of a letter or number.
fn groups(text: &str) -> Option<String> {
    const MOST: usize = 3;
    let mut rest = text;
    while !rest.is_empty() {
        if text.matches('(').take(MOST + 1).count() > MOST {
            return None;
        }
        let (group, after) = rest.strip_prefix('(')?.split_once(')')?;
        let is_one = (1..=4).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_one {
            return None;
        }
        rest = after;
    }
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_articles_of_the_treaty_and_of_others() {
        let named = |text: &str| {
            let Named { articles, unsure } = named(text, Some("convention"));
            format!("{}{}", articles.join(";"), if unsure { " unsure" } else { "" })
        };
        for (text, articles) in [
            ("does not hold itself bound by article 29 (1) of the Convention", "29(1)"),
            ("bound by article 29, paragraph 1.", "29(1)"),
            ("bound by article 29(1)", "29(1)"),
            ("article 2, paragraphs 2 and 3, of the Convention", "2"),
            ("with regard to articles 2, 7 and 16 of this Convention", "2;7;16"),
            ("article 16, paragraph 1 (c), (e) and (g)", "16"),
            ("article 16, paragraph 1 (h), of the Convention", "16(1)(h)"),
            ("paragraph 1 of article 29", "29"),
            ("under article IX of the Convention", "IX"),
            ("articles 9 (2), 15 (4) and 16", "9(2);15(4);16"),
            ("by article 19 of the Vienna Convention on the Law of Treaties", ""),
            ("by article 7 of the Constitution; article 9 is reserved", " unsure"),
            ("by article 7 of the Constitution; article 9 of the Convention", "9"),
            ("article 6 (2) and article 6", "6"),
            ("Articles 9.2 (d) and (e) and Article 23.1", "9;23(1)"),
            ("paragraph 2 of Article 18, paragraphs 1(b) and (c) of Article 23", "18;23"),
            ("in accordance with article 46 it reserves article 12", "12"),
            ("articles 2 and 3 common to the Geneva Conventions", ""),
            ("article 25 (a) thereof", "25(a)"),
            ("no article at all", ""),
        ] {
            assert_eq!(named(text), articles, "{text}");
        }
    }

    #[test]
    fn a_treaty_is_called_by_the_first_noun_of_its_title() {
        assert_eq!(noun("Optional Protocol to the Convention on Maps"), Some("protocol"));
        assert_eq!(noun("International Covenant on Civil and Political Rights"), Some("covenant"));
        assert_eq!(noun("Charter"), None);
    }
}
