"""What counts as not run, what as a failure, and when an installed sample is used again."""

import installation
import pytest
from catalogue import Sdk
from installation import BuildFailed, NotInstalled, install


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """A sample `toy` in a tree of its own, and an empty cache."""
    for name in ("questions", "toy"):
        (tmp_path / "samples" / name).mkdir(parents=True)
    (tmp_path / "samples" / "toy" / "publish.toy").write_text("one")
    monkeypatch.setattr(installation, "SAMPLES", tmp_path / "samples")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def shell(text):
    return ["sh", "-c", text]


def toy(**more):
    return Sdk(**{"name": "Toy", "folder": "toy", "run": ["cat", "{program}.toy"], **more})


def count_runs(folders):
    return len((folders / "runs").read_text().splitlines())


def test_what_cannot_be_fetched_is_not_run_and_says_why(folders):
    with pytest.raises(NotInstalled, match="the registry is away"):
        install(toy(install=[shell("echo fetching >&2; echo the registry is away >&2; exit 1")]))


# npm's last line names a log file; the table needs what was wrong, and nothing of this machine.
def test_the_reason_is_what_went_wrong(folders):
    said = "npm error code E404\\nnpm error at https://registry.example/x\\nnpm error A log is in /tmp/a/b"
    with pytest.raises(NotInstalled, match="`sh -c .*npm error code E404$"):
        install(toy(install=[shell(f"printf '{said}' >&2; exit 1")]))
    assert installation.reason_in("go: Get https://proxy.example/m: no route") == "go: Get … no route"
    assert installation.reason_in("Could not reach host index.gems.org.") == "Could not reach host …."


def test_a_missing_program_is_not_run_and_named(folders):
    with pytest.raises(NotInstalled, match="there is no kempelen-toy-compiler on this machine"):
        install(toy(needs=("sh", "kempelen-toy-compiler")))


def test_what_cannot_be_built_is_a_failure(folders):
    with pytest.raises(BuildFailed, match="line 3"):
        install(toy(build=[shell("echo error in line 3; exit 1")]))


def test_a_sample_without_its_folder_is_a_failure(folders):
    with pytest.raises(BuildFailed, match="samples/nowhere does not exist"):
        install(toy(folder="nowhere"))


# A failed installation must not look like a finished one the next time.
def test_a_failure_is_tried_again(folders):
    sdk = toy(install=[shell(f"echo x >>{folders}/runs; test -e {folders}/back")])
    with pytest.raises(NotInstalled):
        install(sdk)
    (folders / "back").touch()
    install(sdk)
    assert count_runs(folders) == 2


def test_installed_once_for_each_state_of_the_folder(folders):
    sdk = toy(install=[shell(f"echo x >>{folders}/runs")], version=["echo", "toy 1.2"])
    first = install(sdk)
    assert install(sdk) == first and first.version == "toy 1.2" and count_runs(folders) == 1
    (folders / "samples" / "toy" / "publish.toy").write_text("two")
    second = install(sdk)
    assert second.folder != first.folder and count_runs(folders) == 2
    assert (second.folder / "publish.toy").read_text() == "two"


# What a reader of the sample has installed in the tree is neither copied nor a reason to install again.
def test_what_was_made_in_the_tree_does_not_count(folders):
    first = install(toy())
    made = folders / "samples" / "toy" / "node_modules" / "package"
    made.mkdir(parents=True)
    (made / "index.js").write_text("made")
    assert install(toy()) == first and not (first.folder / "node_modules").exists()


# `bin` in a sample's folder is what a build left there; src/bin is where Rust keeps its programs.
def test_only_what_builds_leave_is_left_out(folders):
    sample = folders / "samples" / "toy"
    for path in ("bin/old", "src/bin/program.toy"):
        (sample / path).parent.mkdir(parents=True)
        (sample / path).write_text("one")
    before = install(toy()).folder
    assert (before / "src/bin/program.toy").exists() and not (before / "bin").exists()
    (sample / "bin/old").write_text("two")
    assert install(toy()).folder == before
    (sample / "src/bin/program.toy").write_text("two")
    assert install(toy()).folder != before


# Our own client comes from the tree: what was built with yesterday's library says nothing about today's.
def test_a_new_library_is_installed_again(folders, monkeypatch):
    library = folders / "build" / installation.LIBRARY
    library.parent.mkdir(parents=True)
    monkeypatch.setenv("KEMPELEN_CLIENT_BUILD", str(folders / "build"))
    ours = toy(ours=True, build=[["cp", "{build}", "-r", "built"]])
    library.write_text("one")
    before = install(ours).folder
    assert install(ours).folder == before and (before / "built" / installation.LIBRARY).read_text() == "one"
    library.write_text("two")
    after = install(ours).folder
    assert (after / "built" / installation.LIBRARY).read_text() == "two"


# The benchmarks run programs of their own with the SDK that a sample pins.
def test_files_from_elsewhere_join_the_copy(folders):
    extra = folders / "benchmarks" / "toy"
    extra.mkdir(parents=True)
    (extra / "load.toy").write_text("one")
    before = install(toy(adds="benchmarks/toy")).folder
    assert (before / "load.toy").read_text() == "one" and (before / "publish.toy").exists()
    assert before != install(toy()).folder
    (extra / "load.toy").write_text("two")
    assert (install(toy(adds="benchmarks/toy")).folder / "load.toy").read_text() == "two"
