#!/usr/bin/env bash
# Builds, makes cutouts from frames, reads the same frames as a whole, and prints the cost of both. With a
# directory it keeps the cutouts there, for check_cutouts.py.
# usage: benchmarks/cutouts.sh CATALOG 'FRAMES' [DIRECTORY]
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
catalog=$(realpath "${1:?a catalogue}")
frames=$(realpath "$(dirname "${2:?a pattern of frames}")")/$(basename "$2")
(cd "$home" && mvn -q -B -pl benchmarks -am -DskipTests package)

jars=
for module in benchmarks training pipelines transforms model-io; do
  jars=$jars$home/$module/target/pix2prof-$module.jar:
done
if [ $# -gt 2 ]; then
  mkdir -p "$3"
  set -- "$1" "$2" "$(realpath "$3")"
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseParallelGC \
  -cp "$jars$(cat "$home/benchmarks/target/classpath.txt")" \
  org.pix2prof.benchmarks.MeasureCutouts "$catalog" "$frames" "${@:3}"
