#!/usr/bin/env bash
# Whether Apache Spark, in local cluster mode, counts in a panel what accede counts: see the README beside it.
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
need java "Spark needs Java 17 or newer: apt install openjdk-17-jre-headless, or see https://adoptium.net"
prepare
install requirements-spark.txt
# Where Spark keeps what it starts its workers with.
SPARK_HOME=$(python3 -c "import os, pyspark; print(os.path.dirname(pyspark.__file__))")
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1
python3 "$compare" "$page" accede.csv Spark
mv spark.csv by-treaty.csv

# The same rows, divided by year.
rm -r panel
mv by-year panel
python3 "$compare" "$page" accede.csv Spark
