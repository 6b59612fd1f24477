#!/usr/bin/env python3
"""The house rules of docs/architecture.md as a test: prints path:line: message for each breach."""

import os
import sys

import includes
import proofs
import shape
import source

RULES = [
    includes.check_layers,
    includes.check_heavy_headers,
    includes.check_banned_headers,
    includes.check_headers_are_read_once,
    shape.check_file_length,
    shape.check_line_length,
    shape.check_function_length,
    shape.check_tabs,
    shape.check_names,
    shape.check_words,
    shape.check_views,
    shape.check_top_level,
    proofs.check_operations_have_tests,
    proofs.check_errors_have_tests,
    proofs.check_tests_assert,
    proofs.check_tests_do_not_sleep,
]


def main():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    tree = source.load(os.path.normpath(root))
    findings = [finding for rule in RULES for finding in rule(tree)]
    for finding in findings:
        print(finding)
    print(f"tidy: {len(tree.files)} files, {len(RULES)} rules, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
