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
        let (mut found, end) = list(&words, at, word.starts_with("articles") || word == "arts.");
        if let ([one], parts) = (found.as_slice(), before(&words, at - 1))
            && !parts.is_empty()
            && !one.contains('(')
        {
            found = with_parts(one, &parts);
        }
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

/// The articles that begin at a word, each with its paragraphs, and the first word behind them.
fn list(words: &[&str], mut at: usize, many: bool) -> (Vec<String>, usize) {
    let mut found: Vec<String> = Vec::new();
    let mut last: Option<u32> = None;
    while let Some(word) = words.get(at) {
        let is_joined = !found.is_empty() && is_joint(bare(word));
        let number_at = if is_joined { at + 1 } else { at };
        let Some((article, rest)) = words.get(number_at).and_then(|word| number(bare(word))) else { break };
        if !found.is_empty() && !many {
            break;
        }
        let until = article.parse::<u32>().ok();
        if let (Some(first), Some(until), true) = (last, until, is_joined && is_range(bare(word))) {
            found.extend((first + 1..until).take(MOST).map(|number| number.to_string()));
        }
        last = until;
        let mut next = number_at + 1;
        let mut article = article;
        let goes_on = rest.is_empty() && !is_end(words[number_at]);
        if let Some(more) = words.get(next).map(|more| bare(more)).filter(|_| goes_on)
            && matches!(more, "bis" | "ter" | "quater")
        {
            article = format!("{article} {more}");
            next += 1;
        }
        let (parts, end, is_over) = parts(words, next, rest, many);
        found.extend(if parts.is_empty() { vec![article] } else { with_parts(&article, &parts) });
        at = end;
        if is_over || words.get(at - 1).is_some_and(|word| word.ends_with(['.', ';', ':'])) {
            break;
        }
    }
    (found, at)
}

fn with_parts(article: &str, parts: &[String]) -> Vec<String> {
    parts.iter().map(|part| format!("{article}{part}")).collect()
}

/// A word without quotes around it and what ends it.
fn bare(word: &str) -> &str {
    let is_quote = |letter: char| "\"“”'‘’".contains(letter);
    word.trim_start_matches(is_quote)
        .trim_end_matches(|letter: char| is_quote(letter) || matches!(letter, ',' | '.' | ';' | ':'))
}

/// Whether something ends with a word.
fn is_end(word: &str) -> bool {
    word.ends_with([',', '.', ';', ':'])
}

fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "or" | "&") || is_range(word)
}

fn is_range(word: &str) -> bool {
    matches!(word, "to" | "-" | "–" | "through")
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

/// How a word announces paragraphs: several of them, or one; or parts of one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    One,
    Several,
}

fn label(word: &str) -> Option<Label> {
    let word = bare(word).to_lowercase().replace('-', "");
    match word.as_str() {
        "paragraph" | "para" | "subparagraph" | "subpara" | "letter" | "point" => Some(Label::One),
        "paragraphs" | "paras" | "subparagraphs" | "subparas" | "letters" | "points" => Some(Label::Several),
        _ => None,
    }
}

/// The paragraphs behind the number of an article, where `rest` is left of its word: `(1)(c), (d) and (f)`, `, paragraphs 1
/// and 2`; the first word behind them, and whether it can no longer be told what the numbers behind them are.
fn parts(words: &[&str], at: usize, rest: &str, many: bool) -> (Vec<String>, usize, bool) {
    let ends = |at: usize| at > 0 && words.get(at - 1).is_some_and(|word| is_end(word));
    if let Some(first) = groups(rest).or_else(|| decimal(rest)).filter(|first| !first.is_empty()) {
        return more(words, at, first, None, many);
    }
    if !rest.is_empty() {
        return (Vec::new(), at, false);
    }
    if let Some(first) = words.get(at).filter(|_| !ends(at)).and_then(|word| groups(bare(word)))
        && !first.is_empty()
    {
        return more(words, at + 1, first, None, many);
    }
    let Some(label) = words.get(at).and_then(|word| label(word)) else { return (Vec::new(), at, false) };
    let Some(first) = words.get(at + 1).and_then(|word| paragraph(bare(word))) else {
        return (Vec::new(), at, false);
    };
    let (parts, end, is_over) = more(words, at + 2, first, Some(label), many);
    // `article 18, paragraphs 1 and 2 of article 23`: they are those of the next one.
    let of_next = words.get(end).is_some_and(|word| *word == "of")
        && words.get(end + 1).is_some_and(|word| word.to_lowercase().starts_with("article"));
    if of_next { (Vec::new(), at, true) } else { (parts, end, is_over) }
}

/// `1`, `1(b)`, `(b)` behind the word `paragraph`.
fn paragraph(word: &str) -> Option<String> {
    let digits = word.len() - word.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    if digits == 0 {
        return groups(word).filter(|groups| !groups.is_empty());
    }
    let rest = groups(&word[digits..])?;
    (digits <= 2).then(|| format!("({}){rest}", &word[..digits]))
}

/// `.2` behind the number of an article.
fn decimal(rest: &str) -> Option<String> {
    let number = rest.strip_prefix('.')?;
    let is_one = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_one.then(|| format!("({number})"))
}

