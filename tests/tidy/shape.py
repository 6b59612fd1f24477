"""Rules on how the text looks: sizes, names, words, and what lies at the top."""

import re

import house
from source import Finding, bare, functions, line_of

_CODE = ("*.h", "*.cpp", "*.py", "*.cmake", "CMakeLists.txt", "*.js", "*.css", "dev")
_PLAIN = _CODE + ("*.json", "*.sql", "*.yaml", "*.html")  # a page may show a command's output


def _code(tree):
    return ((path, text) for path, text in tree.matching(*_CODE) if "/golden/" not in path)


def check_file_length(tree):
    for path, text in _code(tree):
        lines = len(text.splitlines())
        if lines > house.FILE_LINES:
            yield Finding(path, lines, f"{lines} lines, and {house.FILE_LINES} are enough")


def check_line_length(tree):
    for path, text in _code(tree):
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > house.LINE_COLUMNS:
                yield Finding(path, number, f"{len(line)} columns, over {house.LINE_COLUMNS}")


def check_function_length(tree):
    for path, text in tree.cpp():
        for function in functions(bare(text)):
            lines = function.last_line - function.first_line + 1
            if lines > house.FUNCTION_LINES:
                yield Finding(path, function.first_line,
                              f"a function of {lines} lines, over {house.FUNCTION_LINES}")


def check_tabs(tree):
    for path, text in tree.matching(*_PLAIN):
        for number, line in enumerate(text.split("\n"), 1):
            if "\t" in line:
                yield Finding(path, number, "a tab")


def check_names(tree):
    named = re.compile(r"\b(?:class|struct|enum|union|namespace|using|concept)\s+(\w+)")
    for path, text in tree.cpp():
        code = bare(text)
        for match in named.finditer(code):
            name = match.group(1)
            if name.endswith(house.BANNED_SUFFIXES) and name != "Impl":
                yield Finding(path, line_of(code, match.start()),
                              f"the name '{name}' does not say what it does")
        stem = path.split("/")[-1].split(".")[0]
        if stem.endswith(tuple("_" + suffix.lower() for suffix in house.BANNED_SUFFIXES)) or (
                stem.capitalize() in house.BANNED_SUFFIXES):
            yield Finding(path, 1, f"the name '{stem}' does not say what the file is for")


def check_words(tree):
    words = re.compile(r"\b(" + "|".join(house.BANNED_WORDS) + r")\b")
    paths = re.compile(r"(?<![\w.*$}])(?:" + "|".join(map(re.escape, house.MACHINE_PATHS)) + ")")
    for path, text in tree.files.items():
        for match in words.finditer(text):
            yield Finding(path, line_of(text, match.start()),
                          f"'{match.group()}': do it now, or write an issue")
        for match in paths.finditer(text):
            yield Finding(path, line_of(text, match.start()),
                          f"'{match.group()}' exists on one machine only")


def check_views(tree):
    views = re.compile(r"\bstd::(?:ranges::)?views::|\bstd::ranges::\w+_view\b")
    for path, text in tree.cpp():
        code = bare(text)
        for match in views.finditer(code):
            yield Finding(path, line_of(code, match.start()), "clang 14 cannot read range views")


def check_top_level(tree):
    for name in sorted({path.split("/")[0] for path in tree.files}):
        if not name.startswith(".") and name not in house.TOP_LEVEL:
            yield Finding(name, 1, "has no place at the top of the project")
