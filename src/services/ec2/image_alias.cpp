#include "services/ec2/image_alias.h"

#include "amilocal/core/ids.h"
#include "amilocal/domain/errors/launch_template_errors.h"
#include "services/ssm/parameter_lookup.h"

namespace amilocal::ec2 {
namespace {

constexpr std::string_view kAliasPrefix = "resolve:ssm:";

}  // namespace

bool isImageAlias(std::string_view text) { return text.starts_with(kAliasPrefix); }

std::string resolveImageAlias(RequestContext& ctx, const std::string& text) {
  if (!isImageAlias(text)) return text;
  const auto parameter = ssm::findParameter(ctx, text.substr(kAliasPrefix.size()));
  if (!parameter)
    throw errors::imageAliasNotResolved(text, "The parameter does not exist in this Region.");
  if (!ImageId::parse(parameter->value))
    throw errors::imageAliasNotResolved(text, "The value of the parameter is not an AMI ID.");
  return parameter->value;
}

}  // namespace amilocal::ec2
