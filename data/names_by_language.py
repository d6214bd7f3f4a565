#!/usr/bin/env python3
"""Writes data/names_by_language.csv from Unicode CLDR, and tests/names/cldr.csv, by which each of its names is looked up.

    npm pack cldr-localenames-full && tar xf cldr-localenames-full-*.tgz
    python3 data/names_by_language.py package

Run it in the root of the repository. A name is left out where the participant has it already: it would be found and shown
the same without. Of several names in one language the last is the one that is shown, so that CLDR's first choice comes
behind its variants.
"""

import csv
import json
import pathlib
import sys
import unicodedata

LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh", "zh-Hant", "de", "pt", "pt-PT", "it", "nl"]
SOURCE = "CLDR-48"
DATA = pathlib.Path("data")
HEADINGS = ["participant", "name", "kind", "since", "until", "sources", "confidence"]
# Codes of CLDR that are others here.
CODES = {"UN": "X-UN"}
# Participants whom CLDR calls by their territory: found by that, not shown so.
PLACES = {"PS", "VA"}


def folded(name):
    """What a search compares, or nearly so: where it differs from src/names.rs a name stands here that need not."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters.replace("&", " and ")).split())


def rows(register):
    with open(DATA / f"{register}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def main(package):
    people = {row["code"]: row for row in rows("participants")}
    people |= {row["code"]: row for row in rows("participants_of_tables")}
    known = {code: {folded(row["name"]), folded(row["official_name"])} for code, row in people.items()}
    shown = {}
    # What a participant has in one language: no name stands there twice.
    had = {}
    for row in rows("names") + rows("names_of_tables") + rows("official_names") + rows("further_names_by_language"):
        known[row["participant"]].add(folded(row["name"]))
        had.setdefault((row["participant"], row["kind"]), set()).add(folded(row["name"]))
        if not row["until"]:
            shown[row["participant"], row["kind"]] = row["name"]
    written = []
    asked = []
    for language in LANGUAGES:
        path = pathlib.Path(package, "main", language, "territories.json")
        territories = json.loads(path.read_text(encoding="utf-8"))["main"][language]["localeDisplayNames"]["territories"]
        names = {}
        for key, name in territories.items():
            code = CODES.get(key.split("-")[0], key.split("-")[0])
            if code in people:
                asked.append([language, code, name])
                names.setdefault(code, []).append(("-alt-" in key, name))
        for code, of in sorted(names.items()):
            [first] = [name for is_variant, name in of if not is_variant]
            # The last of those that are written alike.
            variants = {folded(name): name for is_variant, name in of if is_variant and folded(name) not in known[code]}
            variants.pop(folded(first), None)
            fallbacks = [shown.get((code, tag)) for tag in (language, language.split("-")[0])]
            now = next(filter(None, fallbacks), people[code]["name"])
            is_there = folded(first) in had.get((code, language), ())
            new = list(variants.values())
            # Where the first name is there already it has to stay the last in its language.
            assert not is_there or folded(now) == folded(first), f"{code} {language}: {first} comes before {now}"
            kind = "alias" if is_there or code in PLACES else language
            if not is_there and (new or now != first):
                new.append(first)
            if code in PLACES:
                new = [name for name in new if folded(name) not in known[code]]
            known[code] |= {folded(name) for name in new}
            written += [[code, name, kind, "", "", SOURCE, "verified"] for name in new]
            shown[code, language] = first
    write(DATA / "names_by_language.csv", [HEADINGS, *written])
    write(pathlib.Path("tests/names/cldr.csv"), [["language", "code", "name"], *asked])
    print(len(written), "names")


main(sys.argv[1])
