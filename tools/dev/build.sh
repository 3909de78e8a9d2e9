# Building: the web applications with npm, everything else with CMake presets and Ninja into build/PRESET.

# How many compiler processes fit: one a core, but never more than the memory (also a container's) bears at
# 1.5 GiB each.
job_count() {
  local count limit memory_kib
  [ -z "${KEMPELEN_JOBS:-}" ] || { say "$KEMPELEN_JOBS" && return 0; }
  count=$(nproc)
  memory_kib=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo 2>/dev/null || true)
  memory_kib=${memory_kib:-$((count * 1536 * 1024))}
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || echo max)
  if [ "$limit" != max ] && [ $((limit / 1024)) -lt "$memory_kib" ]; then memory_kib=$((limit / 1024)); fi
  limit=$((memory_kib / (1536 * 1024)))
  [ "$limit" -ge 1 ] || limit=1
  say $((count < limit ? count : limit))
}

# One line that changes when any file of a web folder does, whatever the time stamps say.
fingerprint() {
  {
    node --version
    find "$@" \( -name node_modules -o -name dist \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum | cut -d ' ' -f 1
}

# npm_install FOLDER: `npm ci`, but only when its lock file or Node changed since the last time. No package
# may run scripts of its own while it is installed; none of ours needs to.
npm_install() {
  local folder=$1 stamp=$1/node_modules/.kempelen-lock wanted
  wanted=$(fingerprint "$folder/package-lock.json")
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return 0; fi
  local log=npm-${folder//\//-}
  say "Installing the web packages of $folder (build/logs/$log.log)"
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 quietly "$log" \
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund || return 1
  say "$wanted" >"$stamp"
}

# The web applications and the documentation, into dist folders, from where CMake embeds them in the binary.
build_web() {
  local stamp=build/web.stamp wanted
  [ -f web/package.json ] || return 0
  npm_install web
  wanted=$(fingerprint web docs samples ./*.md)
  if [ -n "$(find web -maxdepth 2 -name dist)" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]
  then return 0; fi
  say "Building the web pages (build/logs/web-build.log)"
  quietly web-build npm run build --prefix web || return 1
  mkdir -p build
  say "$wanted" >"$stamp"
}

configure_preset() {
  quietly "configure-$1" cmake --preset "$1"
}

# build_preset PRESET [TARGET…]
build_preset() {
  local preset=$1
  shift
  build_web
  configure_preset "$preset"
  say "Building $preset${*:+: $*} with $(job_count) jobs (build/logs/build-$preset.log)"
  quietly "build-$preset" cmake --build --preset "$preset" --parallel "$(job_count)" ${*:+--target "$@"}
}

# find_target PRESET NAME: the path of an executable that the preset built.
find_target() {
  local found
  found=$(find "build/$1" -type f -name "$2" -perm -u+x -print -quit)
  [ -n "$found" ] || die "build/$1 holds no executable called $2"
  say "$ROOT/$found"
}

binary() { find_target "$1" kempelen; }

cpp_files() {
  local -a folders=()
  local folder
  for folder in src tests fuzz benchmarks samples; do [ ! -d "$folder" ] || folders+=("$folder"); done
  find "${folders[@]}" -name node_modules -prune -o \( -name '*.cc' -o -name '*.h' \) -print0
}

check_format() {
  local places
  places=$(cpp_files | xargs -0 clang-format-19 --dry-run --Werror 2>&1 | sed -n 's/: error:.*//p' | sort -u)
  [ -n "$places" ] || return 0
  say "$places"
  say "These places are not formatted; ./dev format does it."
  return 1
}

# clang-tidy over every source file of src/ that the dev preset compiles.
clang_tidy() {
  run-clang-tidy-19 -quiet -p build/dev -j "$(job_count)" -header-filter "^$ROOT/src/.*" "^$ROOT/src/.*\.cc$"
}
