#include "parameter_world.h"

namespace amilocal::test {
namespace {

class UnlabelParameterVersion : public ParameterWorld {};

TEST_F(UnlabelParameterVersion, TellsWhatWentAndWhatWasNotThere) {
  put("a", "x");
  call(&ssm::labelParameterVersion, {.name = "a", .labels = {"live"}});
  const auto answer = call(&ssm::unlabelParameterVersion,
                           {.name = "a", .parameterVersion = 1, .labels = {"live", "old"}});
  EXPECT_EQ(answer.removedLabels, std::vector<std::string>{"live"});
  EXPECT_EQ(answer.invalidLabels, std::vector<std::string>{"old"});
  expectError(errorOf(&ssm::getParameter, {.name = "a:live"}), "ParameterVersionNotFound");
}

}  // namespace
}  // namespace amilocal::test
