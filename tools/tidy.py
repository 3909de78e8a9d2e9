"""The project's own rules, as code: `./dev tidy` and the tidy set of `./dev test` run it.

Each rule is a function from a Tree to problems and says in its message what to do instead. Compilers,
clang-format and clang-tidy check the rest. Only Python's standard library is used.
"""

import argparse
import ast
import re
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

COLUMNS_MAX = 110
FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 800

SKIPPED_FOLDERS = {".git", "build", "node_modules", "dist", "__pycache__", ".venv", ".pytest_cache",
                   "test-results", "playwright-report"}
# Recordings, corpora and lock files are data: no rule of style applies to them.
DATA_FOLDERS = ("tests/fixtures/", "fuzz/corpus/")
DATA_NAMES = {"package-lock.json", "LICENSE"}

CPP = {".cc", ".h"}
SCRIPT = {".ts", ".tsx", ".js", ".mjs"}
COMMENT_OPENINGS = {
    **dict.fromkeys(CPP, ("//", "/*")),
    **dict.fromkeys(SCRIPT, ("//", "/*")),
    **dict.fromkeys((".cs", ".go", ".java", ".php", ".rs"), ("//",)), ".rb": ("#",),
    ".css": ("/*",), ".py": ('"""', "#"), ".sh": ("#",), ".cmake": ("#",), ".sql": ("--",), ".lua": ("--",),
    ".toml": ("#",), ".yaml": ("#",), ".yml": ("#",), ".conf": ("#",), ".xsd": ("<!--",), ".scenario": ("#",),
}
CODE = set(COMMENT_OPENINGS) | {".txt"}


@dataclass(frozen=True, order=True)
class Problem:
    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


class Source:
    """One text file: its path from the root, its lines, and for C++ its code apart from its strings."""

    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        self.suffix = path.suffix
        self.name = path.name
        self.bytes = path.read_bytes()

    @cached_property
    def text(self):
        return self.bytes.decode("utf-8", errors="replace")

    @cached_property
    def lines(self):
        return self.text.splitlines()

    @cached_property
    def code(self):
        """The text with comments and the insides of strings blanked; offsets and lines stay the same."""
        return split_cpp(self.text)[0]

    @cached_property
    def strings(self):
        """The text with everything but the insides of strings blanked."""
        return split_cpp(self.text)[1]

    @property
    def is_data(self):
        return self.path.startswith(DATA_FOLDERS) or self.name in DATA_NAMES

    @property
    def is_shell(self):
        return self.suffix == ".sh" or self.text.startswith(("#!/usr/bin/env bash", "#!/bin/sh"))

    @property
    def is_code(self):
        return not self.is_data and (self.suffix in CODE or self.is_shell)

    def problem(self, line, message):
        return Problem(self.path, line, message)


class Tree:
    """All text files below a root, in the order of their paths."""

    def __init__(self, root):
        self.root = Path(root)
        self.sources = [Source(self.root, path) for path in sorted(text_files(self.root))]

    def cpp(self, *folders):
        return [source for source in self.sources
                if source.suffix in CPP and not source.is_data and source.path.startswith(folders or "")]

    def code(self):
        return [source for source in self.sources if source.is_code]

    def with_suffix(self, *suffixes):
        return [source for source in self.sources if source.suffix in suffixes and not source.is_data]


def text_files(root):
    for path in root.iterdir():
        if path.name in SKIPPED_FOLDERS or path.is_symlink():
            continue
        if path.is_dir():
            yield from text_files(path)
        elif b"\0" not in path.read_bytes()[:4096]:
            yield path


CPP_TOKENS = re.compile(
    r"""(?P<comment>//(?:[^\n\\]|\\.|\\\n)*|/\*.*?\*/)
      | (?P<raw>R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
      | (?P<string>"(?:[^"\\\n]|\\.)*")
      | (?P<number>\b\d(?:'?\w)*)
      | (?P<char>'(?:[^'\\\n]|\\.)+')""",
    re.VERBOSE | re.DOTALL)


def blank(text):
    return re.sub(r"[^\n]", " ", text)


