# One profile per build directory: what the compiler is told, for our own code only. The presets in
# CMakePresets.json choose it. Tools that run during the build take no part in it, so that no
# sanitizer slows the generation of code.

set(AMILOCAL_PROFILE dev CACHE STRING "dev, release, asan, tsan, coverage or fuzz")

# A designated initializer names what differs, and the other fields keep their defaults: that is
# what it is for, so leaving fields out is no cause for a warning.
set(warnings -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-missing-field-initializers)
# Who only wants to use the program is not stopped by what another compiler, optimising, suspects.
if(NOT AMILOCAL_PROFILE STREQUAL release)
  list(APPEND warnings -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # When it optimises, g++ 12 reports std::string's own copies as overlapping or too long (GCC bugs
  # 105651 and 105329), and the inside of an empty std::optional as used (GCC bug 80635).
  list(APPEND warnings -Wno-restrict -Wno-stringop-overflow -Wno-maybe-uninitialized)
else()
  list(APPEND warnings -Wno-sign-conversion)  # -Wconversion of clang takes it in, g++'s does not
endif()

# -g1 has the line numbers that a stack trace needs, at a third of the cost of -g.
set(compile_dev -O0 -g1)
set(compile_release -O2 -DNDEBUG)
set(compile_asan -O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined
    -fno-sanitize-recover=all)
set(compile_tsan -O1 -g1 -fno-omit-frame-pointer -fsanitize=thread)
set(compile_coverage -O0 -g1 --coverage)
set(compile_fuzz -O1 -g1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined
    -fno-sanitize-recover=all)
set(link_asan -fsanitize=address,undefined)
set(link_tsan -fsanitize=thread)
set(link_coverage --coverage)
set(link_fuzz -fsanitize=address,undefined)

if(NOT DEFINED compile_${AMILOCAL_PROFILE})
  message(FATAL_ERROR "unknown AMILOCAL_PROFILE '${AMILOCAL_PROFILE}'")
endif()
if(AMILOCAL_PROFILE STREQUAL fuzz AND NOT CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  message(FATAL_ERROR "the fuzz profile needs clang: its libFuzzer drives the targets")
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND AMILOCAL_PROFILE STREQUAL tsan)
  # It says that it does not follow the fences inside Asio, and takes the instrumented copies of
  # short literals for copies from beyond their ends.
  list(APPEND warnings -Wno-tsan -Wno-array-bounds)
endif()

# Every target of ours links this, and thereby compiles in the same way.
add_library(amilocal_flags INTERFACE)
target_compile_features(amilocal_flags INTERFACE cxx_std_20)
target_compile_definitions(amilocal_flags INTERFACE AMILOCAL_VERSION="${PROJECT_VERSION}")
target_compile_options(amilocal_flags INTERFACE ${warnings} ${compile_${AMILOCAL_PROFILE}})
target_link_options(amilocal_flags INTERFACE ${link_${AMILOCAL_PROFILE}} -Wl,--as-needed)
target_include_directories(amilocal_flags INTERFACE
  ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src ${AMILOCAL_GEN})

# Paths of the machine stay out of the binaries, and ccache finds its files from any checkout.
add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)

find_program(AMILOCAL_LLD NAMES ld.lld lld)
if(AMILOCAL_LLD)
  add_link_options(-fuse-ld=lld)
endif()

find_program(AMILOCAL_CCACHE ccache)
if(AMILOCAL_CCACHE)
  # A precompiled header makes ccache cautious; these settings are the ones its manual asks for.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${AMILOCAL_CCACHE})
endif()

# clang is used to lint and to fuzz, where precompiled headers would only be in the way.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(-fpch-preprocess)
else()
  set(CMAKE_DISABLE_PRECOMPILE_HEADERS ON)
endif()
