"""Runs the examples of a page for some programs, and compares their counts with those of accede.

    compare.py PAGE COUNTS PROGRAM...

in the folder where the panel is. PAGE is docs/data.md; COUNTS a CSV file with treaty, year and n. Exit code 1 where a
program counts otherwise.
"""

import csv
import re
import subprocess
import sys


def counts(name):
    with open(name, newline="", encoding="utf-8") as file:
        return {(row["treaty"], int(row["year"])): int(row["n"]) for row in csv.DictReader(file)}


def example(page, program):
    section = re.search(rf"^### {re.escape(program)}\n(.*?)(?=^### |\Z)", page, re.S | re.M).group(1)
    language, code = re.search(r"```(python|sh)\n(.*?)```", section, re.S).groups()
    return [sys.executable, "-c", code] if language == "python" else ["bash", "-euc", code]


def main():
    page, expected, *programs = sys.argv[1:]
    with open(page, encoding="utf-8") as file:
        page = file.read()
    expected = counts(expected)
    if len(expected) < 100:
        sys.exit(f"accede counts only {len(expected)}: that tells nothing")
    differing = 0
    for program in programs:
        ran = subprocess.run(example(page, program), capture_output=True, text=True, errors="replace")
        if ran.returncode:
            sys.exit(f"{program} ended with {ran.returncode}:\n{ran.stdout[-2000:]}{ran.stderr[-4000:]}")
        found = counts(f"{program.lower()}.csv")
        wrong = sorted(key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key))
        print(f"{program}: {len(found)} counts, {sum(found.values())} in all, {len(wrong)} differ")
        for key in wrong[:10]:
            print(f"  {key}: accede {expected.get(key)}, {program} {found.get(key)}")
        differing += len(wrong)
    sys.exit(1 if differing else 0)


main()
