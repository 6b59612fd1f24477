#include "sts_world.h"

namespace amilocal::test {
namespace {

class DecodeAuthorizationMessage : public StsWorld {};

TEST_F(DecodeAuthorizationMessage, KnowsNoMessage) {
  expectError(errorOf(&sts::decodeAuthorizationMessage, {.encodedMessage = "x"}),
              "InvalidAuthorizationMessageException", "Invalid encoded authorization message");
}

}  // namespace
}  // namespace amilocal::test
