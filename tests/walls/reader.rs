//! A small reader of Rust: which file of the crate uses what stands in which other one.

use std::collections::{BTreeMap, BTreeSet};

/// A word, or one sign (`::` is one); comments, texts, numbers and lifetimes are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Word(String),
    Sign(char),
    Colons,
}

impl Token {
    fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// The tokens of a file, each with its line.
pub fn tokens(text: &str) -> Vec<(Token, usize)> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let after = |at: usize, stop: &dyn Fn(&[char]) -> Option<usize>| {
        (at..letters.len())
            .find_map(|at| stop(&letters[at..]).map(|length| at + length))
            .unwrap_or(letters.len())
    };
    while at < letters.len() {
        let rest = &letters[at..];
        let begins =
            |with: &str| with.chars().enumerate().all(|(place, letter)| rest.get(place) == Some(&letter));
        let hashes = rest.iter().skip(1).take_while(|letter| **letter == '#').count();
        let end = if begins("//") {
            after(at, &|rest| (rest[0] == '\n').then_some(0))
        } else if begins("/*") {
            after(at + 2, &|rest| rest.starts_with(&['*', '/']).then_some(2))
        } else if rest[0] == 'r' && rest.get(1 + hashes) == Some(&'"') {
            let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            after(at + 2 + hashes, &|rest| rest.starts_with(&close).then_some(close.len()))
        } else if rest[0] == '"' {
            let mut escaped = false;
            let length = rest[1..].iter().position(|letter| {
                let closes = *letter == '"' && !escaped;
                escaped = *letter == '\\' && !escaped;
                closes
            });
            at + 2 + length.unwrap_or(rest.len())
        } else if begins("'\\") {
            after(at + 3, &|rest| (rest[0] == '\'').then_some(1))
        } else if rest[0] == '\'' && rest.get(2) == Some(&'\'') {
            at + 3
        } else if rest[0] == '\'' {
            at + 1 + rest[1..].iter().take_while(|letter| is_word(**letter)).count()
        } else if begins("::") {
            found.push((Token::Colons, line));
            at + 2
        } else if is_word(rest[0]) {
            let end = at + rest.iter().take_while(|letter| is_word(**letter)).count();
            let word: String = letters[at..end].iter().collect();
            if !word.starts_with(|first: char| first.is_ascii_digit()) {
                found.push((Token::Word(word), line));
            }
            end
        } else {
            if !rest[0].is_whitespace() {
                found.push((Token::Sign(rest[0]), line));
            }
            at + 1
        };
        let end = end.min(letters.len());
        line += letters[at..end].iter().filter(|letter| **letter == '\n').count();
        at = end;
    }
    found
}

/// One name that a `use` brings in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What it is called here; `*` for everything.
    pub name: String,
    pub path: Vec<String>,
    /// Whether it is passed on (`pub use`).
    pub is_public: bool,
}

/// What a file declares, imports and names.
#[derive(Debug, Default)]
pub struct Source {
    pub modules: Vec<String>,
    /// The modules that are there for tests only.
    pub test_modules: Vec<String>,
    pub items: BTreeSet<String>,
    pub imports: Vec<Import>,
    /// Paths of two words or more outside of `use`.
    pub paths: Vec<Vec<String>>,
    /// Every word outside of `use`.
    pub words: BTreeSet<String>,
    /// Lines of code: no tests, no comments, nothing empty.
    pub lines: usize,
}