def split_cpp(text):
    """Two texts as long as `text`: one with only the code, one with only the insides of string literals."""
    code, strings, end = [], [], 0
    for token in CPP_TOKENS.finditer(text):
        code.append(text[end:token.start()])
        strings.append(blank(text[end:token.start()]))
        end, word = token.end(), token.group()
        if token["number"]:
            code.append(word)
            strings.append(blank(word))
        elif token["comment"]:
            code.append(blank(word))
            strings.append(blank(word))
        elif token["char"]:
            code.append("'" + blank(word[1:-1]) + "'")
            strings.append(blank(word))
        else:
            code.append('"' + blank(word[1:-1]) + '"')
            strings.append(" " + word[1:-1] + " ")
    code.append(text[end:])
    strings.append(blank(text[end:]))
    return "".join(code), "".join(strings)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


NOT_A_FUNCTION = re.compile(
    r"^\s*(?:extern|namespace|class|struct|union|enum|template\s*<[^()]*>\s*(?:class|struct))\b")


def opens_function(head):
    """Whether a `{` after `head` (the text since the last `;`, `{` or `}`) opens the body of a function."""
    head = re.sub(r"^\s*#.*$", "", head, flags=re.MULTILINE)
    head = re.sub(r"\b(?:public|private|protected)\s*:(?!:)", "", head)
    return ")" in head and not NOT_A_FUNCTION.match(head) and not head.rstrip().endswith(("=", ",", "("))


def cpp_functions(code):
    """(first line, last line) of every outermost function body; lambdas count with what is around them."""
    body_depth, depth, start, head = None, 0, 0, 0
    for match in re.finditer(r"[{};]", code):
        mark, at = match.group(), match.start()
        if mark == "{":
            if body_depth is None and opens_function(code[head:at]):
                body_depth, start = depth, at
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == body_depth:
                yield line_of(code, start), line_of(code, at)
                body_depth = None
        head = match.end()


def script_functions(lines, opening):
    """Functions of TypeScript or shell: from a line that opens one to the `}` at the same indent."""
    for number, line in enumerate(lines, 1):
        match = opening.match(line)
        if not match:
            continue
        closing = match.group(1) + "}"
        for last in range(number, len(lines)):
            if lines[last].startswith(closing):
                yield number, last + 1
                break


TS_FUNCTION = re.compile(r"^(\s*)(?:export\s+)?(?:default\s+)?(?:async\s+)?"
                         r"(?:function\b|const\s+\w+\s*=\s*(?:async\s*)?\(.*=>\s*\{\s*$)")
SHELL_FUNCTION = re.compile(r"^()[\w-]+\(\) *\{\s*$")


def python_functions(source):
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno


def functions(source):
    if source.suffix in CPP:
        return cpp_functions(source.code)
    if source.suffix in SCRIPT:
        return script_functions(source.lines, TS_FUNCTION)
    if source.suffix == ".py":
        return python_functions(source)
    return script_functions(source.lines, SHELL_FUNCTION) if source.is_shell else ()


INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)


def includes(source):
    """(line, form, path) of every #include; comments do not count."""
    for match in INCLUDE.finditer(source.text):
        if source.code[match.start():match.end()].strip().startswith("#"):
            yield line_of(source.text, match.start(2)), match.group(1), match.group(2)


def layering(tree):
    """Modules include only what tools/layers.toml allows."""
    allowed = tomllib.loads((tree.root / "tools/layers.toml").read_text())["modules"]
    for source in tree.cpp("src/"):
        module = source.path.split("/")[1]
        if module not in allowed:
            yield source.problem(1, f"module '{module}' is not in tools/layers.toml; add it there")
            continue
        for line, form, path in includes(source):
            target = path.split("/")[0]
            if form == "<" and target in allowed and "/" in path:
                yield source.problem(line, f'write #include "{path}" with quotes: it is ours')
            elif form == '"' and "/" not in path:
                yield source.problem(line, f'name the module: #include "{module}/{path}"')
            elif form == '"' and target in allowed and target != module and target not in allowed[module]:
                yield source.problem(line, f"'{module}' may not include '{target}' (tools/layers.toml); move "
                                           "the code to a module that may, or pass it what it needs")


# Library -> the one folder that includes it, so that it can be replaced and its limits are set in one place.
FACES = {"sqlite3.h": "src/db/", "libxml/": "src/xml/", "simdjson.h": "src/json/", "boost/beast": "src/http/",
         "boost/asio": "src/http/", "curl/": "src/outgoing/"}


