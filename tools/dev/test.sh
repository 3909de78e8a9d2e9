# `./dev test`: every set runs in its own process with a time budget, and reports JUnit XML into
# build/results/SET, which tools/test_report.py counts. A set whose tools are missing, that runs out of time
# or that ends without results has failed: nothing is skipped in silence.

ALL_SETS=(tidy web asan faults simulation tsan release model api crash browser sdks)

# Seconds a set may take, building included. All together end within TEST_MINUTES whatever happens.
declare -A BUDGETS=([tidy]=180 [web]=600 [quick]=1500 [asan]=2400 [faults]=1500 [simulation]=900 [tsan]=1500
  [release]=1200 [model]=240 [api]=900 [crash]=420 [browser]=600 [sdks]=1200)
TEST_MINUTES=${KEMPELEN_TEST_MINUTES:-78}

declare -i PASSED=0 FAILED=0 SKIPPED=0
REASONS=()
TABLES=() # what a set has to show beside its counts

# The Python that has boto3 and pytest: Debian's, so that everybody tests with the same versions; else the one
# on PATH.
test_python() {
  local python
  for python in /usr/bin/python3 python3; do
    if "$python" -c 'import boto3, pytest' 2>/dev/null; then
      say "$python"
      return 0
    fi
  done
  die "no Python with boto3 and pytest; as root: apt-get install python3-boto3 python3-pytest"
}

# one_case SET NAME COMMAND…: a command as one test, failed unless it ends with 0.
one_case() {
  local set=$1 name=$2 outcome='' status=0
  shift 2
  say "--- $name: $*"
  "$@" || status=$?
  [ "$status" = 0 ] || outcome="<failure message=\"status $status; see build/logs/$set.log\"/>"
  mkdir -p "$RESULTS/$set"
  printf '<testsuite name="%s"><testcase classname="%s" name="%s">%s</testcase></testsuite>\n' \
    "$set" "$set" "$name" "$outcome" >"$RESULTS/$set/case-$name.xml"
}

# runner SET NAME COMMAND…: a test runner that writes its own results. Its verdict is kept beside them: a
# runner that ends badly although it reports no failure has one.
runner() {
  local set=$1 name=$2 status=0
  shift 2
  "$@" || status=$?
  [ "$status" = 0 ] || say "$name ended with status $status" >"$RESULTS/$set/$name.ended"
}

set_tidy() {
  one_case tidy format check_format
  runner tidy rules /usr/bin/python3 tools/tidy.py --junit "$RESULTS/tidy/rules.xml"
  run_pytest tidy tools/tests
}

