#!/usr/bin/env bash
# Compares this program with "rg -j1 -c -F" over 149 literals and with "wc -l" on generated logs.
# The commands take turns, so that a noisy machine disturbs all of them alike; what counts is the
# ratio of the medians. It installs nothing.
#
#   scripts/bench-compare.sh [FILE...]     default: generated logs, normal, dense and UTF-16
#   SIZE=64MB ROUNDS=9 scripts/bench-compare.sh
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-7}
size=${SIZE:-256MB}
literals=testdata/bench/literals.txt

if ((rounds < 7)); then
  echo "bench-compare: ROUNDS=$rounds is less than 7, too few for a median on a noisy machine" >&2
  exit 2
fi
for tool in go wc awk sort; do
  command -v "$tool" >/dev/null || { echo "bench-compare: $tool is missing" >&2; exit 2; }
done
if ! command -v rg >/dev/null; then
  echo "bench-compare: rg (ripgrep) is missing; its column stays empty" >&2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -trimpath -o "$work/program" ./cmd/setuplogreview

files=("$@")
if ((${#files[@]} == 0)); then
  go build -o "$work/genlog" ./internal/tools/genlog
  "$work/genlog" -size "$size" -density normal -o "$work/normal.log"
  "$work/genlog" -size "$size" -density dense -o "$work/dense.log"
  "$work/genlog" -size "$size" -density normal -encoding utf16le -o "$work/utf16.log"
  files=("$work/normal.log" "$work/dense.log" "$work/utf16.log")
fi

# What is measured; the results go to /dev/null, and a finding is no failure.
ours() { "$work/program" --quiet --format json "$1"; }
ours_one() { GOMAXPROCS=1 "$work/program" --quiet --format json "$1"; }
ripgrep() { rg -j1 -c -F -f "$literals" "$1"; }
count() { wc -l "$1"; }

# took prints how many microseconds a command takes.
took() {
  local start=${EPOCHREALTIME/[^0-9]/}
  "$@" >/dev/null 2>&1 || { local status=$?; ((status == 1)) || echo "bench-compare: $* ended with status $status" >&2; }
  echo $((${EPOCHREALTIME/[^0-9]/} - start))
}

median() { sort -n "$1" | awk '{v[NR] = $1} END {if (NR) print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'; }

commands=(ours ours_one count)
command -v rg >/dev/null && commands+=(ripgrep)

printf '%-14s %9s %9s %9s %9s %9s %9s %9s %9s\n' file 'ours ms' '1 core' 'rg ms' 'wc ms' 'ours/rg' '1 c./rg' 'ours/wc' '1 c./wc'
for file in "${files[@]}"; do
  rm -f "$work"/*.times
  cat -- "$file" >/dev/null # into the page cache
  for ((round = 0; round < rounds; round++)); do
    for ((i = 0; i < ${#commands[@]}; i++)); do
      command=${commands[(i + round) % ${#commands[@]}]}
      took "$command" "$file" >>"$work/$command.times"
    done
  done
  touch "$work/ripgrep.times"
  awk -v name="$(basename "$file")" -v ours="$(median "$work/ours.times")" -v one="$(median "$work/ours_one.times")" \
    -v rg="$(median "$work/ripgrep.times")" -v wc="$(median "$work/count.times")" '
    function ms(t) { return t ? sprintf("%.1f", t / 1000) : "-" }
    function ratio(a, b) { return b ? sprintf("%.2f", a / b) : "-" }
    BEGIN {
      printf "%-14s %9s %9s %9s %9s %9s %9s %9s %9s\n", name, ms(ours), ms(one), ms(rg), ms(wc),
        ratio(ours, rg), ratio(one, rg), ratio(ours, wc), ratio(one, wc)
    }'
done
