"""The lists of the house: what docs/architecture.md says, in a form that the rules can check."""

# Which layers a layer may include, besides itself.
LAYERS = {
    "core": set(),
    "domain": {"core"},
    "wire": {"core"},
    "catalog": {"core", "domain"},
    "engine": {"core", "domain", "catalog"},
    "services": {"core", "domain", "catalog", "engine", "wire"},
    "gateway": {"core", "wire", "engine"},
    "control": {"core", "domain", "catalog", "engine", "wire"},
    "net": {"core"},
    "app": {"core", "domain", "wire", "catalog", "engine", "services", "gateway", "control", "net"},
}

# Single headers that a layer may include although it may not include their layer.
LAYER_EXCEPTIONS = {
    ("engine", "amilocal/wire/operation.h"),
    ("gateway", "amilocal/net/http_message.h"),
    ("control", "amilocal/net/http_message.h"),
    ("control", "amilocal/net/content.h"),
}

# Layers that may include the shapes and handlers generated from schema/api.
GENERATED_USERS = {"services", "app"}

# Files inside the binary, and the layer that reads them.
EMBEDDED_USERS = {
    "embedded/migrations.gen.h": {"catalog"},
    "embedded/seed.gen.h": {"domain"},
    "embedded/console.gen.h": {"control"},
    "tools/embed/embedded_file.h": {"catalog", "domain", "control"},
}

# Heavy headers stop at a door: the files, as patterns, that may include each. Public headers are in
# no list. The first row that fits a header counts.
HEAVY = {
    "boost/url": ["src/net/*", "src/gateway/*"],
    "boost/": ["src/net/*", "tests/net/*"],
    "sqlite3.h": ["src/catalog/*", "src/tools/blank/*", "tests/catalog/*",
                  "tests/simulation/faulty_disk.cpp"],
    "nlohmann/": ["src/wire/json_reader.cpp", "src/wire/json_writer.cpp",
                  "src/domain/seed_data.cpp", "src/domain/policy_document.cpp", "src/tools/*",
                  "tests/*"],
    "spdlog/": ["src/core/log.cpp"],
    "openssl/": ["src/core/hash.cpp", "src/core/digest.cpp", "src/core/key_pair.cpp",
                 "src/core/cipher.cpp", "src/core/rsa.cpp", "src/net/tls.cpp",
                 "src/net/client_tls.cpp"],
    "pugixml.hpp": ["src/wire/*.cpp", "tests/*"],
    "zstd.h": ["src/catalog/*.cpp"],
    "CLI/": ["src/app/*"],
    "yaml-cpp/": ["src/app/*"],
    "gtest/": ["tests/*"],
    "gmock/": ["tests/*"],
}

# Never, and why.
BANNED_HEADERS = {
    "regex": "it is slow to compile and slower to run",
    "ranges": "clang 14 cannot read its views; std::ranges algorithms are in <algorithm>",
}

BANNED_SUFFIXES = ("Manager", "Helper", "Helpers", "Util", "Utils", "Impl")

FILE_LINES = 600
FUNCTION_LINES = 70
LINE_COLUMNS = 100

# Everything at the top besides dotfiles.
TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md",
    "dev", "docker", "docs", "include", "schema", "src", "tests",
}

# Written in halves, so that this page does not accuse itself.
BANNED_WORDS = ("TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK")
MACHINE_PATHS = ("/wo" "rk/", "/ro" "ot/", "/ho" "me/", "/tmp/bash" "_jobs")

# Tests of a whole process have no clock to move. These files may wait between two looks at it.
MAY_SLEEP = ["tests/conformance/server.py", "tests/bench/*.py"]
