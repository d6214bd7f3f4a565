#!/usr/bin/env bash
# Whether other programs count in a panel what accede counts: see the README beside it.
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
prepare
install duckdb pandas pyarrow polars datasette
need sqlite3 "apt install sqlite3 or brew install sqlite (3.40 or newer)"
python3 "$compare" "$page" accede.csv pandas Polars DuckDB Datasette

# The same rows, divided by year.
python3 - <<'PYTHON'
import duckdb
by = {name: duckdb.read_parquet(f"{name}/*/*.parquet", hive_partitioning=True) for name in ("panel", "by-year")}
columns = ", ".join(sorted(by["panel"].columns))
first, second = (by[name].select(columns) for name in by)
rows = first.aggregate("count(*)").fetchone()[0]
wrong = first.except_(second).aggregate("count(*)").fetchone()[0] + second.except_(first).aggregate("count(*)").fetchone()[0]
print(f"by year: {second.aggregate('count(*)').fetchone()[0]} rows, {wrong} differ")
assert rows == second.aggregate("count(*)").fetchone()[0] and wrong == 0
PYTHON
