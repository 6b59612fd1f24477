#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/policy.h"
#include "amilocal/engine/request_context.h"
#include "amilocal/wire/operation.h"
#include "amilocal/wire/query_tree.h"

/// What a request asks of policies: one question for each action and resource that it touches.
namespace amilocal::services {

using Questions = std::vector<domain::AccessQuestion>;

/// The parameters of a request of a query protocol, by the names that they have on the wire.
class RequestMembers {
 public:
  explicit RequestMembers(const wire::Call& call);

  /// Empty when it is not there.
  std::string text(std::string_view name) const;
  /// `NAME.1`, `NAME.2` …, or with a member: `BlockDeviceMapping.1.Ebs.SnapshotId`. EC2's names of
  /// lists and STS's (`NAME.member.1`) both.
  std::vector<std::string> list(std::string_view name, std::string_view member = {}) const;
  const wire::QueryTree::Node& root() const { return tree_.root(); }

 private:
  wire::QueryTree tree_;
};

/// The questions of an operation of EC2, those of tags that come with a new resource among them
/// (Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2").
Questions ec2Questions(RequestContext& ctx, const wire::Call& call);

/// Those of S3, whose actions are not named as its operations are (the same, for Amazon S3).
Questions storageQuestions(RequestContext& ctx, const wire::Call& call);

/// What is to be known of every request (IAM User Guide, "AWS global condition context keys").
domain::RequestFacts globalFacts(RequestContext& ctx);

/// The ARN of the role or user that the caller is or acts for: `aws:PrincipalArn`.
std::string principalArn(RequestContext& ctx);

}  // namespace amilocal::services
