//! A bad map of each kind, and how it is told.

use accede::read::ColumnMap;

const GOOD: &str = "\
name = \"mine\"
about = \"my table\"
publisher = \"Me\"
authority = \"research\"
title = \"My table\"
[participant]
name = \"State\"
[[acts]]
act = \"signature\"
day = \"Signed\"
";

/// The good map with a line replaced, and how the fault begins.
const BAD: [(&str, &str, &str); 43] = [
    ("name = \"mine\"\n", "", "m.toml:1: the key 'name' is missing"),
    ("\"mine\"", "\"My map\"", "m.toml:1: name must be of small letters"),
    ("about = \"my table\"\n", "", "m.toml:1: the key 'about' is missing"),
    ("publisher = \"Me\"", "publisher = 3", "m.toml:3: publisher must be text in quotes, not a number"),
    ("\"research\"", "\"expert\"", "m.toml:4: 'expert' is no authority: depositary, collection or research"),
    ("title =", "tilte =", "m.toml:5: 'tilte' is no key here; nearest: title"),
    ("title =", "whole = \"yes\"\ntitle =", "m.toml:5: whole must be true or false, not text"),
    ("title =", "separator = \":\"\ntitle =", "m.toml:5: separator must be"),
    ("title =", "heading_row = 0\ntitle =", "m.toml:5: heading_row must be a whole number from 1 to 50"),
    ("title =", "two_digit_years_from = \"1950\"\ntitle =", "m.toml:5: two_digit_years_from: "),
    (
        "title =",
        "two_digit_years_from = 1950-02-01\ntitle =",
        "m.toml:5: two_digit_years_from must be the first day",
    ),
    ("title =", "unknown = [\"a\", 3]\ntitle =", "m.toml:5: unknown must hold texts in quotes, not a number"),
    ("title =", "note = [\"--\"]\ntitle =", "m.toml:5: note must be the heading of a column"),
    ("title =", "open = \"a\\u001b\"\ntitle =", "m.toml:5: open: it has a control character"),
    ("title =", "participant = 3\ntitle =", "m.toml:"),
    (
        "name = \"State\"",
        "name = \"State\"\nis = \"Chad\"",
        "m.toml:7: participant: give the column of the name, of the code, or both; or every",
    ),
    (
        "[participant]",
        "encoding = \"klingon\"\n[participant]",
        "m.toml:6: 'klingon' is no encoding that is read here",
    ),
    (
        "[participant]",
        "list = \"a..b\"\n[participant]",
        "m.toml:6: list must be the fields that lead to the records",
    ),
    (
        "name = \"State\"",
        "name = \"State\"\nnumbers = \"COW\"",
        "m.toml:8: participant: numbers goes with code",
    ),
    ("[participant]", "[only]\nStatus = []\n[participant]", "m.toml:7: only: it names no cell"),
    ("day = \"Signed\"", "day = { year = \"Y\", month = \"M\" }", "m.toml:10: day: the key 'day' is missing"),
    (
        "day = \"Signed\"",
        "day = { year = \"Y\", month = \"M\", day = \"D\" }\nafter = \"on\"",
        "m.toml:11: act 1: after goes with day",
    ),
    ("day = \"Signed\"", "effective = \"E\"\nbetween = \";\"", "m.toml:11: act 1: between goes with day"),
    ("name = \"State\"", "", "m.toml:6: participant: give the column of the name, of the code, or both"),
    ("name = \"State\"", "title = \"State\"", "m.toml:7: participant: 'title' is no key here; "),
    (
        "[participant]",
        "[treaty]\ntitle = \"T\"\n[participant]",
        "m.toml:6: treaty: give the column of its number",
    ),
    (
        "[participant]",
        "[treaty]\nname = \"T\"\nprefix = \"X\"\n[participant]",
        "m.toml:8: treaty: prefix goes with code",
    ),
    (
        "[participant]",
        "[markers]\na = \"x\"\n[participant]",
        "m.toml:7: markers: 'a' has a letter or a digit",
    ),
    (
        "[participant]",
        "[words]\nR = \"ratificaton\"\n[participant]",
        "m.toml:7: words: 'ratificaton' is the word for no act; nearest: ratification",
    ),
    (
        "[participant]",
        "[words]\nR = { act = \"x\", why = \"y\" }\n[participant]",
        "m.toml:7: R: 'why' is no key here; ",
    ),
    (
        "[[acts]]\nact = \"signature\"\nday = \"Signed\"\n",
        "",
        "m.toml:1: it tells no act: each begins with [[acts]]",
    ),
    ("[[acts]]", "[acts]", "m.toml:8: each act is a table that begins with [[acts]]"),
    ("act = \"signature\"", "", "m.toml:8: act 1: nothing says which act it is: act, word, cell or heading"),
    (
        "act = \"signature\"",
        "act = \"signature\"\nword = \"W\"",
        "m.toml:10: act 1: give one of act and word, not several",
    ),
    (
        "\"signature\"",
        "\"signatur\"",
        "m.toml:9: act 1: 'signatur' is the word for no act; nearest: signature",
    ),
    ("act = \"signature\"", "cell = \"mark\"", "m.toml:9: act 1: cell must be"),
    (
        "act = \"signature\"",
        "heading = \"Dance\"",
        "m.toml:9: act 1: 'Dance' is the word for no act known here",
    ),
    ("day = \"Signed\"", "", "m.toml:8: act 1: it names no column: day, effective or said"),
    ("day = \"Signed\"", "said = \"Signed\"", "m.toml:10: act 1: said goes with yes"),
    ("day = \"Signed\"", "day = \"Signed\"\nform = \"iso\"", "m.toml:11: act 1: form must be \"year\""),
    ("title =", "title", "m.toml:5:"),
    (
        "[[acts]]",
        "[[acts]]\ntreaty = \"LAKE 1\"\nact = \"accession\"\nday = \"Acceded\"\n[[acts]]",
        "m.toml:8: where one act names its treaty, every one does",
    ),
    (
        "[[acts]]",
        "[treaty]\ncode = \"No.\"\n[[acts]]\ntreaty = \"LAKE 1\"",
        "m.toml:10: where one act names its treaty, every one does",
    ),
];

#[test]
fn every_fault_is_told_with_its_line() {
    assert!(ColumnMap::read("m.toml", GOOD).is_ok());
    assert_eq!(ColumnMap::read("m.toml", " \n"), Err("m.toml: it is empty".to_owned()));
    for (old, new, expected) in BAD {
        assert!(GOOD.contains(old), "{old}");
        let why = ColumnMap::read("m.toml", &GOOD.replacen(old, new, 1)).expect_err(new);
        assert!(why.starts_with(expected), "{new:?}: {why}");
    }
}
