#include "services/ec2/launch_template_lookup.h"

#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/launch_template_errors.h"
#include "amilocal/domain/launch_template_rules.h"

namespace amilocal::ec2 {

domain::LaunchTemplate requireLaunchTemplate(RequestContext& ctx, const TemplateName& named,
                                             std::string_view purpose) {
  if (named.id && named.name) throw errors::launchTemplateIdOrName(purpose);
  const auto& table = ctx.catalog.launchTemplates();
  if (named.id) {
    const auto id = LaunchTemplateId::parse(*named.id);
    if (!id)
      throw errors::malformedId("InvalidLaunchTemplateId.Malformed", *named.id,
                                LaunchTemplateKind::kPrefix);
    auto found = table.find(*id);
    if (!found || found->owner != ctx.account() || found->region != ctx.region())
      throw errors::launchTemplateIdNotFound(*named.id);
    return *std::move(found);
  }
  if (!named.name) throw errors::launchTemplateNotNamed();
  auto found = table.findByName(ctx.account(), ctx.region(), *named.name);
  if (!found) throw errors::launchTemplateNameNotFound(*named.name);
  return *std::move(found);
}

domain::LaunchTemplateVersion requireTemplateVersion(RequestContext& ctx,
                                                     const domain::LaunchTemplate& launchTemplate,
                                                     const std::optional<std::string>& version) {
  const auto number = domain::versionNumberOf(launchTemplate, version);
  auto found = ctx.catalog.launchTemplates().findVersion(launchTemplate.id, number);
  if (!found)
    throw errors::launchTemplateVersionNotFound(std::to_string(number), launchTemplate.id);
  return *std::move(found);
}

}  // namespace amilocal::ec2
