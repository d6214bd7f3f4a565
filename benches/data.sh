#!/usr/bin/env bash
# Times `accede panel --all` from 1945 to 2025, by year and by month, as CSV and as Parquet, beside DuckDB's COPY of the
# equivalent join over the same tables, in one run, and prints the ratio of their rows per second. Exit code 1 where CSV is
# less than 3 times or Parquet less than once as fast, or where more than 64 MB are used.
#
#   ACCEDE_CORPUS=FOLDER benches/data.sh    # FOLDER/corpus/mtdsg-2015-xml holds the tables
#
# RUNS=3 sets how often each is run. It needs 10 GB of disk where mktemp -d makes folders, and installs DuckDB from PyPI there.
set -euo pipefail

RUNS=${RUNS:-3}

source "$(dirname "$0")/compare.sh"
tables=${ACCEDE_CORPUS:?names the folder in which corpus/mtdsg-2015-xml holds the tables}/corpus/mtdsg-2015-xml
tables=$(cd "$tables" && pwd)
need python3 "see https://www.python.org"
prepare
script=$PWD/benches/data.py
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check --requirement tests/engines/requirements.txt

export ACCEDE_DB=$folder/corpus.db
"$accede" >/dev/null 2>&1
"$accede" import "$tables" --write --partial >/dev/null 2>&1 || [ $? -le 1 ]
cd "$folder"
"$folder/python/bin/python" "$script" "$accede" "$ACCEDE_DB" "$RUNS"
