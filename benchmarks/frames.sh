#!/usr/bin/env bash
# Simulates frames of a survey with a catalogue of positions, as input of what is measured on frames,
# and says how long that takes and how much it is. A folder that has them is left as it is.
# usage: benchmarks/frames.sh FOLDER [FRAMES [POSITIONS [SEED [BANDS]]]]
set -euo pipefail
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:?a folder for the frames}
frames=${2:-60}
positions=${3:-10000}
seed=${4:-1}
bands=${5:-r}

if [ ! -e "$folder/truth.csv" ]; then
  "$home/pix2prof" help > /dev/null # builds, if need be
  SECONDS=0
  "$home/pix2prof" simulate --frames="$frames" --count="$positions" --seed="$seed" --bands="$bands" \
    --output="$folder"
  echo "simulated in $SECONDS s"
fi
find "$folder" -name 'frame-*.fits.bz2' -printf '%s\n' |
  awk '{ sum += $1 } END { printf "%d frames, %.1f MB as stored\n", NR, sum / 1e6 }'
awk 'END { printf "%d positions\n", NR - 1 }' "$folder/catalog.csv"
