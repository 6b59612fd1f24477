#include "parameter_world.h"

namespace amilocal::test {
namespace {

class GetParameters : public ParameterWorld {};

TEST_F(GetParameters, ListsWhatIsNotThere) {
  put("a", "x");
  const auto answer = call(&ssm::getParameters, {.names = {"b", "a", kAl2023}});
  ASSERT_EQ(answer.parameters.size(), 2U);
  EXPECT_EQ(answer.parameters[0].name, "a");
  EXPECT_EQ(answer.invalidParameters, std::vector<std::string>{"b"});
}

TEST_F(GetParameters, TakesTenNamesEachOnce) {
  expectError(errorOf(&ssm::getParameters, {.names = {"a", "a"}}), "ValidationException");
  expectError(errorOf(&ssm::getParameters, {.names = std::vector<std::string>(11, "a")}),
              "ValidationException");
}

}  // namespace
}  // namespace amilocal::test