def faces(tree):
    """A library is included by the module that is its face, and by no other."""
    for source in tree.cpp("src/"):
        for line, _, path in includes(source):
            for library, home in FACES.items():
                if path.startswith(library) and not source.path.startswith(home):
                    yield source.problem(line, f"<{path}> belongs behind {home}; use what that module offers")


def columns(tree):
    """No line is longer than 110 columns, unless it holds an address that cannot be broken."""
    for source in tree.code():
        for number, line in enumerate(source.lines, 1):
            if len(line) > COLUMNS_MAX and not re.search(r"https?://\S{60,}", line):
                yield source.problem(number, f"{len(line)} columns; break the line before {COLUMNS_MAX}")


def function_length(tree):
    """No function is longer than 70 lines."""
    for source in tree.code():
        for first, last in functions(source):
            if last - first + 1 > FUNCTION_LINES_MAX:
                yield source.problem(first, f"a function of {last - first + 1} lines; give its parts names "
                                            f"of their own ({FUNCTION_LINES_MAX} is the limit)")


def file_length(tree):
    """No file is longer than 800 lines."""
    for source in tree.code():
        if len(source.lines) > FILE_LINES_MAX:
            yield source.problem(FILE_LINES_MAX, f"{len(source.lines)} lines; split the file by subject "
                                                 f"({FILE_LINES_MAX} is the limit)")


# (pattern, where it is searched, where it is allowed, what to do instead)
BANNED = [
    (r"\bsystem_clock\b|\bgettimeofday\s*\(|\bCLOCK_REALTIME\b"
     r"|(?<![\w.>])(?:std::)?time\s*\(\s*(?:nullptr|NULL|0)\s*\)",
     ("src/", "tests/"), ("src/base/clock.cc",),
     "take a `const Clock&` (base/clock.h); tests use ManualClock"),
    (r"\bgetrandom\s*\(|\brandom_device\b|\brandombytes_\w+\s*\(",
     ("src/", "tests/"), ("src/base/random.cc",),
     "take a `RandomSource&` (base/random.h); tests use SeededRandom"),
    (r"(?<![\w.>:])(?:std::)?s?rand\s*\(", ("src/", "tests/", "benchmarks/", "fuzz/"), (),
     "take a `RandomSource&` (base/random.h); tests use SeededRandom"),
    (r"(?<![\w.>])u?sleep\s*\(|\bnanosleep\s*\(|\bsleep_(?:for|until)\s*\(", ("src/",), (),
     "wait for an event, or write a timer row; nothing in the server sleeps"),
    (r"\bstd::cout\b|(?<![\w.])(?:std::)?(?:printf|puts)\s*\(", ("src/",), ("src/server/", "src/cli/"),
     "log with base/log.h, or return the text: only server and cli write to standard output"),
    (r"\bstd::regex\b", ("src/",), (), "use RE2: std::regex backtracks, and patterns may be foreign"),
    (r"(?<![\w.])(?:std::)?(?:secure_)?getenv\s*\(", ("src/",),
     ("src/server/", "src/cli/", "src/client/environment.cc"),
     "make it a setting; only server, cli and the client library read the environment"),
    (r"(?<![\w.])assert\s*\(", ("src/",), (), "use KEMPELEN_INVARIANT, which stays on in production"),
    (r"\busing\s+namespace\s+std\s*;", ("src/", "tests/", "fuzz/", "benchmarks/"), (),
     "write std:: where it is used"),
    (r"\bstrto(?:d|f|l|ll|ul|ull)\s*\(|\bato[ifl]+\s*\(|\bstd::sto[ifdu]\w*\s*\(", ("src/",), (),
     "use std::from_chars, which knows no locale and accepts no leading blanks"),
]

DOMAIN_BANNED = re.compile(
    r"\bstd::(?:thread|jthread|mutex|shared_mutex|atomic|ofstream|ifstream|fstream|filesystem)\b")


