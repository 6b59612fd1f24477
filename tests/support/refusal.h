#pragma once

#include <gtest/gtest.h>

#include <utility>

#include "amilocal/core/api_error.h"

namespace amilocal::test {

/// The error that `call` ends with; fails the test when it goes through.
template <class Call>
ApiError refusalOf(Call&& call) {
  try {
    std::forward<Call>(call)();
  } catch (const ApiError& error) {
    return error;
  }
  ADD_FAILURE() << "it was not refused";
  return {"", "", 0};
}

/// The same error: code, words and status.
inline void expectRefusal(const ApiError& error, const ApiError& expected) {
  EXPECT_EQ(error.code(), expected.code());
  EXPECT_EQ(error.message(), expected.message());
  EXPECT_EQ(error.status(), expected.status());
}

}  // namespace amilocal::test