set_web() {
  build_web
  one_case web types npm run --prefix web --if-present typecheck
  local folder
  for folder in web/*/; do
    if [ ! -f "$folder/package.json" ]; then continue; fi
    folder=$(basename "$folder")
    runner web "$folder" env --chdir="web/$folder" "$ROOT/web/node_modules/.bin/vitest" run \
      --reporter=default --reporter=junit --outputFile.junit="$RESULTS/web/$folder.xml"
  done
}

# run_ctest PRESET SET [ctest flags…]: CTest runs the executables, GoogleTest writes the single cases.
run_ctest() {
  local preset=$1 set=$2
  shift 2
  export GTEST_OUTPUT="xml:$RESULTS/$set/"
  runner "$set" ctest ctest --preset "$preset" --parallel "$(nproc)" --no-tests=error "$@" \
    --output-junit "$RESULTS/$set/ctest.junit"
}

set_quick() {
  build_preset dev
  run_ctest dev quick --label-regex quick
}

# Everything, with a tenth of the power losses and simulated worlds: what they find out about memory they
# find soon. What they find out about rules takes numbers, which the sets `faults` and `simulation` have.
set_asan() {
  build_preset asan
  export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
  export KEMPELEN_FAULTS_LOSSES=200 KEMPELEN_SIMULATION_SEEDS=20
  run_ctest asan asan
}

# build_labelled PRESET LABEL: only the tests that carry the label, and what they need.
build_labelled() {
  local -a targets
  build_web
  configure_preset "$1"
  mapfile -t targets <<<"$(ctest --preset "$1" -N --label-regex "$2" | sed -n 's/^ *Test *#[0-9]*: //p')"
  [ -n "${targets[0]}" ] || die "no test carries the label '$2'"
  build_preset "$1" "${targets[@]}"
}

# What goes wrong below the database, drawn from seeds: power losses, calls that fail, full disks.
set_faults() {
  build_labelled checked faults
  run_ctest checked faults --label-regex faults
}

# Simulated worlds beside an independent bookkeeper.
set_simulation() {
  build_labelled checked simulation
  run_ctest checked simulation --label-regex simulation
}

# Thread sanitizer: only what has threads gets built and run. Kernels that scatter addresses widely upset GCC
# 12's sanitizer, hence setarch -R where it is permitted.
set_tsan() {
  build_labelled tsan threads
  export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
  if setarch "$(uname -m)" -R true 2>/dev/null; then
    ctest() { setarch "$(uname -m)" -R ctest "$@"; }
  fi
  run_ctest tsan tsan --label-regex threads
}

set_release() {
  build_preset release
  one_case release version "$(binary release)" --version
}

# What the sets that drive the finished program share: its path, and loopback that no proxy gets between.
with_release() {
  build_preset release
  KEMPELEN_BINARY=$(binary release)
  export KEMPELEN_BINARY NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost
}

run_pytest() {
  local set=$1
  shift
  runner "$set" pytest "$(test_python)" -m pytest -p no:cacheprovider "$@" \
    --junit-xml "$RESULTS/$set/pytest.xml"
}

# The declared API against the service model of the installed botocore. CTest runs the same with whatever
# Python is on PATH and skips it where that has no botocore; here a missing botocore is a failure.
set_model() {
  local description=$RESULTS/model/requester-api.json
  build_preset asan describe_model
  "$(find_target asan describe_model)" requester-json "$description"
  one_case model declaration "$(test_python)" tools/check_model.py --description "$description"
}

set_api() {
  with_release
  build_preset release client_walk
  run_pytest api tests/api
}

set_crash() {
  with_release
  run_pytest crash tests/crash
}

set_browser() {
  with_release
  command -v "${CHROMIUM:-chromium}" >/dev/null || die "no chromium; as root: apt-get install chromium"
  npm_install tests/browser
  export PLAYWRIGHT_JUNIT_OUTPUT_NAME=$RESULTS/browser/playwright.xml
  cd tests/browser
  runner browser playwright node_modules/.bin/playwright test --reporter=list,junit
}

# The samples of all SDKs, those of two at a time: most of the time programs start or wait. What cannot be
# installed, or has no time left, is skipped and says why; the table has the versions.
set_sdks() {
  with_release
  need_packages sdks
  export KEMPELEN_SDKS_SECONDS=$((BUDGETS[sdks] - SECONDS - 150)) # what the last program may take
  run_pytest sdks -o junit_family=xunit1 -n 2 --dist loadgroup tests/sdks
  /usr/bin/python3 tools/sdk_matrix.py | tee "$RESULTS/sdks/table.md"
}

# Runs one set within its budget and what is left of the whole, and prints its line.
run_set() {
  local set=$1 started=$SECONDS budget=${BUDGETS[$1]} left=$((TEST_MINUTES * 60 - SECONDS)) status=0 ended=''
  rm -rf "${RESULTS:?}/$set"
  mkdir -p "$RESULTS/$set" "$LOGS"
  [ "$budget" -le "$left" ] || budget=$left
  if [ "$budget" -le 0 ]; then
    ended="not started: the $TEST_MINUTES minutes for all sets are used up"
  else
    timeout --kill-after=20 "$budget" "$ROOT/dev" run-set "$set" </dev/null >"$LOGS/$set.log" 2>&1 &
    RUNNING=$!
    wait "$RUNNING" || status=$?
    RUNNING=
    case $status in
      0) ;;
      124 | 137) ended="stopped after its $budget seconds" ;;
      *) ended="ended with status $status" ;;
    esac
  fi
  count_set "$set" "$((SECONDS - started))" "$ended"
}

# count_set SET SECONDS ENDED: adds the set's results to the totals; ENDED says why it is incomplete, or
# nothing.
count_set() {
  local set=$1 seconds=$2 ended=$3 report line passed failed skipped
  report=$(/usr/bin/python3 tools/test_report.py "$RESULTS/$set" --ended "$ended")
  read -r passed failed skipped <<<"${report%%$'\n'*}"
  printf '%-8s %5d passed %4d failed %4d skipped %5d s\n' "$set" "$passed" "$failed" "$skipped" "$seconds"
  PASSED+=$passed FAILED+=$failed SKIPPED+=$skipped
  while read -r line; do
    case $line in failed:* | skipped:*) REASONS+=("$set: $line") ;; esac
  done <<<"$report"
  [ "$failed" = 0 ] || REASONS+=("$set: see build/logs/$set.log")
  [ ! -f "$RESULTS/$set/table.md" ] || TABLES+=("$RESULTS/$set/table.md")
}

# Ctrl-C must end the set that runs, too; `timeout` passes the signal on to everything below it.
interrupted() {
  [ -z "${RUNNING:-}" ] || kill "$RUNNING" 2>/dev/null || true
  die "interrupted"
}

command_test() {
  local -a sets=("$@")
  local set
  [ "${#sets[@]}" != 0 ] || sets=("${ALL_SETS[@]}")
  [ "${sets[*]}" != quick ] || sets=(tidy quick)
  for set in "${sets[@]}"; do
    [ -n "${BUDGETS[$set]:-}" ] || die "no such set: $set (./dev help lists them)"
  done
  need_packages run test
  # The release binary is a set of its own, so that building it is on nobody else's budget.
  case " ${sets[*]} " in
    *" release "*) ;;
    *" api "* | *" crash "* | *" browser "* | *" sdks "*) sets=(release "${sets[@]}") ;;
  esac
  SECONDS=0
  trap interrupted INT TERM
  for set in "${sets[@]}"; do run_set "$set"; done
  [ "${#REASONS[@]}" = 0 ] || printf '%s\n' "${REASONS[@]}"
  [ "${#TABLES[@]}" = 0 ] || cat "${TABLES[@]}"
  say "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  [ "$FAILED" = 0 ]
}