impl Source {
    /// Reads a file, without what is there for its tests only.
    pub fn read(text: &str) -> Self {
        let all = tokens(text);
        let tokens = without_tests(&all);
        let lines: BTreeSet<usize> = tokens.iter().map(|token| token.1).collect();
        let tokens: Vec<Token> = tokens.into_iter().map(|token| token.0).collect();
        let mut source = Self { lines: lines.len(), ..Self::default() };
        for three in all.windows(3) {
            if three[0].0 == Token::Word("mod".to_owned()) && three[2].0 == Token::Sign(';') {
                source.test_modules.extend(three[1].0.word().map(str::to_owned));
            }
        }
        let (mut at, mut depth) = (0, 0);
        while at < tokens.len() {
            match &tokens[at] {
                Token::Sign('{') => depth += 1,
                Token::Sign('}') => depth -= 1,
                Token::Word(word) if word == "use" => {
                    at = source.read_use(&tokens, at);
                    continue;
                }
                Token::Word(word) => {
                    source.words.insert(word.clone());
                    let next = tokens.get(at + 1).and_then(Token::word);
                    let is_module = word == "mod" && tokens.get(at + 2) == Some(&Token::Sign(';'));
                    match next {
                        Some(name) if is_module => source.modules.push(name.to_owned()),
                        Some(name) if depth == 0 && DECLARING.contains(&word.as_str()) => {
                            source.items.insert(name.to_owned());
                        }
                        None if word == "macro_rules" => {
                            source.items.extend(tokens.get(at + 2).and_then(Token::word).map(str::to_owned));
                        }
                        _ => {}
                    }
                    let mut path = vec![word.clone()];
                    while let (Some(Token::Colons), Some(Token::Word(word))) =
                        (tokens.get(at + 1), tokens.get(at + 2))
                    {
                        path.push(word.clone());
                        source.words.insert(word.clone());
                        at += 2;
                    }
                    if path.len() > 1 {
                        source.paths.push(path);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        let Self { modules, test_modules, .. } = &mut source;
        test_modules.retain(|name| !modules.contains(name));
        source
    }

    /// Reads the tree of a `use` that stands at `at`, and tells where it ends.
    fn read_use(&mut self, tokens: &[Token], at: usize) -> usize {
        let is_public = match at.checked_sub(1).map(|before| &tokens[before]) {
            Some(Token::Word(word)) => word == "pub",
            Some(Token::Sign(sign)) => *sign == ')',
            _ => false,
        };
        1 + self.read_tree(tokens, at + 1, &[], is_public)
    }

    /// Reads a tree of imports below `prefix`, and tells where it ends.
    fn read_tree(&mut self, tokens: &[Token], mut at: usize, prefix: &[String], is_public: bool) -> usize {
        let mut path = prefix.to_vec();
        let mut alias = None;
        loop {
            match &tokens[at] {
                Token::Word(word) if word == "as" => {
                    at += 1;
                    alias = tokens[at].word().map(str::to_owned);
                }
                Token::Word(word) => path.push(word.clone()),
                Token::Colons => {}
                Token::Sign('*') => alias = Some("*".to_owned()),
                Token::Sign('{') => {
                    at += 1;
                    while tokens[at] != Token::Sign('}') {
                        at = self.read_tree(tokens, at, &path, is_public);
                        at += usize::from(tokens[at] == Token::Sign(','));
                    }
                    return at + 1;
                }
                Token::Sign(_) => {
                    path.pop_if(|last| last == "self" && !prefix.is_empty());
                    let name = alias.or(path.last().cloned()).unwrap_or_default();
                    self.imports.push(Import { name, path, is_public });
                    return at;
                }
            }
            at += 1;
        }
    }
}

const DECLARING: [&str; 9] = ["fn", "struct", "enum", "trait", "type", "const", "static", "union", "mod"];

/// The tokens that are not for tests only: what `#[cfg(test)]` stands before is left out.
fn without_tests(tokens: &[(Token, usize)]) -> Vec<(Token, usize)> {
    let mark = [
        Token::Sign('#'),
        Token::Sign('['),
        Token::Word("cfg".into()),
        Token::Sign('('),
        Token::Word("test".into()),
        Token::Sign(')'),
        Token::Sign(']'),
    ];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_mark = tokens[at..].len() > mark.len()
            && tokens[at..].iter().zip(&mark).all(|(token, mark)| token.0 == *mark);
        if !is_mark {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += mark.len();
        let mut depth = 0;
        while at < tokens.len() {
            let sign = &tokens[at].0;
            at += 1;
            match sign {
                Token::Sign('{' | '(' | '[') => depth += 1,
                Token::Sign(')' | ']') => depth -= 1,
                Token::Sign('}') => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Token::Sign(';') if depth == 0 => break,
                _ => {}
            }
        }
    }
    kept
}

/// Where a name is looked for, and what it means that nothing declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seek {
    /// In the file that uses it: it is of another crate, or of the language.
    Here,
    /// In a module that is named: it is there all the same.
    There,
    /// In what is imported whole: it is not there.
    Glob,
}

/// A crate: its files by their path as modules, `law::gate::table`; the root is empty.
#[derive(Debug, Default)]
pub struct Crate {
    pub files: BTreeMap<String, Source>,
}

impl Crate {
    /// Reads files, each by its path below `src/` and its text.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let module = |name: &str| {
            let name = name.strip_suffix(".rs").unwrap_or(name);
            let name = name.strip_suffix("/mod").unwrap_or(name);
            if name == "lib" { String::new() } else { name.replace('/', "::") }
        };
        Self { files: files.into_iter().map(|(name, text)| (module(name), Source::read(text))).collect() }
    }

    /// The files that each file uses: those in which what it names is declared, through however many it is passed on.
    pub fn arrows(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut arrows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (module, source) in &self.files {
            let to = arrows.entry(module).or_default();
            for import in &source.imports {
                // What is only passed on is used by whoever imports it from here.
                if !import.is_public || source.words.contains(&import.name) {
                    to.extend(self.declared_in(module, &import.path));
                }
            }
            for path in &source.paths {
                to.extend(self.declared_in(module, path));
            }
            to.remove(module.as_str());
        }
        arrows
    }

    /// The file in which what `path` means, read in `module`, is declared; none for what is of no file of the crate, and
    /// for a module that is only named.
    fn declared_in(&self, module: &str, path: &[String]) -> Option<&str> {
        self.follow(module, path, Seek::Here, 0)
    }

    fn follow(&self, module: &str, path: &[String], seek: Seek, depth: usize) -> Option<&str> {
        const DEEPEST: usize = 12;
        let (file, source) = self.files.get_key_value(module)?;
        let (first, rest) = path.split_first()?;
        if depth > DEEPEST {
            return None;
        }
        let inside = if seek == Seek::Glob { Seek::Glob } else { Seek::There };
        match first.as_str() {
            "crate" => return self.follow("", rest, inside, depth + 1),
            "self" => return self.follow(module, rest, inside, depth + 1),
            "super" => {
                let above = module.rsplit_once("::").map_or("", |split| split.0);
                return self.follow(above, rest, inside, depth + 1);
            }
            _ => {}
        }
        let is_module = source.modules.contains(first);
        if is_module && !rest.is_empty() {
            let inner = if module.is_empty() { first.clone() } else { format!("{module}::{first}") };
            return self.follow(&inner, rest, inside, depth + 1);
        }
        if let Some(import) = source.imports.iter().find(|import| import.name == *first) {
            // A name of another crate that is imported as it is would lead back here.
            let is_foreign = import.path.first() == Some(first) && !is_module;
            let path: Vec<String> = import.path.iter().chain(rest).cloned().collect();
            return if is_foreign { None } else { self.follow(module, &path, seek, depth + 1) };
        }
        if source.items.contains(first) {
            return Some(file);
        }
        for glob in source.imports.iter().filter(|import| import.name == "*") {
            let path: Vec<String> = glob.path.iter().chain(path).cloned().collect();
            if let Some(found) = self.follow(module, &path, Seek::Glob, depth + 1) {
                return Some(found);
            }
        }
        // A macro made it, perhaps: whoever asks the module for it uses the module.
        (seek == Seek::There && !is_module).then_some(file)
    }

    /// The groups of files that use each other in a circle.
    pub fn circles(&self) -> Vec<BTreeSet<&str>> {
        let arrows = self.arrows();
        let reaches = |from: &str| {
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            let mut waiting: Vec<&str> = arrows.get(from).into_iter().flatten().copied().collect();
            while let Some(file) = waiting.pop() {
                if seen.insert(file) {
                    waiting.extend(arrows.get(file).into_iter().flatten());
                }
            }
            seen
        };
        let from_each: BTreeMap<&str, BTreeSet<&str>> =
            arrows.keys().map(|file| (*file, reaches(file))).collect();
        let mut circles: Vec<BTreeSet<&str>> = Vec::new();
        for (file, to) in &from_each {
            if to.contains(file) && !circles.iter().any(|circle| circle.contains(file)) {
                let circle =
                    to.iter().filter(|other| from_each.get(*other).is_some_and(|back| back.contains(file)));
                circles.push(circle.copied().collect());
            }
        }
        circles
    }

    /// The files that no `mod` names.
    pub fn undeclared(&self) -> Vec<&str> {
        let declared = |module: &str| {
            let (above, name) = module.rsplit_once("::").unwrap_or(("", module));
            let among = |source: &Source| {
                source.modules.iter().chain(&source.test_modules).any(|known| known == name)
            };
            self.files.get(above).is_some_and(among)
        };
        let files = self.files.keys().filter(|file| !matches!(file.as_str(), "" | "main"));
        files.map(String::as_str).filter(|file| !declared(file)).collect()
    }
}

#[test]
fn text_comments_and_lifetimes_are_no_code() {
    let text = r##"fn f<'a>(x: &'a str) { /* a::b */ g("c::d", '"', '\'', r#"e"::f"#, 0x1f) } // h::i"##;
    let words: Vec<String> =
        tokens(text).iter().filter_map(|token| token.0.word().map(str::to_owned)).collect();
    assert_eq!(words, ["fn", "f", "x", "str", "g"]);
    assert_eq!(tokens("a\n\n\"b\nc\"\nd").last(), Some(&(Token::Word("d".into()), 5)));
}

#[test]
fn every_form_of_use_is_read() {
    let imports = |text: &str| -> Vec<(String, String)> {
        Source::read(text).imports.into_iter().map(|it| (it.name, it.path.join("::"))).collect()
    };
    let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, path)| ((*name).to_owned(), (*path).to_owned())).collect()
    };
    assert_eq!(imports("use a::b;"), pairs(&[("b", "a::b")]));
    assert_eq!(imports("use super::a as b;"), pairs(&[("b", "super::a")]));
    assert_eq!(
        imports("pub use crate::{a::{self, b as c, d}, e, f::*};\nuse g::h;"),
        pairs(&[
            ("a", "crate::a"),
            ("c", "crate::a::b"),
            ("d", "crate::a::d"),
            ("e", "crate::e"),
            ("*", "crate::f"),
            ("h", "g::h"),
        ])
    );
    assert_eq!(imports("use a::{b::{c}};"), pairs(&[("c", "a::b::c")]));
    assert_eq!(imports("fn f() { use self::a::B; }"), pairs(&[("B", "self::a::B")]));
}

