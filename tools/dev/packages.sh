# Debian packages: what each purpose needs is listed in tools/packages/*.txt; only what is missing gets
# installed.

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Whether a line `package | command >= version` of a list is already served by what is on PATH, whoever
# installed it.
served_by_command() {
  local command=$1 wanted=$2 found
  command -v "$command" >/dev/null || return 1
  found=$("$command" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9][0-9]*\).*/\1/p;q')
  [ "${found:-0}" -ge "$wanted" ]
}

# The packages of one list that are not there yet, one a line.
missing_packages() {
  local package bar command relation version
  while read -r package bar command relation version; do
    case $package in '' | '#'*) continue ;; esac
    if [ "$bar" = '|' ] && served_by_command "$command" "$version"; then continue; fi
    installed "$package" || printf '%s\n' "$package"
  done <"tools/packages/$1.txt"
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends --no-remove \
    -o Dpkg::Use-Pty=0 "$@"
}

have_package_lists() { compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null; }

# Old lists may name packages that the mirror has replaced since; then they are fetched anew, once.
install_with_fresh_lists_if_needed() {
  if have_package_lists && apt_install "$@"; then return 0; fi
  as_root apt-get update -q && apt_install "$@"
}

# need_packages LIST…: installs what these lists name and this machine lacks.
need_packages() {
  command -v dpkg-query >/dev/null || {
    say "dev: this is no Debian system; taking it that what tools/packages/*.txt names is there" >&2
    return 0
  }
  local list missing_words
  local -a missing
  missing_words=$(for list in "$@"; do missing_packages "$list"; done | sort -u)
  read -r -d '' -a missing <<<"$missing_words" || true
  [ "${#missing[@]}" != 0 ] || return 0
  missing_words=${missing[*]}
  say "Installing ${#missing[@]} Debian packages (build/logs/packages.log): $missing_words"
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    die "need root for that, and there is no sudo. As root: apt-get install $missing_words"
  quietly packages install_with_fresh_lists_if_needed "${missing[@]}" ||
    die "could not install Debian packages; try by hand: apt-get install $missing_words"
}
