#!/usr/bin/env bash
# Captions 1, 300, 1000 and 3000 simulated galaxies on this machine, as a user would, and the plain
# loop beside them; prints the table of docs/performance.md. Simulates the images first where the
# directory has none. Nothing else should run; takes some 15 minutes on two cores.
# usage: benchmarks/local.sh DIRECTORY
# RUNS=3 is how often to measure each; PIX2PROF=./pix2prof is what to measure.
set -euo pipefail
[ $# -eq 1 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 2; }
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$1"
dir=$(cd -P "$1" && pwd)
runs=${RUNS:-3}
pix2prof=${PIX2PROF:-$home/pix2prof}

(cd "$home" && mvn -q -B -pl benchmarks -am -DskipTests package)
jars=
for module in benchmarks training pipelines transforms model-io; do
  jars=$jars$home/$module/target/pix2prof-$module.jar:
done
images=$dir/images
if [ ! -f "$images/truth.csv" ]; then
  "$pix2prof" simulate --count=3000 --seed=777 --output="$images"
fi
out=$(mktemp -d "$dir/out.XXXXXX")
trap 'rm -rf "$out"' EXIT

# Wall and CPU seconds of a caption of some files, to $out/NAME, one line a run.
caption() {
  local name=$1 pattern=$2 TIMEFORMAT='%R %U %S'
  rm -rf "$out/profiles"
  { time "$pix2prof" caption --input="$images/$pattern" --output="$out/profiles/p" --format=csv \
    > "$out/log" 2>&1 || touch "$out/failed"; } 2>> "$out/$name"
  [ ! -e "$out/failed" ] || { cat "$out/log" >&2; exit 1; }
}

# CPU-ms per galaxy of the plain loop, to $out/plain.
plain() {
  taskset -c 0 "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseParallelGC \
    -cp "$jars$(cat "$home/benchmarks/target/classpath.txt")" \
    org.pix2prof.benchmarks.PlainLoop "$home/examples/data" 2> "$out/log" \
    | sed -n 's/.* \([0-9.]*\) CPU-ms a galaxy.*/\1/p' >> "$out/plain"
}

for ((run = 0; run < runs; run++)); do
  caption 1 sim-777-000000.fits
  caption 300 'sim-777-000[0-2]??.fits'
  caption 1000 'sim-777-000???.fits'
  plain
  caption 3000 'sim-777-*.fits'
done

median() {
  sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

echo '| run | wall, s | CPU, s |'
echo '|---|---|---|'
for n in 1 300 1000 3000; do
  printf '| %s image%s | %.1f | %.1f |\n' "$n" "$([ "$n" = 1 ] || echo s)" \
    "$(awk '{ print $1 }' "$out/$n" | median)" "$(awk '{ print $2 + $3 }' "$out/$n" | median)"
done
echo
echo '| what | CPU-ms per galaxy |'
echo '|---|---|'
# In each run the plain loop is between the two runs that it is compared with.
paste "$out/1000" "$out/3000" "$out/plain" \
  | awk '{ print ($5 + $6 - $2 - $3) / 2, $7, ($5 + $6 - $2 - $3) / 2 / $7 }' > "$out/further"
printf '| a further galaxy, 3000 against 1000 | %.1f |\n' "$(awk '{ print $1 }' "$out/further" | median)"
printf '| plain loop | %.1f |\n' "$(awk '{ print $2 }' "$out/further" | median)"
printf '| ratio | %.2f |\n' "$(awk '{ print $3 }' "$out/further" | median)"
