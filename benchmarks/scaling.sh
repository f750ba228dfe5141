#!/usr/bin/env bash
# Captions on a Flink cluster of one and of two slots, each on a core of its own, and in a plain loop
# on one core; prints rates, CPU time, memory and bytes between tasks. Linux with two cores or more
# and nothing else to do; takes some 15 minutes.
# usage: benchmarks/scaling.sh [GALAXIES_ON_ONE_SLOT [GALAXIES_ON_TWO]]
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
(cd "$home" && mvn -q -B -pl benchmarks,pipelines/flink -am -DskipTests package)

jars=
for module in benchmarks training pipelines transforms model-io; do
  jars=$jars$home/$module/target/pix2prof-$module.jar:
done
taskset -c 0 "$java" -XX:+UseParallelGC \
  -cp "$jars$(cat "$home/benchmarks/target/classpath.txt")" \
  org.pix2prof.benchmarks.PlainLoop "$home/examples/data"
cd "$home/pipelines/flink"
"$java" -cp "target/test-classes:../target/test-classes:$jars$(cat "$home/benchmarks/target/classpath.txt")" \
  org.pix2prof.pipelines.FlinkScaling "$home/examples/data" "${1:-5000}" "${2:-20000}"
