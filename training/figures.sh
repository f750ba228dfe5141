#!/usr/bin/env bash
# Makes the figures of docs/models.md on simulated galaxies: training/figures.sh OUTPUT [MODEL]
# About 20 minutes on two cores. The galaxies' seeds are used for nothing else.
set -euo pipefail

out=${1:?usage: training/figures.sh OUTPUT [MODEL]}
model=${2:-classpath:/org/pix2prof/model/default/}
run=$(dirname "$0")/../pix2prof
mkdir -p "$out"

# Simulates with the options given after the name, and evaluates the model on it.
figures() {
  local name=$1
  shift
  "$run" simulate --output="$out/$name" "$@"
  "$run" evaluate --model="$model" --truth="$out/$name/truth.csv" --input="$out/$name/*.fits" \
    --output="$out/$name.json" --plots="$out/plots-$name" > "$out/$name.txt"
  tail -n 1 "$out/$name.txt"
}

figures test --count=2000 --seed=24680
figures mixed --count=1000 --seed=4711 --survey=mixed

# One seed under one condition after another.
robust="--count=500 --seed=31337"
figures plain $robust
figures centre-0 $robust --centreOffset=0
figures centre-5 $robust --centreOffset=5
figures centre-10 $robust --centreOffset=10
figures star $robust --companion=star
figures galaxy $robust --companion=galaxy
figures sky-0 $robust --skyOffset=0
figures sky-plus $robust --skyOffset=0.5
figures sky-minus $robust --skyOffset=-0.5
figures fwhm-1.0 $robust --fwhm=1.0
figures fwhm-1.4 $robust --fwhm=1.4
figures fwhm-1.8 $robust --fwhm=1.8
