#!/usr/bin/env bash
# Captions 128 galaxies ten times, each time in a new JVM and while other programs keep all cores
# busy, and compares the profiles bit by bit, whatever their order in the file. Ends with status 1 if
# any two runs differ.
#
#   benchmarks/repeat.sh DIRECTORY
set -euo pipefail
[ $# -eq 1 ] || {
  echo "usage: $0 DIRECTORY" >&2
  exit 2
}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$1
runs=10
mkdir -p "$out"
[ -f "$out/images/truth.csv" ] || "$home/pix2prof" simulate --count=128 --seed=128 --output="$out/images"

busy=()
stop() {
  [ ${#busy[@]} -eq 0 ] || kill "${busy[@]}" 2> /dev/null || true
}
trap stop EXIT
for _ in $(seq "$(nproc)"); do
  (while :; do :; done) &
  busy+=($!)
done

for run in $(seq "$runs"); do
  "$home/pix2prof" caption --input="$out/images/*.fits" --output="$out/run-$run.csv"
  LC_ALL=C sort -o "$out/run-$run.csv" "$out/run-$run.csv"
done
sums=$(cd "$out" && sha256sum run-*.csv)
echo "$sums"
different=$(echo "$sums" | cut -d' ' -f1 | sort -u | wc -l)
echo "$runs runs, $different distinct results"
[ "$different" -eq 1 ]