/// The paragraphs that follow a first one.
fn more(
    words: &[&str],
    mut at: usize,
    first: String,
    label: Option<Label>,
    many: bool,
) -> (Vec<String>, usize, bool) {
    let mut parts = vec![first];
    while parts.len() < MOST {
        let before = words[at - 1];
        if before.ends_with(['.', ';', ':']) {
            break;
        }
        let joint = words.get(at).filter(|word| is_joint(bare(word)));
        let next = at + usize::from(joint.is_some());
        let Some(word) = words.get(next).map(|word| bare(word)) else { break };
        let last = parts.last().cloned().unwrap_or_default();
        if let Some(group) = groups(word).filter(|group| !group.is_empty()) {
            if joint.is_none() && !is_end(before) {
                // `1 (b)`: a part of what stands before it.
                parts.pop();
                parts.push(format!("{last}{group}"));
            } else {
                let Some(sibling) = beside(&last, &group) else { break };
                if joint.is_some_and(|joint| is_range(bare(joint))) {
                    parts.extend(between(&last, &sibling));
                }
                parts.push(sibling);
            }
        } else if let Some(next_one) =
            paragraph(word).filter(|_| label.is_some() && (joint.is_some() || is_end(before)))
        {
            // Of several articles a number is the next one, unless several paragraphs were announced.
            if many && label == Some(Label::One) {
                break;
            }
            if joint.is_some_and(|joint| is_range(bare(joint))) {
                parts.extend(between(&last, &next_one));
            }
            parts.push(next_one);
        } else {
            break;
        }
        at = next + 1;
    }
    (parts, at, many && label == Some(Label::Several))
}

/// The part that stands beside another one: `(d)` beside `(1)(c)` is `(1)(d)`.
fn beside(last: &str, group: &str) -> Option<String> {
    let kind = |text: &str| text.starts_with('(').then(|| text.as_bytes()[1].is_ascii_digit());
    let begins = last.match_indices('(').map(|(at, _)| at);
    let alike = begins.rev().find(|at| kind(&last[*at..]) == kind(group))?;
    Some(format!("{}{group}", &last[..alike]))
}

/// What lies between two parts of a range: `(b)` between `(a)` and `(c)`.
fn between(first: &str, last: &str) -> Vec<String> {
    let inner = |part: &str| {
        let (front, value) = part.rsplit_once('(')?;
        Some((front.to_owned(), value.strip_suffix(')')?.to_owned()))
    };
    let (Some((front, one)), Some((_, other))) = (inner(first), inner(last)) else { return Vec::new() };
    if let (Ok(one), Ok(other)) = (one.parse::<u32>(), other.parse::<u32>()) {
        return (one + 1..other).take(MOST).map(|number| format!("{front}({number})")).collect();
    }
    match (one.as_bytes(), other.as_bytes()) {
        ([one], [other]) => {
            (one + 1..*other).map(|letter| format!("{front}({})", char::from(letter))).collect()
        }
        _ => Vec::new(),
    }
}

/// The paragraphs that stand before the word `article`: `paragraphs 1 and 2 of article 29`.
fn before(words: &[&str], article: usize) -> Vec<String> {
    const LOOK: usize = 8;
    if article < 3 || words[article - 1] != "of" {
        return Vec::new();
    }
    let from = article.saturating_sub(LOOK);
    let Some(at) = (from..article - 1).rev().find(|at| label(words[*at]).is_some()) else {
        return Vec::new();
    };
    let Some(first) = words.get(at + 1).and_then(|word| paragraph(bare(word))) else { return Vec::new() };
    let (parts, end, _) = more(words, at + 2, first, label(words[at]), false);
    if end == article - 1 { parts } else { Vec::new() }
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
            ("article 2, paragraphs 2 and 3, of the Convention", "2(2);2(3)"),
            ("with regard to articles 2, 7 and 16 of this Convention", "2;7;16"),
            ("article 16, paragraph 1 (c), (e) and (g)", "16(1)(c);16(1)(e);16(1)(g)"),
            ("article 16, paragraph 1 (h), of the Convention", "16(1)(h)"),
            ("paragraph 1 of article 29", "29(1)"),
            ("under article IX of the Convention", "IX"),
            ("articles 9 (2), 15 (4) and 16", "9(2);15(4);16"),
            ("by article 19 of the Vienna Convention on the Law of Treaties", ""),
            ("by article 7 of the Constitution; article 9 is reserved", " unsure"),
            ("by article 7 of the Constitution; article 9 of the Convention", "9"),
            ("article 6 (2) and article 6", "6"),
            ("Articles 9.2 (d) and (e) and Article 23.1", "9(2)(d);9(2)(e);23(1)"),
            ("paragraph 2 of Article 18, paragraphs 1(b) and (c) of Article 23", "18(2);23(1)(b);23(1)(c)"),
            ("article 9 bis", "9 bis"),
            ("Articles 1 to 4 and 7 of the Convention", "1;2;3;4;7"),
            ("article 15(4) and article 16(1)(c), (d) and (f)", "15(4);16(1)(c);16(1)(d);16(1)(f)"),
            ("paragraph 2 of article 9", "9(2)"),
            ("article 28, paragraphs 1 and 2.", "28(1);28(2)"),
            ("the first sentence of article 4, subparagraph (b).", "4(b)"),
            ("articles 2 (f), 5 (a) and 16, paragraph 1 (g).", "2(f);5(a);16(1)(g)"),
            ("article 3; and articles 5, 6 and 8 (1) (b).", "3;5;6;8(1)(b)"),
            ("article 2 (a), article 9, paragraph 2 and article 16", "2(a);9(2);16"),
            ("articles 30, paragraph 1, and 16", "30(1);16"),
            ("article 7, paragraphs (a) to (c)", "7(a);7(b);7(c)"),
            ("articles IX and XII", "IX;XII"),
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
