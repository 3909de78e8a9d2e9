# `./dev simulate --minutes N [--seed S] [--steps N]`: simulated worlds with fresh seeds for that long, in an
# optimised build; `./dev simulate --replay FILE` plays what an earlier run wrote. Ends with the counts;
# status 1 if server and bookkeeper disagreed.

command_simulate() {
  case "${1:-}" in
    --minutes | --seed | --seeds | --replay) ;;
    *) die "usage: ./dev simulate --minutes N [--seed S] [--steps N], or --seed S, or --replay FILE" ;;
  esac
  need_packages run test
  build_preset checked simulate
  mkdir -p "$RESULTS/simulation"
  "$(find_target checked simulate)" --findings "$RESULTS/simulation" "$@"
}
