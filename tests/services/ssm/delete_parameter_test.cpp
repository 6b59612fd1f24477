#include "parameter_world.h"

namespace amilocal::test {
namespace {

class DeleteParameter : public ParameterWorld {};

TEST_F(DeleteParameter, TakesAllVersionsAway) {
  put("a", "x");
  put("a", "y");
  call(&ssm::deleteParameter, {.name = "a"});
  expectError(errorOf(&ssm::getParameter, {.name = "a:1"}), "ParameterNotFound");
  expectError(errorOf(&ssm::deleteParameter, {.name = "a"}), "ParameterNotFound");
  EXPECT_EQ(put("a", "z"), 1);
}

}  // namespace
}  // namespace amilocal::test
