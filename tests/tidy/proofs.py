"""Rules on tests: that what must be tested is, that a test can fail, and that it does not wait."""

import json
import re
from fnmatch import fnmatch
from pathlib import PurePosixPath

import house
from source import Finding, bare, functions, line_of


def snake_case(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def check_operations_have_tests(tree):
    for path, text in tree.matching("schema/api/*.json"):
        service = PurePosixPath(path).stem
        for name, operation in json.loads(text).get("operations", {}).items():
            test = f"tests/services/{service}/{snake_case(name)}_test.cpp"
            if operation.get("support") != "refused" and test not in tree.files:
                yield Finding(path, _line_with(text, f'"{name}"'), f"{name} has no {test}")


def check_errors_have_tests(tree):
    tests = "\n".join(text for path, text in tree.matching("*.cpp", "*.h", "*.py")
                      if path.startswith("tests/") and not path.startswith("tests/tidy/"))
    mentioned = set(re.findall(r"\w+", tests))
    declared = re.compile(r"^(?:inline |\[\[nodiscard\]\] )*ApiError\s+(\w+)\(", re.MULTILINE)
    for path, text in tree.cpp():
        if path.startswith("include/amilocal/") and _is_of_errors(path):
            code = bare(text)
            for match in declared.finditer(code):
                if match.group(1) not in mentioned:
                    yield Finding(path, line_of(code, match.start()),
                                  f"no test speaks of errors::{match.group(1)}")


def _is_of_errors(path):
    return "/errors/" in path or path.endswith(("/errors.h", "_errors.h"))


def check_tests_assert(tree):
    asserts = re.compile(r"\b(?:EXPECT_|ASSERT_|ADD_FAILURE|FAIL\b|expect\w*\s*[(<])")
    for path, text in tree.cpp():
        if not path.startswith("tests/"):
            continue
        code = bare(text)
        for function in functions(code):
            is_test = re.match(r"(?:TYPED_)?TEST(?:_F|_P)?\(", function.head)
            if is_test and not asserts.search(code, function.start, function.end):
                yield Finding(path, function.first_line, "a test that asserts nothing")


def check_tests_do_not_sleep(tree):
    sleeps = re.compile(r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b|\bsleep\s*\(")
    for path, text in tree.matching("*.cpp", "*.h", "*.py", "*.sh"):
        if not path.startswith("tests/") or path.startswith("tests/tidy/"):
            continue
        if any(fnmatch(path, pattern) for pattern in house.MAY_SLEEP):
            continue
        code = text if path.endswith((".py", ".sh")) else bare(text)
        for match in sleeps.finditer(code):
            yield Finding(path, line_of(code, match.start()), "a test that sleeps; move the clock")


def _line_with(text, part):
    return line_of(text, max(text.find(part), 0))
