"""The client library as its users get it: installed, found by CMake and by pkg-config, and linked by a
project outside this tree."""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

TREE = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = TREE / "samples/cpp"
LIBRARY_BYTES_MAX = 2_000_000
OPTIONS = argparse.ArgumentParser()
OPTIONS.add_argument("--build", type=pathlib.Path, required=True)
OPTIONS.add_argument("--compiler", required=True)


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def start(program):
    """The sample without any settings: what it says, and that it ends with 1."""
    done = subprocess.run([program], capture_output=True, text=True, env={"HOME": "/nowhere"})
    return done.returncode, done.stderr


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.prefix = cls.folder / "prefix"
        run("cmake", "--install", OPTIONS.build, "--component", "client", "--prefix", cls.prefix)
        cls.library = next(cls.prefix.rglob("libkempelen.so")).resolve()
        # A user's project does not lie in this tree.
        cls.sample = cls.folder / "sample"
        shutil.copytree(SAMPLE, cls.sample)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_cmake_finds_it(self):
        build = self.folder / "build"
        run("cmake", "-S", self.sample, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}",
            f"-DCMAKE_CXX_COMPILER={OPTIONS.compiler}")
        run("cmake", "--build", build)
        code, said = start(build / "publish_and_collect")
        self.assertEqual(code, 1)
        self.assertIn("There are no credentials: set AWS_ACCESS_KEY_ID", said)

    def test_pkg_config_finds_it(self):
        folder = next(self.prefix.rglob("kempelen.pc")).parent
        flags = run("pkg-config", "--cflags", "--libs", "kempelen",
                    env={**os.environ, "PKG_CONFIG_PATH": str(folder)}).split()
        program = self.folder / "by-pkg-config"
        run(OPTIONS.compiler, "-std=c++20", self.sample / "publish_and_collect.cc", "-o", program, *flags,
            f"-Wl,-rpath,{self.library.parent}")
        self.assertEqual(start(program)[0], 1)

    def test_headers_name_no_library_but_expected(self):
        """No Boost, no libcurl; and every header of ours by its full path."""
        for header in self.prefix.rglob("*.h"):
            text = header.read_text()
            self.assertNotRegex(text, r'#include "', header.name)
            for included in re.findall(r"#include <(.*)>", text):
                ours = (self.prefix / "include" / included).exists()
                self.assertTrue(ours or "/" not in included or included == "tl/expected.hpp", included)

    def test_every_visible_name_is_ours_and_has_a_version(self):
        shown = run("nm", "-D", "--defined-only", "--with-symbol-versions", self.library)
        names = [line.split()[-1] for line in shown.splitlines()]
        self.assertGreater(len(names), 40)
        for name in names:
            self.assertTrue("8kempelen" in name and name.endswith("@@KEMPELEN_0.1")
                            or name.startswith("KEMPELEN_0.1"), name)

    def test_it_is_small(self):
        small = self.folder / "small.so"
        run("strip", "-o", small, self.library)
        self.assertLess(small.stat().st_size, LIBRARY_BYTES_MAX)


if __name__ == "__main__":
    OPTIONS, rest = OPTIONS.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
