#pragma once

#include <string>

#include "iam/handlers.gen.h"
#include "support/service_test.h"

namespace amilocal::test {

/// A world for tests of IAM, with roles and profiles for the asking.
class IamWorld : public ServiceTest {
 protected:
  static constexpr const char* kDocument = R"({"Version":"2012-10-17","Statement":[]})";

  iam::Role givenRole(const std::string& name) {
    return *call(&iam::createRole, {.roleName = name, .assumeRolePolicyDocument = kDocument}).role;
  }

  std::string givenPolicy(const std::string& name) {
    return *call(&iam::createPolicy, {.policyName = name, .policyDocument = kDocument}).policy->arn;
  }

  iam::InstanceProfile givenProfile(const std::string& name) {
    return *call(&iam::createInstanceProfile, {.instanceProfileName = name}).instanceProfile;
  }
};

}  // namespace amilocal::test
