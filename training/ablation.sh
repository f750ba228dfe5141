#!/usr/bin/env bash
# Compares numbers of refinement iterations: training/ablation.sh OUTPUT
# Short runs, each of the same number of steps, three seeds a variant. About 20 minutes on two cores.
# docs/adr/0003-default-network.md has the table of an earlier network.
set -euo pipefail

out=${1:?usage: training/ablation.sh OUTPUT}
run=$(dirname "$0")/../pix2prof
mkdir -p "$out"
"$run" simulate --count=300 --seed=60606 --output="$out/sdss"
"$run" simulate --count=300 --seed=60606 --survey=mixed --output="$out/mixed"

# Trains a variant: name, galaxies, options. A galaxy stays for one step per iteration.
variant() {
  local name=$1 galaxies=$2 seed
  shift 2
  for seed in 1 2 3; do
    "$run" train --output="$out/$name-$seed" --seed=$seed --galaxies="$galaxies" \
      --validateEvery=100000 --calibrationGalaxies=200 "$@" > "$out/$name-$seed.log"
    for set in sdss mixed; do
      "$run" evaluate --model="$out/$name-$seed/model" --truth="$out/$set/truth.csv" \
        --input="$out/$set/*.fits" --output="$out/$name-$seed-$set.json" \
        > "$out/$name-$seed-$set.txt"
      echo "$name, seed $seed, $set:"
      grep -m 2 -E '^median deviation|90th percentile' "$out/$name-$seed-$set.txt"
    done
  done
}

variant full 3200
variant two-iterations 4800 --iterations=2
variant one-iteration 9600 --iterations=1