def banned_calls(tree):
    """Clock, randomness, waiting and output go through the one place that owns each."""
    for pattern, folders, exempt, instead in BANNED:
        for source in tree.cpp(*folders):
            if source.path.startswith(exempt or "\0"):
                continue
            for match in re.finditer(pattern, source.code):
                word = match.group().strip().rstrip("(").strip()
                yield source.problem(line_of(source.code, match.start()), f"no `{word}` here: {instead}")
    for source in tree.cpp("src/domain/"):
        for match in DOMAIN_BANNED.finditer(source.code):
            yield source.problem(line_of(source.code, match.start()),
                                 f"no `{match.group()}` in domain, which is pure: a caller may have it")


SQL = re.compile(r"\bINSERT\s+(?:OR\s+\w+\s+)?INTO\b|\bSELECT\b|\bDELETE\s+FROM\b|\bUPDATE\s+\w+\s+SET\b"
                 r"|\b(?:CREATE|DROP|ALTER)\s+TABLE\b")


def sql_in_store(tree):
    """SQL lives in store and db."""
    for source in tree.cpp("src/"):
        if source.path.startswith(("src/store/", "src/db/")):
            continue
        for match in SQL.finditer(source.strings):
            yield source.problem(line_of(source.strings, match.start()),
                                 "SQL belongs in src/store; add a function there and call it")


MACRO_HOMES = {"src/base/result.h": "KEMPELEN_TRY", "src/base/fault.h": "KEMPELEN_INVARIANT"}


def macros(tree):
    """Two macros exist, KEMPELEN_TRY and KEMPELEN_INVARIANT; there is no third."""
    for source in tree.cpp():
        prefix = MACRO_HOMES.get(source.path)
        for match in re.finditer(r"^\s*#\s*define\s+(\w+)", source.code, re.MULTILINE):
            if not prefix or not match.group(1).startswith(prefix):
                yield source.problem(line_of(source.code, match.start(1)),
                                     f"no macro {match.group(1)}: use a constexpr, a function or a template")


def header_guards(tree):
    """Every header starts with #pragma once, and every header is included by somebody."""
    included = {path for source in tree.cpp() for _, _, path in includes(source)}
    # A sample is compiled in its own folder, outside of the tree.
    included |= {(Path(source.path).parent / path).as_posix()
                 for source in tree.cpp("samples/") for _, _, path in includes(source)}
    for source in tree.cpp():
        if source.suffix != ".h":
            continue
        if not re.search(r"^#pragma once$", source.code, re.MULTILINE):
            yield source.problem(1, "add `#pragma once` after the opening comment")
        if source.path not in included and source.path.removeprefix("src/") not in included:
            yield source.problem(1, "nobody includes this header; delete it, or include it where it is used")


def files_in_build(tree):
    """Every .cc file is named in a CMake list of its own folder or of one above."""
    named = set()
    for source in tree.sources:
        if source.name == "CMakeLists.txt" or source.suffix == ".cmake":
            folder = Path(source.path).parent
            text = re.sub(r"#.*", "", source.text)
            named.update((folder / word).as_posix() for word in re.findall(r"[\w./-]+\.cc\b", text))
            named.update(word for word in re.findall(r"(?<=\{PROJECT_SOURCE_DIR\}/)[\w./-]+\.cc\b", text))
    for source in tree.cpp():
        if source.suffix == ".cc" and source.path not in named:
            yield source.problem(1, "no CMake list names this file: what is not built is not tested")


def opening_comments(tree):
    """Every file opens with a comment that says what it is for."""
    for source in tree.code():
        openings = COMMENT_OPENINGS.get(source.suffix) or (("#",) if source.is_shell else None)
        lines = [line for line in source.lines if line.strip()]
        if lines and lines[0].startswith(("#!", "<?xml", "<?php", "@charset")):
            lines = lines[1:]
        if openings and lines and not lines[0].lstrip().startswith(openings):
            yield source.problem(1, "open the file with a comment: what it is for, in one to five sentences")


def markdown_titles(tree):
    """A Markdown file has exactly one title, on its first line."""
    for source in tree.with_suffix(".md"):
        prose = [(number, line) for number, line, fenced in prose_lines(source) if not fenced]
        titles = [number for number, line in prose if line.startswith("# ")]
        if titles[:1] != [1]:
            yield source.problem(1, "start the page with its title: `# …` on the first line")
        for number in titles[1:]:
            yield source.problem(number, "a second title; use `##`, or make it a page of its own")


