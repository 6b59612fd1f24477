#pragma once

#include <string>

#include "iam/handlers.gen.h"
#include "sts/handlers.gen.h"
#include "support/service_test.h"

namespace amilocal::test {

/// A world for tests of STS.
class StsWorld : public ServiceTest {
 protected:
  static constexpr const char* kRole = "arn:aws:iam::222222222222:role/deploy";

  sts::AssumeRoleResponse assumed() {
    return call(&sts::assumeRole, {.roleArn = kRole, .roleSessionName = "run"});
  }
};

}  // namespace amilocal::test
