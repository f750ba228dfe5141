#!/usr/bin/env bash
# Lays out the contents of the released archive.
#
#   stage.sh CLASSPATH_FILE DIRECTORY TIME
#
# CLASSPATH_FILE has the jars, separated by colons; every file gets TIME, which the class archive compares with its jars.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
jars=$1
staged=$2
time=$3
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

rm -rf "$staged"
mkdir -p "$staged/lib" "$staged/natives" "$staged/examples/data"
cp -R "$root/licenses" "$staged"
cp "$root/pix2prof" "$root/LICENSE" "$root/NOTICE" "$root/README.md" "$staged"
cp "$root"/examples/data/*.fits.gz "$root/examples/data/truth.csv" "$staged/examples/data"
chmod 755 "$staged/pix2prof"

# The jar with PyTorch's libraries is left without them, as they are unpacked in natives.
IFS=: read -r -a all < <(cat "$jars" && echo)
for jar in "${all[@]}"; do
  name=$(basename "$jar")
  [ ! -e "$staged/lib/$name" ] || { echo "two jars are named $name" >&2; exit 1; }
  case $name in
    pytorch-native-*)
      (cd "$scratch" && "${bin}jar" --extract --file "$jar" native/lib/pytorch.properties)
      "${bin}jar" --create --no-manifest --date="$time" --file "$staged/lib/$name" \
        -C "$scratch" native/lib/pytorch.properties
      ;;
    *) cp "$jar" "$staged/lib/$name" ;;
  esac
  echo "$name" >> "$staged/lib/classpath"
done

# DJL unpacks its libraries where it looks for them later.
samples=("$root"/examples/data/*.fits.gz)
ENGINE_CACHE_DIR=$staged/natives "${bin}java" -XX:TieredStopAtLevel=1 -cp "$(cat "$jars")" \
  org.pix2prof.pipelines.Pix2Prof caption "--input=${samples[0]}" "--output=$scratch/profiles"

find "$staged" -exec touch -d "$time" {} +
PIX2PROF_CLASS_ARCHIVE=make "$staged/pix2prof"
