"""Statements that call an operation, cut out of the samples: what the reference shows is what was run.

A statement begins where the line before it has ended something, and ends when all its brackets are closed.
That is enough for code that a formatter has laid out; tools/tests/test_snippets.py looks at what comes out.
"""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In the order in which calls are looked for.
PROGRAMS = ("publish", "collect_and_approve", "review_and_pay", "qualification_test", "manage_hits",
            "manage_qualifications", "collect_files", "listen", "check_balance")


@dataclass(frozen=True)
class Language:
    folder: str  # below samples/
    title: str
    fence: str  # of a Markdown code block
    calls: str  # a pattern of a call; {snake}, {kebab}, {camel} and {name} stand for the operation
    comment: str = "//"
    before: str = ""  # a pattern of a statement before the call that belongs to it
    until: str = ""  # a pattern that the statements after the call belong to it up to


JAVASCRIPT = r"\bnew {name}Command\(|\(.*\bpaginate{name}\b"
LANGUAGES = (
    Language("python", "Python (boto3)", "python", r"\.{snake}\(|\(\"{snake}\"", comment="#"),
    Language("shell", "Shell (AWS CLI)", "sh", r"\bmturk {kebab}\b", comment="#"),
    Language("javascript", "JavaScript (Node, SDK v3)", "js", JAVASCRIPT),
    Language("browser", "JavaScript (browser, SDK v3)", "js", JAVASCRIPT),
    Language("java", "Java (SDK v2)", "java", r"\.{camel}(?:Paginator)?\("),
    Language("go", "Go (SDK v2)", "go", r"\.{name}\(|\.New{name}Paginator\("),
    Language("dotnet", "C# (SDK v4)", "csharp", r"\.{name}Async\(|Paginators\.{name}\(",
             before=r"new {name}Request\b"),
    Language("php", "PHP (SDK v3)", "php", r"->{camel}\(|getPaginator\('{name}'"),
    Language("ruby", "Ruby (SDK v3)", "ruby", r"\.{snake}\b", comment="#"),
    Language("rust", "Rust (AWS SDK)", "rust", r"\.{snake}\(", until=r"\.send\(\)"),
    Language("cpp", "C++ (AWS SDK)", "cpp", r"\bmturk\.{name}\(", before=r"\b{name}Request\b"),
    Language("cpp_client", "C++ (Kempelen's client)", "cpp",
             r"\bclient\.{snake}\(|\bclient\.all<api::{name}>\("),
)


@dataclass(frozen=True)
class Snippet:
    language: Language
    path: str  # from the root of the tree
    line: int  # of its first line, counted from 1
    lines: tuple  # as they stand in the file

    @property
    def text(self):
        return textwrap.dedent("\n".join(self.lines))


def words(name):
    """`ListHITsForQualificationType` as its words; an acronym is one, with its plural."""
    return re.findall(r"[A-Z]{2,}s(?=[A-Z]|$)|[A-Z]+(?=[A-Z][a-z]|$)|[A-Z][a-z0-9]+", name)


def kebab(name):
    """As the AWS CLI spells operations and members: CreateHIT is create-hit."""
    return "-".join(words(name)).lower()


def pattern_of(template, operation):
    return re.compile(template.replace("{snake}", kebab(operation).replace("-", "_"))
                      .replace("{kebab}", kebab(operation))
                      .replace("{camel}", operation[0].lower() + operation[1:])
                      .replace("{name}", operation))


def bare(line, language):
    """The line without comments and the insides of texts, so that brackets can be counted."""
    line = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", '""', line)
    return line.split(language.comment)[0].rstrip() if not line.lstrip().startswith(language.comment) else ""


def depth(lines, language):
    text = "".join(bare(line, language) for line in lines)
    return sum(text.count(c) for c in "([{") - sum(text.count(c) for c in ")]}")


NEAR = 14  # lines in which a statement before the call is looked for
GOES_ON = re.compile(r"(?:[(\[,=+\\]|\s:|&&|=>|\breturn|\bawait)$")
CONTINUES = re.compile(r"\s*(?:\.|->|\?\.|\|\||&&|:\s|\?\s)")
CLOSES = re.compile(r"\s*[)\]}]")


def begins(lines, at, language):
    """The first line of the statement that line `at` is part of."""
    while at > 0:
        before = bare(lines[at - 1], language)
        inside = CONTINUES.match(lines[at]) or CLOSES.match(lines[at]) or GOES_ON.search(before)
        if not inside:
            return at
        at -= 1
    return at


def indent(line):
    return len(line) - len(line.lstrip())


def ends(lines, start, language):
    """The line behind the statement that begins at `start`."""
    end = start + 1
    while end < len(lines):
        closed = depth(lines[start:end], language) == 0
        last = bare(lines[end - 1], language)
        if language.folder == "python" and last.endswith(":"):
            closed = closed and indent(lines[end]) <= indent(lines[start])
        block = lines[end].strip() == "{"  # C# opens it on a line of its own
        if closed and not block and not CONTINUES.match(lines[end]) and not GOES_ON.search(last):
            if language.folder == "ruby" and last.endswith(("do", "|")):
                return next(i for i in range(end, len(lines)) if lines[i].strip() == "end") + 1
            return end
        end += 1
    return end


def statement(lines, at, operation, language):
    """First line and the line behind the last one, of the statement that calls at line `at`."""
    start = begins(lines, at, language)
    end = ends(lines, start, language)
    before = language.before and pattern_of(language.before, operation)
    if before and not any(before.search(line) for line in lines[start:end]):
        earlier = [i for i in range(max(0, start - NEAR), start) if before.search(lines[i])]
        if earlier:
            start = begins(lines, earlier[-1], language)
            while depth(lines[start:end], language) > 0:
                end += 1
    while language.until and not any(re.search(language.until, line) for line in lines[start:end]):
        end = ends(lines, end, language)
    while start > 0 and lines[start - 1].lstrip().startswith(language.comment + " "):
        start -= 1
    return start, end


def files_of(language):
    """The sample's sources, those first in which calls stand plainly."""
    def rank(path):
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", path.stem).lower()
        name = path.parent.name if name == "main" else name
        return (PROGRAMS.index(name) if name in PROGRAMS else len(PROGRAMS), path.as_posix())

    suffixes = {".py", ".sh", ".js", ".java", ".go", ".cs", ".php", ".rb", ".rs", ".cc", ".h"}
    skipped = {"node_modules", "vendor", "target", "bin", "obj", ".venv"}
    found = [path for path in (ROOT / "samples" / language.folder).rglob("*")
             if path.suffix in suffixes and not skipped & set(path.relative_to(ROOT).parts[:-1])
             or path.parent.parts[-2:] == ("src", "bin")]
    return sorted(found, key=rank)


def find(operation, language):
    """The snippet of an operation in a language, or None where no sample calls it."""
    pattern = pattern_of(language.calls, operation)
    for path in files_of(language):
        lines = path.read_text().splitlines()
        for at, line in enumerate(lines):
            if pattern.search(line) and not line.lstrip().startswith(language.comment):
                start, end = statement(lines, at, operation, language)
                name = path.relative_to(ROOT).as_posix()
                return Snippet(language, name, start + 1, tuple(lines[start:end]))
    return None


def all_of(operation):
    """Those of every language that has one."""
    return [snippet for language in LANGUAGES if (snippet := find(operation, language))]
