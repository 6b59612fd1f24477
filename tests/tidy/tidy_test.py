#!/usr/bin/env python3
"""Proves that each rule of tidy fails on a bad sample and lets a good one pass."""

import json
import unittest

import house
import includes
import proofs
import shape
import tidy
from source import Tree, bare, functions


def messages(rule, files):
    return [str(finding) for finding in rule(Tree(files))]


class RuleTest(unittest.TestCase):
    def refuses(self, rule, path, text, *others):
        self.assertTrue(messages(rule, {path: text, **dict(others)}), f"{rule.__name__}: {text!r}")

    def accepts(self, rule, path, text, *others):
        self.assertEqual([], messages(rule, {path: text, **dict(others)}))


class Includes(RuleTest):
    def test_layers(self):
        rule = includes.check_layers
        upward = '#include "amilocal/catalog/catalog.h"\n'
        self.refuses(rule, "src/domain/image.cpp", upward)
        self.refuses(rule, "include/amilocal/domain/image.h", upward)
        self.accepts(rule, "src/engine/engine.cpp", upward)
        self.accepts(rule, "tests/domain/image_test.cpp", upward)

    def test_an_exception_is_for_one_header(self):
        rule = includes.check_layers
        self.accepts(rule, "src/engine/a.cpp", '#include "amilocal/wire/operation.h"\n')
        self.refuses(rule, "src/engine/a.cpp", '#include "amilocal/wire/field.h"\n')

    def test_a_private_header_stays_in_its_layer(self):
        rule = includes.check_layers
        private = '#include "engine/queue.h"\n'
        self.refuses(rule, "src/services/ec2/tags.cpp", private)
        self.refuses(rule, "include/amilocal/engine/engine.h", private)
        self.accepts(rule, "src/engine/engine.cpp", private)

    def test_a_layer_has_a_name(self):
        self.refuses(includes.check_layers, "include/amilocal/misc/a.h", "")

    def test_generated_headers(self):
        rule, schema = includes.check_layers, ("schema/api/ec2.json", "{}")
        shapes = '#include "ec2/shapes.gen.h"\n'
        self.refuses(rule, "src/domain/image.cpp", shapes, schema)
        self.accepts(rule, "src/services/ec2/tags.cpp", shapes, schema)
        self.refuses(rule, "src/wire/a.cpp", '#include "embedded/seed.gen.h"\n')
        self.accepts(rule, "src/domain/a.cpp", '#include "embedded/seed.gen.h"\n')

    def test_heavy_headers(self):
        rule = includes.check_heavy_headers
        for path, header in [
            ("src/services/ec2/a.cpp", "boost/asio.hpp"),
            ("src/gateway/a.cpp", "boost/beast/http.hpp"),
            ("src/engine/a.cpp", "sqlite3.h"),
            ("include/amilocal/catalog/a.h", "sqlite3.h"),
            ("src/domain/a.cpp", "nlohmann/json.hpp"),
            ("src/core/a.cpp", "spdlog/spdlog.h"),
            ("src/wire/a.cpp", "openssl/evp.h"),
            ("src/control/a.cpp", "CLI/CLI.hpp"),
            ("src/core/a.cpp", "gtest/gtest.h"),
        ]:
            self.refuses(rule, path, f"#include <{header}>\n")
        for path, header in [
            ("src/net/a.cpp", "boost/asio.hpp"),
            ("src/gateway/a.cpp", "boost/url/parse.hpp"),
            ("src/catalog/a.cpp", "sqlite3.h"),
            ("src/core/log.cpp", "spdlog/spdlog.h"),
            ("src/app/options.cpp", "yaml-cpp/yaml.h"),
            ("tests/core/a_test.cpp", "gtest/gtest.h"),
        ]:
            self.accepts(rule, path, f"#include <{header}>\n")

    def test_banned_headers(self):
        rule = includes.check_banned_headers
        self.refuses(rule, "src/core/text.cpp", "#include <regex>\n")
        self.refuses(rule, "tests/core/text_test.cpp", "#include <ranges>\n")
        self.refuses(rule, "src/core/a.h", "#  include <iostream>\n")
        self.accepts(rule, "src/app/main.cpp", "#include <iostream>\n")
        self.accepts(rule, "src/core/a.cpp", "// #include <regex>\n")

    def test_pragma_once(self):
        self.refuses(includes.check_headers_are_read_once, "src/core/a.h", "struct A {};\n")
        self.accepts(includes.check_headers_are_read_once, "src/core/a.h", "#pragma once\n")


