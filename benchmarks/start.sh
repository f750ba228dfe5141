#!/usr/bin/env bash
# Where the time to the first profile goes: captions one image and prints when each part of the run
# begins, by the first class that the JVM loads for it, and the CPU time of the whole.
#
#   benchmarks/start.sh [IMAGE [LAUNCHER]]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
image=${1:-$root/examples/data/sim-2010-000000.fits.gz}
launcher=${2:-$root/pix2prof}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$launcher" help > /dev/null # Builds, if it must.
TIMEFORMAT='%R s by the clock, %U + %S CPU-s'
export JAVA_OPTS="${JAVA_OPTS:-} -Xlog:class+load:file=$scratch/classes:uptime"
time "$launcher" caption --input="$image" --output="$scratch/profiles" --format=csv > /dev/null

awk '
  BEGIN {
    split("org.pix2prof.pipelines.Pix2Prof|the JVM is up" \
      "\norg.pix2prof.pipelines.Arguments|options" \
      "\norg.pix2prof.transforms.FitsReadFn|the pipeline is made" \
      "\norg.apache.beam.runners.direct.WatermarkManager|the pipeline runs" \
      "\nai.djl.pytorch.jni.LibUtils|libraries of PyTorch load" \
      "\norg.pix2prof.internal.fits.FitsHeader|the image is read" \
      "\norg.pix2prof.model.preprocess.CentreFinder|the image is prepared" \
      "\norg.pix2prof.model.engine.LoadedModel|the model is loaded" \
      "\norg.pix2prof.model.internal.polar.NetworkOutput|the profile is there" \
      "\norg.pix2prof.pipelines.RunRecord|the files are written", parts, "\n")
    for (i in parts) {
      split(parts[i], part, "|")
      names[part[1]] = part[2]
    }
  }
  {
    seconds = $1
    gsub(/[^0-9.]/, "", seconds)
    name = $2
    classes++
    if (/shared objects file/) archived++
    if (name in names) {
      printf "%6.2f s  %s\n", seconds, names[name]
      delete names[name]
    }
  }
  END { printf "%6.2f s  end; %d classes, %d of them from an archive\n", seconds, classes, archived }
' "$scratch/classes"
