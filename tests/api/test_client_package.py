"""The C++ client library as its users get it: installed, found by CMake and by pkg-config, and linked by a
project outside this tree."""

import os
import re
import shutil
import subprocess

import pytest
from client_library import build_folder, variables
from server_process import TREE

LIBRARY_BYTES_MAX = 2_000_000


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **more)
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout


def complaint(program, **settings):
    """What the sample says with no settings but these; it must end with 1."""
    done = subprocess.run([program], capture_output=True, text=True, env={"HOME": "/nowhere", **settings})
    assert done.returncode == 1
    return done.stderr


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    run("cmake", "--install", build_folder(), "--component", "client", "--prefix", folder)
    return folder


@pytest.fixture(scope="module")
def library(prefix):
    return next(prefix.rglob("libkempelen.so")).resolve()


@pytest.fixture
def sample(tmp_path):
    """A user's project does not lie in this tree. Whole stories are told in tests/sdks."""
    shutil.copytree(TREE / "samples/questions", tmp_path / "questions")
    return shutil.copytree(TREE / "samples/cpp_client", tmp_path / "sample")


def test_cmake_finds_it_and_the_samples_do_their_work(prefix, sample, tmp_path, server, fresh):
    build = tmp_path / "build"
    run("cmake", "-S", sample, "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", build, "--parallel", "2", "--target", "check_balance", "publish")
    assert "There are no credentials: set AWS_ACCESS_KEY_ID" in complaint(build / "check_balance")
    settings = variables(server, fresh)
    assert run(build / "check_balance", env=settings) == "balance: 10000.00\n"
    published = run(build / "publish", env=settings, cwd=sample).splitlines()
    assert (len(published), published[-1]) == (4, "published: 3")


def test_pkg_config_finds_it(prefix, library, sample, tmp_path, server, fresh):
    folder = next(prefix.rglob("kempelen.pc")).parent
    flags = run(
        "pkg-config", "--cflags", "--libs", "kempelen", env={**os.environ, "PKG_CONFIG_PATH": str(folder)}
    ).split()
    program = tmp_path / "program"
    source = sample / "check_balance.cc"
    run("c++", "-std=c++20", source, "-o", program, *flags, f"-Wl,-rpath,{library.parent}")
    assert "There are no credentials" in complaint(program)
    # libcurl is loaded by the first client that is opened. In its place: no library, and one that lacks much.
    settings = {**variables(server, fresh), "LD_LIBRARY_PATH": str(tmp_path)}
    curl = tmp_path / "libcurl.so.4"
    curl.touch()
    assert "libcurl cannot be loaded; install it" in complaint(program, **settings)
    run("c++", "-shared", "-x", "c++", "/dev/null", "-o", curl)
    assert "libcurl.so.4 is older than 7.84" in complaint(program, **settings)


def test_headers_name_no_library_but_expected(prefix):
    """No Boost, no libcurl; and every header of ours by its full path."""
    headers = list(prefix.rglob("*.h"))
    assert prefix / "include/kempelen/client.h" in headers
    for header in headers:
        text = header.read_text()
        assert '#include "' not in text, header
        for included in re.findall(r"#include <(.*)>", text):
            ours = (prefix / "include" / included).exists()
            assert ours or "/" not in included or included == "tl/expected.hpp", f"{header}: {included}"


def test_every_visible_name_is_ours_and_has_a_version(library):
    shown = run("nm", "-D", "--defined-only", "--with-symbol-versions", library)
    names = [line.split()[-1] for line in shown.splitlines()]
    assert sum("Client4call" in name for name in names) == 39
    strange = [
        name
        for name in names
        if name != "KEMPELEN_0.1" and not ("8kempelen" in name and name.endswith("@@KEMPELEN_0.1"))
    ]
    assert strange == []


def test_it_is_small(library, tmp_path):
    stripped = tmp_path / "stripped.so"
    run("strip", "-o", stripped, library)
    assert stripped.stat().st_size < LIBRARY_BYTES_MAX
