#pragma once

#include <string>

#include "kms/handlers.gen.h"
#include "support/service_test.h"

namespace amilocal::test {

/// A world for tests of KMS.
class KmsWorld : public ServiceTest {
 protected:
  /// A new key's ARN.
  std::string givenKey() { return *call(&kms::createKey, {}).keyMetadata->arn; }

  std::string stateOf(const std::string& key) {
    return *call(&kms::describeKey, {.keyId = key}).keyMetadata->keyState;
  }

  static constexpr Duration kDay = std::chrono::hours{24};
};

}  // namespace amilocal::test
