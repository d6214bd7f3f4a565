#!/usr/bin/env bash
# Whether other programs count in a panel what accede counts: see the README beside it.
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
prepare
install requirements.txt
need sqlite3 "apt install sqlite3 or brew install sqlite (3.40 or newer)"
python3 "$compare" "$page" accede.csv pandas Polars DuckDB Datasette

# The same rows, divided by year.
python3 - <<'PYTHON'
import duckdb
by = {name: duckdb.read_parquet(f"{name}/*/*.parquet", hive_partitioning=True) for name in ("panel", "by-year")}
columns = ", ".join(sorted(by["panel"].columns))
first, second = (by[name].select(columns) for name in by)

def count(rows):
    return rows.aggregate("count(*)").fetchall()[0][0]

wrong = count(first.except_(second)) + count(second.except_(first))
print(f"by year: {count(second)} rows, {wrong} differ")
assert count(first) == count(second) and wrong == 0
PYTHON
