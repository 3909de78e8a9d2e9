"""Installs a sample and its SDK in the user's cache, outside the tree, once for each state of its folder.

What cannot be fetched is `NotInstalled`, with the reason; what is there but cannot be translated is the
sample's own fault, `BuildFailed`.
"""

import fcntl
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import time
from dataclasses import dataclass

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"
INSTALLS_WITHIN, BUILDS_WITHIN = 300, 600  # seconds
KEPT_DAYS = 14
LIBRARY = "src/client/libkempelen.so"  # in a build tree
MADE = {"node_modules", "target", "vendor", "bin", "obj", ".venv", "dist"}  # by builds, in a sample's folder


class NotInstalled(Exception):
    pass


class BuildFailed(Exception):
    pass


@dataclass(frozen=True)
class Installed:
    folder: pathlib.Path  # where programs run; the questions lie beside it, as in the tree
    version: str


def cache():
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(base) / "kempelen-sdks"


def words(command, program=""):
    camel = "".join(part.capitalize() for part in program.split("_"))
    values = {"{program}": program, "{Program}": camel, "{cache}": str(cache())}
    if any("{build}" in word for word in command):
        values["{build}"] = str(library_build())
    for name, value in values.items():
        command = [word.replace(name, value) for word in command]
    return list(command)


def library_build():
    """Where our own client library was built."""
    from client_library import build_folder  # of tests/api, which benchmarks do not have

    return build_folder()


def environment(sdk):
    return {**os.environ, **dict(zip(sdk.environment, words(sdk.environment.values())))}


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


# How npm, pip, cargo, Maven and others begin the line that says what was wrong.
COMPLAINT = re.compile(r"^\W*(npm )?err(or)?\b", re.IGNORECASE)


def reason_in(text):
    """The first complaint of a command that failed, else its last line; without addresses, hosts
    and paths, which are of this machine only."""
    complaints = [line.strip() for line in text.splitlines() if COMPLAINT.match(line)]
    reason = complaints[0] if complaints else last_line(text)
    return re.sub(r"https?://\S+|(?<![\w.])/\S+/\S+|\b([\w-]+\.)+(com|dev|io|net|org)\b", "…", reason)


def carry_out(sdk, folder, command, within, problem):
    """One command; `problem` is the exception that tells why it failed. What it printed."""
    command = words(command)
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment(sdk),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=within,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise problem(f"`{' '.join(command)}` took longer than {within} s") from None
    except OSError as error:
        raise problem(f"`{' '.join(command)}`: {error.strerror}") from error
    if done.returncode != 0:
        print(done.stdout, done.stderr)
        raise problem(f"`{' '.join(command)}`: {reason_in(done.stderr or done.stdout)}")
    return done.stdout


def fingerprint(sdk):
    """Changes with the sample's files and with how it is installed."""
    made = hashlib.sha256(repr((sdk.name, sdk.install, sdk.build, sdk.environment)).encode())
    for top in ("questions", sdk.folder):
        for path in sorted((SAMPLES / top).rglob("*")):
            below = path.relative_to(SAMPLES)
            if path.is_file() and not is_made(below):
                made.update(below.as_posix().encode() + b"\0" + path.read_bytes())
    if sdk.ours:
        made.update(str(library_build()).encode())
        for path in [library_build() / LIBRARY, *sorted((SAMPLES.parent / "src").rglob("*.h"))]:
            made.update(path.read_bytes() if path.exists() else b"")
    for path in added(sdk):
        made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:16]


def is_made(below):
    """Whether a path below samples/ is what a build in the sample's own folder has left."""
    return (len(below.parts) > 1 and below.parts[1] in MADE) or "__pycache__" in below.parts


def made_in(folder, names):
    return [name for name in names if is_made(pathlib.Path(folder).relative_to(SAMPLES) / name)]


def added(sdk):
    """Files from elsewhere in the tree that the copy gets as well."""
    return sorted(SAMPLES.parent.glob(f"{sdk.adds}/*")) if sdk.adds else []


def forget_old(sdk, keep):
    """Copies that nobody has used for a while."""
    for other in cache().glob(f"{sdk.folder}-*"):
        stamp = other / "ready"
        used = (stamp if stamp.exists() else other).stat().st_mtime
        if other != keep and time.time() - used > KEPT_DAYS * 86400:
            shutil.rmtree(other, ignore_errors=True)


def install(sdk):
    for command in sdk.needs:
        if shutil.which(command) is None:
            raise NotInstalled(f"there is no {command} on this machine")
    if not (SAMPLES / sdk.folder).is_dir():
        raise BuildFailed(f"samples/{sdk.folder} does not exist")
    home = cache() / f"{sdk.folder}-{fingerprint(sdk)}"
    home.mkdir(parents=True, exist_ok=True)
    forget_old(sdk, home)
    folder, ready = home / sdk.folder, home / "ready"
    with open(home / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            for top in ("questions", sdk.folder):
                shutil.rmtree(home / top, ignore_errors=True)
                shutil.copytree(SAMPLES / top, home / top, ignore=made_in)
            for path in added(sdk):
                shutil.copy(path, folder)
            for command in sdk.install:
                carry_out(sdk, folder, command, INSTALLS_WITHIN, NotInstalled)
            for command in sdk.build:
                carry_out(sdk, folder, command, BUILDS_WITHIN, BuildFailed)
        ready.touch()
    version = carry_out(sdk, folder, sdk.version, 60, BuildFailed) if sdk.version else ""
    return Installed(folder, last_line(version) if version else "")
