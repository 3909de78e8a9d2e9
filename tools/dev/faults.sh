# `./dev faults --minutes N`: power losses and failing calls under servers in process, and kill -9 of the real
# server under load, side by side with fresh seeds for that long. Ends with the counts; status 1 if anything
# that was acknowledged is lost.

# number_in FILE NAME: a number of a JSON object of numbers; 0 where there is none.
number_in() {
  local found
  found=$(sed -n "s/.*\"$2\": *\([0-9]*\).*/\1/p" "$1" 2>/dev/null)
  say "${found:-0}"
}

# kill_servers MINUTES LOG SUMMARY
kill_servers() {
  KEMPELEN_CRASH_KILLS=1000000000 KEMPELEN_CRASH_SECONDS=$(awk "BEGIN { print int($1 * 60) }") \
    KEMPELEN_CRASH_SUMMARY=$3 "$(test_python)" -m pytest -p no:cacheprovider -s \
    tests/crash/test_crash.py -k acknowledged_work >"$2" 2>&1
}

command_faults() {
  [ "${1:-}" = --minutes ] && [ $# = 2 ] && [[ $2 =~ ^[0-9]+(\.[0-9]+)?$ ]] ||
    die "usage: ./dev faults --minutes N"
  local minutes=$2 log=$LOGS/faults-kills.log summary=$RESULTS/faults/kills.json last killer
  local disk_status=0 kill_status=0 kills effects
  need_packages run test
  build_preset asan faults
  with_release
  mkdir -p "$LOGS" "$RESULTS/faults"
  rm -f "$summary"
  kill_servers "$minutes" "$log" "$summary" &
  killer=$!
  trap 'kill "$killer" 2>/dev/null || true; die interrupted' INT TERM
  "$(find_target asan faults)" --minutes "$minutes" | tee "$LOGS/faults.log" || disk_status=$?
  wait "$killer" || kill_status=$?
  last=$(tail -n 1 "$LOGS/faults.log")
  kills=$(number_in "$summary" kills)
  effects=$(number_in "$summary" effects_checked)
  say "under kill -9: $kills kills, $effects acknowledged effects checked"
  if [ "$disk_status" != 0 ] || [ "$kill_status" != 0 ]; then
    [ "$disk_status" = 0 ] || say "To repeat a career: $(find_target asan faults) --career SEED"
    [ "$kill_status" = 0 ] || say "Kills: see build/logs/faults-kills.log; KEMPELEN_CRASH_SEED repeats a run."
    die "something that was acknowledged is lost, or a check failed"
  fi
  say "${last%%,*}, $(cut -d, -f2 <<<"$last" | sed 's/^ //'), $kills kills: 0 lost of" \
    "$(($(cut -d, -f3 <<<"$last" | tr -dc 0-9) + effects)) acknowledged effects checked"
}
