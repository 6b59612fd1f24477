"""Runs the conformance tests against a built server: run.py PATH-OF-AMILOCAL [test names …].

They speak to it as its users do, by HTTP, and know nothing of its code."""

import os
import sys
import unittest


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: run.py PATH-OF-AMILOCAL [TEST …]")
    os.environ["AMILOCAL_BINARY"] = os.path.abspath(sys.argv[1])
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, here)
    loader = unittest.defaultTestLoader
    names = sys.argv[2:]
    suite = loader.loadTestsFromNames(names) if names else loader.discover(here, "test_*.py")
    result = unittest.TextTestRunner(verbosity=2, stream=sys.stdout).run(suite)
    for test, reason in result.skipped:
        print(f"SKIPPED {test}: {reason}")
    passed = result.testsRun - len(result.failures) - len(result.errors) - len(result.skipped)
    failed = len(result.failures) + len(result.errors)
    print(f"{passed} passed, {failed} failed, {len(result.skipped)} skipped")
    sys.exit(0 if result.wasSuccessful() and passed else 1)


if __name__ == "__main__":
    main()
