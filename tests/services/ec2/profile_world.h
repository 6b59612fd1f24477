#pragma once

#include <string>

#include "iam/handlers.gen.h"
#include "instance_world.h"

namespace amilocal::test {

/// A world with instances and with profiles that have a role.
class ProfileWorld : public InstanceWorld {
 protected:
  ec2::IamInstanceProfileSpecification givenProfile(const std::string& name) {
    call(&iam::createInstanceProfile, {.instanceProfileName = name});
    call(&iam::createRole, {.roleName = name, .assumeRolePolicyDocument = "{}"});
    call(&iam::addRoleToInstanceProfile, {.instanceProfileName = name, .roleName = name});
    return {.arn = {}, .name = name};
  }

  std::vector<ec2::IamInstanceProfileAssociation> associations() {
    return call(&ec2::describeIamInstanceProfileAssociations, {}).iamInstanceProfileAssociations;
  }
};

}  // namespace amilocal::test
