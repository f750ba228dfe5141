#!/usr/bin/env bash
# Builds, measures and prints a table. Arguments are JMH's: a pattern of names, -i, -w, -h ...
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
(cd "$home" && mvn -q -B -pl benchmarks -am -DskipTests package)

jars=
for module in benchmarks training pipelines transforms model-io; do
  jars=$jars$home/$module/target/pix2prof-$module.jar:
done
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseParallelGC \
  -cp "$jars$(cat "$home/benchmarks/target/classpath.txt")" \
  org.pix2prof.benchmarks.MeasureStages "$@"
