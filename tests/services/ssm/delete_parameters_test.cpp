#include "parameter_world.h"

namespace amilocal::test {
namespace {

class DeleteParameters : public ParameterWorld {};

TEST_F(DeleteParameters, TellsWhatWasNotThere) {
  put("a", "x");
  const auto answer = call(&ssm::deleteParameters, {.names = {"a", "b"}});
  EXPECT_EQ(answer.deletedParameters, std::vector<std::string>{"a"});
  EXPECT_EQ(answer.invalidParameters, std::vector<std::string>{"b"});
  expectError(errorOf(&ssm::deleteParameters, {}), "ValidationException");
}

}  // namespace
}  // namespace amilocal::test
