"""What the rules look at: the files of the project, and C++ without its comments and literals."""

import os
import re
import subprocess
from pathlib import PurePosixPath
from typing import NamedTuple


class Finding(NamedTuple):
    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


class Tree:
    """The project as a mapping from path to text. A file that is not text is there with no text."""

    def __init__(self, files):
        self.files = dict(sorted(files.items()))

    def matching(self, *patterns):
        for path, text in self.files.items():
            if any(PurePosixPath(path).match(pattern) for pattern in patterns):
                yield path, text

    def cpp(self):
        """Our own C++: generated pages that a golden test compares have their own style."""
        for path, text in self.matching("*.h", "*.cpp"):
            if "/golden/" not in path:
                yield path, text


def load(root):
    files = {}
    for path in list_files(root):
        try:
            with open(os.path.join(root, path), encoding="utf-8", newline="") as file:
                files[path] = file.read()
        except UnicodeDecodeError:
            files[path] = ""
        except FileNotFoundError:
            pass  # deleted, but git has not been told yet
    return Tree(files)


def list_files(root):
    """What git tracks or would track; without git, everything but the build directories."""
    command = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout
        return sorted(set(listed.decode().split("\0")) - {""})
    except (OSError, subprocess.CalledProcessError):
        return walk(root)


def walk(root):
    found = []
    for directory, names, files in os.walk(root):
        names[:] = [name for name in names if name not in ("build", ".git", "__pycache__")]
        found += [os.path.relpath(os.path.join(directory, name), root) for name in files]
    return found


_LITERALS = re.compile(
    r"""//[^\n]*
      | /\*.*?\*/
      | (?:u8|[uUL])?R"(?P<mark>[^()\\\s]*)\(.*?\)(?P=mark)"
      | "(?:\\.|[^"\\\n])*"
      | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'""",
    re.VERBOSE | re.DOTALL,
)


def bare(text):
    """C++ without comments and with empty literals; every line keeps its number."""

    def replace(match):
        found = match.group()
        newlines = "\n" * found.count("\n")
        return newlines or " " if found.startswith(("//", "/*")) else '""' + newlines

    return _LITERALS.sub(replace, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


class Function(NamedTuple):
    head: str
    first_line: int
    last_line: int
    start: int  # offset of the opening brace in the bare text
    end: int  # offset of the closing one


_TYPE_OR_NAMESPACE = re.compile(r"(?:inline\s+|typedef\s+|extern\s+\"\"\s*)*"
                                r"(?:namespace|class|struct|union|enum)\b|extern\s+\"\"\s*$")
_DIRECTIVE = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_NOT_A_BODY = re.compile(r"(?:[=,({]|\breturn)$")


def functions(code):
    """The functions of bare C++ laid out by clang-format: braces with a parameter list before them,
    in a namespace or a class. What is inside a function (lambdas, loops) belongs to it."""
    code = _DIRECTIVE.sub(lambda found: " " * len(found.group()), code)  # offsets stay as they are
    position, head_start = 0, 0
    while (match := re.compile(r"[{};]").search(code, position)) is not None:
        brace = match.start()
        position = brace + 1
        if match.group() != "{":
            head_start = position
            continue
        head = _without_template(code[head_start:brace])
        if _is_initializer(code, brace, head):
            position = _closing(code, brace) + 1  # the head goes on behind it
        elif _TYPE_OR_NAMESPACE.match(head) or "(" not in head:
            head_start = position  # a scope: its functions are met one by one
        else:
            end = _closing(code, brace)
            start = head_start + len(code[head_start:brace]) - len(code[head_start:brace].lstrip())
            yield Function(head, line_of(code, start), line_of(code, end), brace, end)
            position = head_start = end + 1


def _is_initializer(code, brace, head):
    # clang-format puts a space before a body and none between a name and its initial value.
    touches = brace > 0 and (code[brace - 1].isalnum() or code[brace - 1] in "_>]")
    return touches or bool(_NOT_A_BODY.search(head.rstrip()))


def _without_template(head):
    head = head.strip()
    while head.startswith("template"):
        depth, index = 0, head.find("<")
        while index < len(head):
            depth += {"<": 1, ">": -1}.get(head[index], 0)
            index += 1
            if depth == 0:
                break
        head = head[index:].strip()
    return re.sub(r"^\[\[.*?\]\]\s*", "", head)


def _closing(code, brace):
    depth = 0
    for match in re.compile(r"[{}]").finditer(code, brace):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return len(code) - 1