#[test]
fn what_is_for_tests_only_is_left_out() {
    let source = Source::read(
        "#[cfg(test)]\nuse a::b;\nfn f() {}\n// a word\n\n#[cfg(test)]\nmod tests { use super::*; fn g() {} }\nfn h() {}",
    );
    assert_eq!(source.imports, []);
    assert_eq!(source.items.iter().collect::<Vec<_>>(), ["f", "h"]);
    assert_eq!(source.lines, 2);
}

#[cfg(test)]
fn crate_of(files: &[(&'static str, &'static str)]) -> Crate {
    Crate::read(files.iter().copied())
}

#[test]
fn an_arrow_leads_to_the_file_that_declares_the_thing() {
    let files = crate_of(&[
        ("lib.rs", "pub mod law; pub mod store;"),
        (
            "law/mod.rs",
            "mod world; mod words; pub use world::World as Earth; pub use words::*; pub const N: u8 = 1;",
        ),
        ("law/world.rs", "pub struct World; pub fn turn() {}"),
        ("law/words.rs", "use super::world::World; pub trait Names {} impl World { pub fn f() {} }"),
        (
            "store.rs",
            "mod rows; use crate::law::{self, Earth}; fn f(_: Earth, _: &dyn law::Names) { rows::g(); std::mem::drop(1); }",
        ),
        ("store/rows.rs", "pub fn g() { super::super::law::N; crate::law::made_by_a_macro(); }"),
    ]);
    let arrows = files.arrows();
    let to = |from: &str| arrows[from].iter().copied().collect::<Vec<_>>();
    assert_eq!(to("store"), ["law::words", "law::world", "store::rows"]);
    assert_eq!(to("store::rows"), ["law"]);
    assert_eq!(to("law::words"), ["law::world"]);
    assert_eq!(to("law"), [] as [&str; 0], "what is passed on is no arrow");
    assert_eq!(files.circles(), [] as [BTreeSet<&str>; 0]);
}

#[test]
fn a_circle_is_found_through_a_hub_an_inline_path_and_a_third_file() {
    let files = crate_of(&[
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod one; mod two; mod three; pub use one::One;"),
        ("a/one.rs", "use super::two::Two; pub struct One;"),
        ("a/two.rs", "pub struct Two; fn f() { super::three::g() }"),
        ("a/three.rs", "use crate::a::One; pub fn g() {}"),
    ]);
    assert_eq!(files.circles(), [BTreeSet::from(["a::one", "a::two", "a::three"])]);
    let files = crate_of(&[
        ("lib.rs", "mod a;"),
        ("a.rs", "mod b; pub struct A; fn f() { b::g() }"),
        ("a/b.rs", "use super::A; pub fn g() {}"),
    ]);
    assert_eq!(files.circles(), [BTreeSet::from(["a", "a::b"])], "a room's own file is one of its files");
}

#[test]
fn a_file_that_nobody_declares_is_found() {
    let files = crate_of(&[
        ("lib.rs", "mod a;"),
        ("a.rs", "mod b;"),
        ("a/b.rs", ""),
        ("a/c.rs", ""),
        ("main.rs", ""),
    ]);
    assert_eq!(files.undeclared(), ["a::c"]);
}
