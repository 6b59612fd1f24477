#pragma once

#include <exception>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace amilocal {

/// A member that an error has besides its message: `Reason`, `ResourceIds`. The JSON protocols
/// carry them; EC2's errors have none.
struct ErrorMember {
  std::string name;
  std::variant<std::string, std::vector<std::string>> value;
};

/// An answer that refuses a request, in AWS's own code and words. Thrown by `check…`, `require…`
/// and the codecs; caught in one place, the gateway, which lets the protocol's door render it.
class ApiError : public std::exception {
 public:
  /// `status` is the HTTP status: 400 for client errors unless the facts say otherwise
  /// (aws-facts/errors.md section 1).
  ApiError(std::string code, std::string message, int status = 400,
           std::vector<ErrorMember> members = {})
      : code_(std::move(code)),
        message_(std::move(message)),
        status_(status),
        members_(std::move(members)) {}

  const std::string& code() const { return code_; }
  const std::string& message() const { return message_; }
  int status() const { return status_; }
  const std::vector<ErrorMember>& members() const { return members_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string code_;
  std::string message_;
  int status_;
  std::vector<ErrorMember> members_;
};

}  // namespace amilocal