def prose_lines(source):
    """(number, line, whether inside a code block) of a Markdown file."""
    fenced = False
    for number, line in enumerate(source.lines, 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            yield number, line, True
        else:
            yield number, line, fenced


LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


def markdown_links(tree):
    """Links between pages and files of the project lead somewhere."""
    for source in tree.with_suffix(".md"):
        for number, line, fenced in prose_lines(source):
            for target in [] if fenced else LINK.findall(re.sub(r"`[^`]*`", "", line)):
                if "://" in target or target.startswith("mailto:"):
                    continue
                if not (tree.root / source.path).parent.joinpath(target).exists():
                    yield source.problem(number, f"the link to {target} leads nowhere; correct or remove it")


DOCUMENT = re.compile(r"(?<![\w/])docs/[\w/-]+\.md\b")


def mentioned_documents(tree):
    """A page that a comment sends the reader to exists."""
    for source in tree.code():
        if source.path.startswith("tools/tests/"):  # its examples name pages of projects that never were
            continue
        for number, line in enumerate(source.lines, 1):
            for page in DOCUMENT.findall(line):
                if not (tree.root / page).exists():
                    yield source.problem(number, f"{page} does not exist; write it, or name the page meant")


REMINDER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")


def reminders(tree):
    """No reminders in the source: they go to the list of issues."""
    for source in tree.sources:
        if source.is_data:
            continue
        for number, line in enumerate(source.lines, 1):
            if match := REMINDER.search(line):
                yield source.problem(number, f"no {match.group()}: do it now, or file an issue instead")


VAGUE = {"util", "utils", "common", "helper", "helpers", "misc"}


def vague_names(tree):
    """Nothing is called utils, common, helpers or misc: name what it does."""
    for source in tree.sources:
        for part in Path(source.path).with_suffix("").parts:
            if part.lower() in VAGUE:
                yield source.problem(1, f"'{part}' says nothing; name the file or folder after its subject")


def white_space(tree):
    """No trailing white space, no carriage returns, no tabs in C++, and a newline at the end."""
    for source in tree.sources:
        if source.is_data or not source.text:
            continue
        for number, line in enumerate(source.text.split("\n"), 1):
            if line != line.rstrip():
                yield source.problem(number, "delete the white space at the end of the line")
            elif source.suffix in CPP and "\t" in line:
                yield source.problem(number, "indent with spaces")
        if not source.text.endswith("\n"):
            yield source.problem(len(source.lines), "end the file with a newline")


OUTSIDE = re.compile(r"(?<![\w.])(?:/ro" r"ot/|/home/\w+/)|\.\./" r"shared\b")


def self_contained(tree):
    """Nothing names a developer's machine or a folder outside the project."""
    for source in tree.sources:
        if source.is_data or source.path.startswith("web/"):
            continue
        for number, line in enumerate(source.lines, 1):
            if match := OUTSIDE.search(line):
                yield source.problem(number, f"`{match.group()}` exists on one machine only; use a path "
                                             "inside the project or a setting")


RULES = [layering, faces, columns, function_length, file_length, banned_calls, sql_in_store, macros,
         header_guards, files_in_build, opening_comments, markdown_titles, markdown_links,
         mentioned_documents, reminders, vague_names, white_space, self_contained]


def write_junit(path, results):
    """One test case a rule, so that `./dev test` can count them."""
    suite = ElementTree.Element("testsuite", name="tidy")
    for rule, problems in results.items():
        case = ElementTree.SubElement(suite, "testcase", classname="tidy", name=rule.__name__)
        if problems:
            message = f"{len(problems)}, first: {problems[0]}"
            failure = ElementTree.SubElement(case, "failure", message=message)
            failure.text = "\n".join(map(str, problems))
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def main(arguments):
    parser = argparse.ArgumentParser(description="Checks the project's own rules (STYLE.md).")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--junit", type=Path, help="also write the results as JUnit XML")
    options = parser.parse_args(arguments)
    tree = Tree(options.root)
    results = {rule: sorted(set(rule(tree))) for rule in RULES}
    if options.junit:
        write_junit(options.junit, results)
    problems = sorted(problem for found in results.values() for problem in found)
    for problem in problems:
        print(problem)
    print(f"tidy: {len(tree.sources)} files, {len(RULES)} rules, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
