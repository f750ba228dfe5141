#!/usr/bin/env bash
# Simulates survey frames with a catalogue of positions, the input of benchmarks on frames, and
# prints the time and size. It does not change a directory that already has them.
# usage: benchmarks/frames.sh DIRECTORY [FRAMES [POSITIONS [SEED [BANDS]]]]
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
directory=${1:?a directory for the frames}
frames=${2:-60}
positions=${3:-10000}
seed=${4:-1}
bands=${5:-r}

if [ ! -e "$directory/truth.csv" ]; then
  "$home/pix2prof" help > /dev/null # builds, if need be
  SECONDS=0
  "$home/pix2prof" simulate --frames="$frames" --count="$positions" --seed="$seed" --bands="$bands" \
    --output="$directory"
  echo "simulated in $SECONDS s"
fi
find "$directory" -name 'frame-*.fits.bz2' -printf '%s\n' |
  awk '{ sum += $1 } END { printf "%d frames, %.1f MB as stored\n", NR, sum / 1e6 }'
awk 'END { printf "%d positions\n", NR - 1 }' "$directory/catalog.csv"
