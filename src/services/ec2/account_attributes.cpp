#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "amilocal/domain/errors/region_errors.h"
#include "amilocal/engine/request_context.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/network.h"

namespace amilocal::ec2 {
namespace {

// Names, and the quotas of a new account: EC2 API Reference and AWS CLI Command Reference,
// describe-account-attributes. An empty value stands for the default VPC of the caller.
constexpr std::pair<std::string_view, std::string_view> kAttributes[] = {
    {"vpc-max-security-groups-per-interface", "5"},
    {"max-instances", "20"},
    {"supported-platforms", "VPC"},
    {"default-vpc", ""},
    {"max-elastic-ips", "5"},
    {"vpc-max-elastic-ips", "5"},
};

bool isAttribute(std::string_view name) {
  return std::ranges::any_of(kAttributes, [&](const auto& row) { return row.first == name; });
}

std::string defaultVpcId(RequestContext& ctx) {
  const auto vpc = findDefaultVpc(ctx);
  return vpc ? vpc->id.str() : "none";
}

}  // namespace

DescribeAccountAttributesResponse describeAccountAttributes(
    RequestContext& ctx, const DescribeAccountAttributesRequest& request) {
  const auto& wanted = request.attributeNames;
  for (const auto& name : wanted)
    if (!isAttribute(name)) throw errors::unknownAccountAttribute(name);

  DescribeAccountAttributesResponse response;
  for (const auto& [name, value] : kAttributes) {
    if (!wanted.empty() && std::ranges::find(wanted, name) == wanted.end()) continue;
    auto text = std::string(value);
    if (text.empty()) text = defaultVpcId(ctx);
    response.accountAttributes.push_back(
        {.attributeName = std::string(name), .attributeValues = {{.attributeValue = text}}});
  }
  return response;
}

}  // namespace amilocal::ec2