class Shape(RuleTest):
    def test_file_length(self):
        rule, line = shape.check_file_length, "int a;\n"
        self.refuses(rule, "src/core/a.cpp", line * (house.FILE_LINES + 1))
        self.accepts(rule, "src/core/a.cpp", line * house.FILE_LINES)
        self.accepts(rule, "schema/seed/a.json", line * 5000)
        self.accepts(rule, "tests/wiregen/golden/a.h", line * 5000)

    def test_line_length(self):
        rule = shape.check_line_length
        self.refuses(rule, "src/core/a.h", "x" * 101 + "\n")
        self.accepts(rule, "src/core/a.h", "…" * 100 + "\n")
        self.accepts(rule, "docs/a.md", "x" * 500)

    def test_function_length(self):
        rule = shape.check_function_length
        for head in ["void f() {", "A::A(int a) : a_{a}, b_(a) {", "template <class T>\nT f(T t) {",
                     "class A {\n  int f() const override {", "namespace n {\nint main() try {",
                     "TEST(A, B) {", "struct A {\n  bool operator()(int a) const {"]:
            closing = "}\n" * head.count("{\n") + "}\n"
            self.refuses(rule, "src/core/a.cpp", f"{head}\n" + "  g();\n" * 70 + "}\n" + closing)
            self.accepts(rule, "src/core/a.cpp", f"{head}\n" + "  g();\n" * 60 + "}\n" + closing)

    def test_a_long_type_or_table_is_not_a_long_function(self):
        rule = shape.check_function_length
        methods = "  int f(int a) { return g(a, [] { return 1; }); }\n" * 100
        self.accepts(rule, "src/core/a.h", "struct A : B<f(1)> {\n" + methods + "};\n")
        rows = '    {"a", [](const Image& i) { return i.a; }},\n' * 100
        self.accepts(rule, "src/core/a.h", "constexpr Row kRows[] = {\n" + rows + "};\n")
        self.accepts(rule, "src/core/a.h", 'extern "C" {\n' + methods + "}\n")

    def test_braces_in_literals_and_comments_do_not_count(self):
        text = 'void f() {\n  g("{", \'{\', R"(\n{ " )");  // {\n  /* { */\n}\nint a = 1\'000;\n'
        (function,) = functions(bare(text))
        self.assertEqual((1, 5), (function.first_line, function.last_line))

    def test_tabs(self):
        self.refuses(shape.check_tabs, "schema/api/a.json", "{\n\t}")
        self.accepts(shape.check_tabs, "schema/api/a.json", "{\n  }")

    def test_names(self):
        rule = shape.check_names
        for name in ["ImageManager", "QueryHelper", "TextUtils", "ServerImpl"]:
            self.refuses(rule, "src/core/a.h", f"class {name} {{}};\n")
        for path in ["src/core/text_util.h", "src/core/helpers.cpp", "src/net/server_impl.cpp"]:
            self.refuses(rule, path, "")
        self.accepts(rule, "src/net/a.h", "class Server {\n  struct Impl;\n};  // class AUtil\n")

    def test_words(self):
        for word in house.BANNED_WORDS:
            self.refuses(shape.check_words, "docs/a.md", f"{word}: later")
        for path in house.MACHINE_PATHS:
            self.refuses(shape.check_words, "dev", f"cd {path}main")
        self.accepts(shape.check_words, "docs/a.md", "TODOS and art" + house.MACHINE_PATHS[0])

    def test_views(self):
        rule = shape.check_views
        self.refuses(rule, "src/core/a.cpp", "auto a = b | std::views::filter(c);\n")
        self.accepts(rule, "src/core/a.cpp", "std::ranges::sort(a);  // std::views::filter\n")

    def test_top_level(self):
        self.refuses(shape.check_top_level, "notes.txt", "")
        self.refuses(shape.check_top_level, "scripts/a.sh", "")
        self.accepts(shape.check_top_level, ".ci/run", "", ("src/core/a.h", ""), ("dev", ""))


class Proofs(RuleTest):
    def test_operations_have_tests(self):
        rule = proofs.check_operations_have_tests
        schema = json.dumps({"operations": {"CopyImage": {}, "Export": {"support": "refused"}}})
        self.refuses(rule, "schema/api/ec2.json", schema)
        test = ("tests/services/ec2/copy_image_test.cpp", "")
        self.accepts(rule, "schema/api/ec2.json", schema, test)

    def test_snake_case(self):
        self.assertEqual("describe_fast_launch_images",
                         proofs.snake_case("DescribeFastLaunchImages"))
        self.assertEqual("get_vpc_id", proofs.snake_case("GetVPCId"))

    def test_errors_have_tests(self):
        rule = proofs.check_errors_have_tests
        error = "inline ApiError imageNotFound(const ImageId& id) {\n}\n"
        path = "include/amilocal/domain/errors/image.h"
        self.refuses(rule, path, error)
        self.refuses(rule, "include/amilocal/core/request_errors.h", error)
        self.accepts(rule, path, error, ("tests/domain/a_test.cpp", "errors::imageNotFound(id)"))

    def test_tests_assert(self):
        rule, path = proofs.check_tests_assert, "tests/core/a_test.cpp"
        self.refuses(rule, path, "TEST(A, RunsQuietly) {\n  run();  // EXPECT_EQ(1, 1)\n}\n")
        self.refuses(rule, path, "TEST(A, B) {\n  EXPECT_TRUE(a);\n}\nTEST_F(A, C) {\n  b();\n}\n")
        self.accepts(rule, path, "#include <a>\nTEST(A, B) {\n  EXPECT_EQ(1, 1);\n}\n")
        self.accepts(rule, path, "TEST_P(A, B) {\n  expectRefused(f());\n}\n")

    def test_tests_do_not_sleep(self):
        rule = proofs.check_tests_do_not_sleep
        self.refuses(rule, "tests/engine/a_test.cpp", "std::this_thread::sleep_for(1s);\n")
        self.refuses(rule, "tests/conformance/waiters.py", "time.sleep(1)\n")
        self.accepts(rule, "tests/conformance/server.py", "time.sleep(0.05)\n")
        self.accepts(rule, "src/engine/scheduler.cpp", "std::this_thread::sleep_for(1s);\n")


class Tidy(unittest.TestCase):
    def test_every_rule_is_run(self):
        written = {rule for module in (includes, proofs, shape)
                   for name, rule in vars(module).items() if name.startswith("check_")}
        self.assertEqual(written, set(tidy.RULES))


if __name__ == "__main__":
    unittest.main()
