#pragma once

#include <string>
#include <vector>

#include "ssm/handlers.gen.h"
#include "support/service_test.h"

namespace amilocal::test {

/// A world with parameters.
class ParameterWorld : public ServiceTest {
 protected:
  static constexpr auto kAl2023 =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

  static ssm::PutParameterRequest text(const std::string& name, const std::string& value) {
    ssm::PutParameterRequest request;
    request.name = name;
    request.value = value;
    request.type = "String";
    return request;
  }
  /// Answers the version.
  std::int64_t put(const std::string& name, const std::string& value) {
    auto request = text(name, value);
    request.overwrite = true;
    return *call(&ssm::putParameter, request).version;
  }
  ssm::Parameter got(const std::string& name) {
    return *call(&ssm::getParameter, {.name = name}).parameter;
  }
};

}  // namespace amilocal::test
