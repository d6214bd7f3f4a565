//! Official names in other languages, such as `Königreich Spanien` and `República de Chile`: they mean who has the name that
//! is left in some language, and is officially that sort of State, and nobody else.

use std::collections::BTreeSet;

use super::forms::words;

/// The words for a sort of State, each with what other languages have for it.
const SORTS: [(&str, &str); 19] = [
    (
        "republic",
        "république república repubblica republik republiek республика جمهورية الجمهورية 共和国 共和國",
    ),
    ("kingdom", "royaume reino regno königreich koninkrijk королевство مملكة المملكة 王国 王國"),
    (
        "federal",
        "fédérale fédéral federale federativa fédérative föderative federatieve федеративная федеративные الاتحادية الفيدرالية 联邦 聯邦",
    ),
    (
        "democratic",
        "démocratique democrática demokratische democratische демократическая الديمقراطية الديموقراطية 民主",
    ),
    ("peoples", "populaire popular popolare народная الشعبية 人民"),
    ("islamic", "islamique islámica islâmica islamische islamitische исламская الإسلامية 伊斯兰 伊斯蘭"),
    ("state", "état estado stato staat государство دولة"),
    (
        "socialist",
        "socialiste socialista sozialistische socialistische социалистическая الاشتراكية 社会主义 社會主義",
    ),
    (
        "principality",
        "principauté principado principato fürstentum vorstendom prinsdom княжество إمارة 公国 公國",
    ),
    ("sultanate", "sultanat sultanato sultanaat султанат سلطنة 苏丹国"),
    ("union", "unión união unione союз اتحاد"),
    (
        "independent",
        "indépendant independiente independente indipendente unabhängiger onafhankelijke независимое",
    ),
    ("united", "unie unida unita vereinigte verenigde einheits объединенная المتحدة"),
    ("plurinational", "plurinacional plurinazionale plurinationaler plurinationale многонациональное"),
    ("bolivarian", "bolivarienne bolivariana bolivarische bolivaarse bolivariaanse боливарианская"),
    ("arab", "arabe árabe araba arabische арабская العربية"),
    ("grand", "gran grão gross великое"),
    ("duchy", "duché ducado ducato герцогство"),
    ("commonwealth", "mancomunidad commonwealth"),
];

/// Words that are two of these written together.
const TOGETHER: [(&str, [&str; 2]); 7] = [
    ("bundesrepublik", ["federal", "republic"]),
    ("bondsrepubliek", ["federal", "republic"]),
    ("volksrepublik", ["peoples", "republic"]),
    ("volksrepubliek", ["peoples", "republic"]),
    ("einheitsrepublik", ["republic", "united"]),
    ("grossherzogtum", ["duchy", "grand"]),
    ("groothertogdom", ["duchy", "grand"]),
];

/// Words between the sort and the name that `forms` does not leave out.
const BETWEEN: [&str; 10] = ["di", "den", "dell", "della", "dello", "o", "a", "na", "no", "auf"];

/// A name in its two parts: the sort of State, and what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Official {
    pub sort: BTreeSet<&'static str>,
    pub rest: String,
}

impl Official {
    pub fn of(name: &str) -> Self {
        let mut sort = BTreeSet::new();
        let mut rest = Vec::new();
        for word in words(&apart(name)) {
            let text = word.text.as_str();
            if let Some((_, both)) = TOGETHER.iter().find(|(together, _)| *together == text) {
                sort.extend(both);
            } else if let Some(known) = sort_of(text) {
                sort.insert(known);
            } else if !BETWEEN.contains(&text) {
                rest.push(word.text);
            }
        }
        Self { sort, rest: rest.join(" ") }
    }
}

fn sort_of(word: &str) -> Option<&'static str> {
    static FOLDED: std::sync::LazyLock<std::collections::HashMap<String, &'static str>> =
        std::sync::LazyLock::new(|| {
            let all = SORTS.iter().flat_map(|(sort, others)| {
                others.split(' ').chain([*sort]).map(|word| (super::fold(word), *sort))
            });
            all.collect()
        });
    FOLDED.get(word).copied()
}

/// Chinese has no blanks: one on each side of the words for a sort.
fn apart(name: &str) -> String {
    let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    if !name.contains(is_chinese) {
        return name.to_owned();
    }
    let words =
        SORTS.iter().flat_map(|(_, others)| others.split(' ')).filter(|word| word.contains(is_chinese));
    words.fold(name.to_owned(), |name, word| name.replace(word, &format!(" {word} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_official_name_is_a_sort_of_state_and_a_name() {
        for (name, sort, rest) in [
            ("Kingdom of Spain", "kingdom", "spain"),
            ("Königreich Spanien", "kingdom", "spanien"),
            ("Bundesrepublik Deutschland", "federal republic", "deutschland"),
            ("República Democrática del Congo", "democratic republic", "congo"),
            ("Республика Албания", "republic", "албания"),
            ("جمهوريّة مالي", "republic", "مالي"),
            ("博茨瓦纳共和国", "republic", "博茨瓦纳"),
            ("Grand-Duché de Luxembourg", "duchy grand", "luxembourg"),
            ("Chad", "", "chad"),
            ("", "", ""),
        ] {
            let official = Official::of(name);
            assert_eq!(official.sort.into_iter().collect::<Vec<_>>().join(" "), sort, "{name}");
            assert_eq!(official.rest, rest, "{name}");
        }
    }
}
