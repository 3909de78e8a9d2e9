# `./dev fuzz --minutes N`: every fuzz target under libFuzzer with the address and undefined-behaviour
# sanitizers, one after another, sharing the time. New inputs grow in build/fuzz-corpus; what breaks a target
# is kept in build/fuzz-findings, and should become a file of fuzz/corpus once it is mended.

FUZZ_BYTES_MAX=4096

# fuzz_one TARGET SECONDS: runs one target and prints its line; status 1 if it found something.
fuzz_one() {
  local target=$1 seconds=$2 log=$LOGS/fuzz-$1.log grown=build/fuzz-corpus/$1 findings=build/fuzz-findings/$1
  local status=0 inputs features found
  mkdir -p "$grown" "$findings" "$LOGS"
  rm -f "$findings"/*
  "$(find_target fuzz "fuzz_$target")" "$grown" "fuzz/corpus/$target" -max_total_time="$seconds" \
    -max_len="$FUZZ_BYTES_MAX" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$findings/" >"$log" 2>&1 || status=$?
  inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  features=$(sed -n 's/.* ft: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  found=$(find "$findings" -type f | wc -l)
  printf '%-18s %10d inputs %7d features %3d findings\n' "$target" "${inputs:-0}" "${features:-0}" "$found"
  [ "$found" = 0 ] || say "  $findings: $(grep -m 1 -E '^(violated|SUMMARY): ' "$log" || true)"
  # A run without inputs has tested nothing, whatever it says.
  [ "$status" = 0 ] && [ "$found" = 0 ] && [ "${inputs:-0}" -gt 0 ]
}

command_fuzz() {
  [ "${1:-}" = --minutes ] && [ $# = 2 ] && [[ $2 =~ ^[0-9]+(\.[0-9]+)?$ ]] ||
    die "usage: ./dev fuzz --minutes N"
  local minutes=$2 seconds target failed=0
  local -a targets
  mapfile -t targets < <(find fuzz/corpus -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)
  [ "${#targets[@]}" != 0 ] || die "fuzz/corpus is empty"
  need_packages run tidy
  build_preset fuzz "${targets[@]/#/fuzz_}"
  seconds=$(awk "BEGIN { s = int($minutes * 60 / ${#targets[@]}); print s < 1 ? 1 : s }")
  say "${#targets[@]} targets, $seconds seconds each (build/logs/fuzz-*.log)"
  for target in "${targets[@]}"; do fuzz_one "$target" "$seconds" || failed=1; done
  [ "$failed" = 0 ] ||
    die "something was found, or a target did not run; build/fuzz/fuzz/fuzz_TARGET FILE repeats it"
  say "nothing was found"
}
