"""Tests of tools/tidy.py: each rule finds its example and leaves the sound neighbour alone."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import tidy  # noqa: E402

LAYERS = """# Layers.
[modules]
base = []
db = ["base"]
domain = ["base"]
store = ["base", "db", "domain"]
"""
HEADER = "// What it is for.\n#pragma once\n"


@pytest.fixture
def tree(tmp_path):
    """Builds a small project from {path: text} and returns it as a Tree."""

    def build(files):
        for path, text in {"tools/layers.toml": LAYERS, **files}.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return tidy.Tree(tmp_path)

    return build


def problems(rule, tree):
    return [(problem.path, problem.line) for problem in rule(tree)]


def test_an_include_that_points_up_is_a_problem(tree):
    found = tree({"src/base/a.cc": '// A.\n#include "store/hits.h"\n',
                  "src/store/b.cc": '// B.\n#include "base/a.h"\n'})
    assert problems(tidy.layering, found) == [("src/base/a.cc", 2)]


def test_a_module_without_a_layer_is_a_problem(tree):
    assert problems(tidy.layering, tree({"src/extra/a.cc": "// A.\n"})) == [("src/extra/a.cc", 1)]


def test_an_include_of_ours_names_its_module_in_quotes(tree):
    text = '// A.\n#include "hits.h"\n#include <base/clock.h>\n#include <vector>\n'
    assert problems(tidy.layering, tree({"src/store/a.cc": text})) == [
        ("src/store/a.cc", 2), ("src/store/a.cc", 3)]


def test_an_include_in_a_comment_does_not_count(tree):
    assert problems(tidy.layering, tree({"src/base/a.cc": '// #include "store/hits.h"\n'})) == []


def test_a_library_is_included_by_its_face_only(tree):
    text = "// A.\n#include <sqlite3.h>\n"
    found = tree({"src/db/a.cc": text, "src/store/a.cc": text})
    assert problems(tidy.faces, found) == [("src/store/a.cc", 2)]


def test_columns_are_counted_in_characters(tree):
    found = tree({"src/base/a.cc": "// " + "ä" * 107 + "\n", "src/base/b.cc": "// " + "ä" * 108 + "\n"})
    assert problems(tidy.columns, found) == [("src/base/b.cc", 1)]


def test_an_address_may_be_longer_than_a_line(tree):
    assert problems(tidy.columns, tree({"src/base/a.cc": "// https://example.org/" + "x" * 120 + "\n"})) == []


def cpp_function(lines):
    return "// A.\nint f() {\n" + "  g();\n" * (lines - 2) + "}\n"


def test_a_function_of_70_lines_is_fine_and_of_71_is_not(tree):
    found = tree({"src/base/a.cc": cpp_function(70), "src/base/b.cc": cpp_function(71)})
    assert problems(tidy.function_length, found) == [("src/base/b.cc", 2)]


def test_namespaces_classes_and_tables_may_be_long(tree):
    text = ("// A.\nnamespace a {\nclass B : public C<int (*)(int)> {\n" + "  int x;\n" * 80 + "};\n"
            "constexpr T kTable[] = {\n" + '    {f("{"), 1},\n' * 80 + "};\n}\n")
    assert problems(tidy.function_length, tree({"src/base/a.cc": text})) == []


def test_braces_in_strings_and_comments_do_not_count(tree):
    text = "// A.\nvoid f() {\n" + '  g("}", R"x(})x", \'}\');  // }\n' * 70 + "}\n"
    assert problems(tidy.function_length, tree({"src/base/a.cc": text})) == [("src/base/a.cc", 2)]


def test_functions_of_other_languages_are_measured(tree):
    body = "  x\n" * 70
    found = tree({
        "web/a.tsx": "// A.\nexport function Page() {\n" + body + "}\n",
        "web/b.ts": "// B.\nconst f = async (a: number) => {\n" + body + "};\n",
        "tools/c.sh": "# C.\nf() {\n" + body + "}\n",
        "tools/d.py": '"""D."""\ndef f():\n' + "    x = 1\n" * 70,
        "web/e.test.ts": '// E.\ndescribe("a", () => {\n' + body + "});\n",
    })
    assert problems(tidy.function_length, found) == [
        ("tools/c.sh", 2), ("tools/d.py", 2), ("web/a.tsx", 2), ("web/b.ts", 2)]


def test_a_file_of_801_lines_is_too_long_but_data_may_be(tree):
    text = "// A.\n" * 801
    found = tree({"src/base/a.cc": text, "tests/fixtures/a.cc": text, "src/base/b.cc": "// A.\n" * 800})
    assert problems(tidy.file_length, found) == [("src/base/a.cc", 800)]


@pytest.mark.parametrize("call", [
    "auto t = std::chrono::system_clock::now();", "time(nullptr);", "std::time(nullptr);", "int x = rand();",
    "std::srand(1);", "std::random_device d;", "getrandom(p, 1, 0);", "sleep(1);",
    "std::this_thread::sleep_for(d);", "std::cout << 1;", 'printf("x");', 'std::puts("x");', "std::regex r;",
    'getenv("A");', "assert(x);", "using namespace std;", "strtol(p, q, 10);", "std::stoi(s);"])
def test_a_banned_call_is_a_problem(tree, call):
    assert problems(tidy.banned_calls, tree({"src/store/a.cc": f"// A.\nvoid f() {{\n  {call}\n}}\n"})) == [
        ("src/store/a.cc", 3)]


@pytest.mark.parametrize("call", [
    "// sleep(1) would be wrong", 'log("rand() and sleep(1)");', "static_assert(true);", "queue.time(0);",
    'std::snprintf(p, 1, "x");', 'std::fprintf(stderr, "x");', "using namespace std::chrono;", "operand();",
    "tls.assert(x);", "timer.sleep(1);", "const auto n = 1'000; // '"])
def test_a_sound_call_is_left_alone(tree, call):
    assert problems(tidy.banned_calls, tree({"src/store/a.cc": f"// A.\nvoid f() {{\n  {call}\n}}\n"})) == []


def test_the_owner_of_an_effect_may_have_it(tree):
    found = tree({"src/base/clock.cc": "// A.\nauto t = system_clock::now();\n",
                  "src/base/random.cc": "// A.\nauto n = getrandom(p, 1, 0);\n",
                  "src/server/main.cc": '// A.\nvoid f() { std::cout << getenv("A"); }\n'})
    assert problems(tidy.banned_calls, found) == []


def test_domain_is_pure(tree):
    found = tree({"src/domain/a.cc": "// A.\nstd::mutex m;\n", "src/db/a.cc": "// A.\nstd::mutex m;\n"})
    assert problems(tidy.banned_calls, found) == [("src/domain/a.cc", 2)]


def test_sql_outside_store_and_db_is_a_problem(tree):
    text = '// SELECT x FROM y\nauto q = "SELECT id"\n    " FROM hits";\nauto r = R"(INSERT INTO hits)";\n'
    found = tree({"src/domain/a.cc": text, "src/store/a.cc": text, "src/db/a.cc": text})
    assert problems(tidy.sql_in_store, found) == [("src/domain/a.cc", 2), ("src/domain/a.cc", 4)]


def test_plain_english_is_not_sql(tree):
    found = tree({"src/domain/a.cc": '// A.\nauto q = "select one from the list";\n'})
    assert problems(tidy.sql_in_store, found) == []


def test_a_third_macro_is_a_problem(tree):
    found = tree({"src/base/result.h": HEADER + "#define KEMPELEN_TRY(a) a\n#define KEMPELEN_TRY_NAME_ 1\n",
                  "src/base/fault.h": HEADER + "#define KEMPELEN_INVARIANT(a) a\n",
                  "src/base/other.h": HEADER + "#  define KEMPELEN_TRY(a) a\n"})
    assert problems(tidy.macros, found) == [("src/base/other.h", 3)]


def test_a_header_is_guarded_and_included(tree):
    found = tree({"src/base/a.h": HEADER, "src/base/b.h": "// B.\n", "src/base/lonely.h": HEADER,
                  "src/base/a.cc": '// A.\n#include "base/a.h"\n#include "base/b.h"\n'})
    assert problems(tidy.header_guards, found) == [("src/base/b.h", 1), ("src/base/lonely.h", 1)]


def test_a_sample_includes_headers_of_its_own_folder(tree):
    found = tree({"samples/cpp/a.h": HEADER, "samples/cpp/a.cc": '// A.\n#include "a.h"\n',
                  "src/base/a.h": HEADER, "src/base/a.cc": '// A.\n#include "a.h"\n'})
    assert problems(tidy.header_guards, found) == [("src/base/a.h", 1)]


def test_a_source_file_that_no_list_names_is_a_problem(tree):
    found = tree({"src/base/CMakeLists.txt": "kempelen_module(SOURCES a.cc deep/b.cc)\n# c.cc\n",
                  "src/base/a.cc": "// A.\n", "src/base/deep/b.cc": "// B.\n", "src/base/c.cc": "// C.\n"})
    assert problems(tidy.files_in_build, found) == [("src/base/c.cc", 1)]


def test_files_open_with_a_comment(tree):
    found = tree({"src/base/a.cc": "int x;\n", "src/base/b.cc": "\n// B.\n",
                  "tools/c.py": "#!/usr/bin/env python3\nx = 1\n", "tools/d.py": '"""D."""\n',
                  "dev": "#!/usr/bin/env bash\n# D.\n", "run": "#!/usr/bin/env bash\nset -e\n",
                  "samples/a.go": "package main\n", "samples/b.php": "<?php\n\n// B.\n",
                  "samples/c.rb": "x = 1\n", "samples/d.rs": "//! D.\n",
                  "tests/__init__.py": "", "web/e.ts": "let x = 1;\n"})
    assert problems(tidy.opening_comments, found) == [
        ("run", 1), ("samples/a.go", 1), ("samples/c.rb", 1), ("src/base/a.cc", 1), ("tools/c.py", 1),
        ("web/e.ts", 1)]


def test_a_page_has_one_title_on_top(tree):
    found = tree({"a.md": "# A\n\n```\n# not a title\n```\n", "b.md": "text\n\n# B\n", "c.md": "# C\n# D\n"})
    assert problems(tidy.markdown_titles, found) == [("b.md", 1), ("c.md", 2)]


def test_links_between_pages_lead_somewhere(tree):
    found = tree({"a.md": "# A\n[b](docs/b.md) [web](https://example.org) [here](#a) `[x](y)`\n[c](c.md)\n",
                  "docs/b.md": "# B\n[a](../a.md#a)\n"})
    assert problems(tidy.markdown_links, found) == [("a.md", 3)]


def test_a_comment_sends_nobody_to_a_missing_page(tree):
    found = tree({"src/base/a.cc": "// See docs/a.md and docs/b/c.md.\n", "docs/a.md": "# A\n"})
    assert problems(tidy.mentioned_documents, found) == [("src/base/a.cc", 1)]


def test_reminders_are_problems(tree):
    found = tree({"src/base/a.cc": "// TO" "DO later\n", "src/base/b.cc": "// mastodon\n"})
    assert problems(tidy.reminders, found) == [("src/base/a.cc", 1)]


def test_vague_names_are_problems(tree):
    found = tree({"src/base/utils.h": HEADER, "src/common/a.cc": "// A.\n", "src/base/text.cc": "// A.\n"})
    assert problems(tidy.vague_names, found) == [("src/base/utils.h", 1), ("src/common/a.cc", 1)]


def test_white_space_at_the_end_of_a_line_is_a_problem(tree):
    found = tree({"a.cc": "// A. \n", "b.cc": "// B.\r\n", "c.cc": "//\tC.\n", "d.md": "# D",
                  "e.cc": "// E.\n"})
    assert [path for path, _ in problems(tidy.white_space, found)] == ["a.cc", "b.cc", "c.cc", "d.md"]


def test_paths_of_one_machine_are_problems(tree):
    found = tree({"a.sh": "# A.\ncd /ro" "ot/x\n", "b.sh": "# B.\ncat ../sha" "red/x\n",
                  "c.sh": "# C.\ncd ~/x\n"})
    assert problems(tidy.self_contained, found) == [("a.sh", 2), ("b.sh", 2)]


def test_data_build_output_and_binaries_are_left_alone(tree, tmp_path):
    (tmp_path / "icon.cc").write_bytes(b"\0 \n")
    found = tree({"build/a.cc": "bad \n", "node_modules/x/a.ts": "bad \n",
                  "tests/fixtures/wire/a.cc": "bad \n"})
    assert [problem for rule in tidy.RULES for problem in rule(found)] == []


def test_every_rule_says_what_it_is():
    assert all(rule.__doc__ for rule in tidy.RULES)


def test_main_reports_problems_and_writes_junit(tree, tmp_path, capsys):
    build_list = "kempelen_module(SOURCES a.cc)\n"
    tree({"src/base/a.cc": "int x; \n", "src/base/CMakeLists.txt": build_list})
    status = tidy.main(["--root", str(tmp_path), "--junit", str(tmp_path / "build/tidy.xml")])
    assert status == 1
    assert "src/base/a.cc:1: delete the white space" in capsys.readouterr().out
    assert (tmp_path / "build/tidy.xml").read_text().count("<failure") == 2


def test_main_is_content_with_a_sound_project(tree, tmp_path, capsys):
    tree({"src/base/a.cc": "// A.\n", "src/base/CMakeLists.txt": "kempelen_module(SOURCES a.cc)\n"})
    assert tidy.main(["--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("0 problems\n")
