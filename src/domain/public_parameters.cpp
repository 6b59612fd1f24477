#include "amilocal/domain/public_parameters.h"

#include <algorithm>
#include <functional>

#include "amilocal/domain/region.h"
#include "seed_id.h"
#include "seed_image.h"
#include "seed_model.h"
#include "seed_release.h"
#include "seed_text.h"

namespace amilocal::domain {
namespace {

// Where a publisher gives one image a second name: what stands in the name for what.
struct Alias {
  std::string_view below;  // names that begin so
  std::string_view part;
  std::string_view instead;
};
// public-ami-catalog.md sections 3.1, 3.5 and 3.6. The first row that fits counts.
constexpr Alias kAliases[] = {
    {"/aws/service/ami-amazon-linux-latest/al2023-", "-kernel-default-", "-kernel-6.1-"},
    {"/aws/service/ami-amazon-linux-latest/amzn2-", "-kernel-5.10-", "-kernel-default-"},
    {"/aws/service/ami-amazon-linux-latest/amzn2-", "-ami-minimal-hvm-",
     "-ami-minimal-kernel-4.14-hvm-"},
    {"/aws/service/ami-amazon-linux-latest/amzn2-", "-ami-hvm-", "-ami-kernel-4.14-hvm-"},
    {"/aws/service/canonical/", "/20.04/", "/focal/"},
    {"/aws/service/canonical/", "/22.04/", "/jammy/"},
    {"/aws/service/canonical/", "/24.04/", "/noble/"},
    {"/aws/service/canonical/", "/26.04/", "/resolute/"},
    {"/aws/service/debian/", "/11/", "/bullseye/"},
    {"/aws/service/debian/", "/12/", "/bookworm/"},
    {"/aws/service/debian/", "/13/", "/trixie/"},
};

std::optional<std::string> aliasOf(const std::string& name) {
  for (const auto& alias : kAliases) {
    if (!name.starts_with(alias.below)) continue;
    const auto at = name.find(alias.part);
    if (at == std::string::npos) continue;
    return name.substr(0, at) + std::string(alias.instead) + name.substr(at + alias.part.size());
  }
  return std::nullopt;
}

// The texts that ECS publishes beside the id of its newest image, each as a parameter of its own
// and all together as JSON (public-ami-catalog.md section 3.2). The versions are those of 2026.
struct EcsField {
  std::string_view name;
  std::string value;
};

std::vector<EcsField> ecsFields(const Image& image) {
  const bool isAl2 = image.name.find("amzn2") != std::string::npos;
  const bool isAl1 = image.name.starts_with("amzn-ami");
  return {{"ecs_agent_version", "1.102.0"},
          {"ecs_runtime_version", "Docker version 25.0.14"},
          {"image_id", image.id.str()},
          {"image_name", image.name},
          {"image_version", image.name.substr(image.name.find("20"), 10)},
          {"os", isAl2   ? "Amazon Linux 2"
                 : isAl1 ? "Amazon Linux"
                         : "Amazon Linux 2023"},
          {"schema_version", "1"},
          {"source_image_name", image.name}};
}

std::string ecsJson(const std::vector<EcsField>& fields) {
  std::string json = "{";
  for (const auto& field : fields) {
    if (json.size() > 1) json += ",";
    json += "\"" + std::string(field.name) + "\":";
    json += field.name == "schema_version" ? field.value : "\"" + field.value + "\"";
  }
  return json + "}";
}

using Take = std::function<void(const std::string& name, const std::string& value)>;

// All names that one image has, with what each says.
void nameImage(const std::string& name, const Image& image, const Take& take) {
  constexpr std::string_view kEcs = "/aws/service/ecs/", kEks = "/aws/service/eks/",
                             kBottlerocket = "/aws/service/bottlerocket/", kTail = "/image_id";
  take(name, image.id.str());
  if (const auto alias = aliasOf(name)) take(*alias, image.id.str());
  if (!name.ends_with(kTail)) return;
  const auto base = name.substr(0, name.size() - kTail.size());
  if (name.starts_with(kEcs)) {
    const auto fields = ecsFields(image);
    take(base, ecsJson(fields));
    for (const auto& field : fields)
      if (field.name != "image_id") take(base + "/" + std::string(field.name), field.value);
  }
  if (name.starts_with(kEks)) take(base + "/image_name", image.name);
  if (name.starts_with(kBottlerocket)) {
    const auto version = image.name.rfind("-v");
    if (version != std::string::npos) take(base + "/image_version", image.name.substr(version + 2));
  }
}

// Two series can share a name, as a family that went over to another name does: the newer one has
// it.
void keepNewer(std::vector<Parameter>& parameters) {
  std::ranges::sort(parameters, [](const Parameter& a, const Parameter& b) {
    return a.name != b.name ? a.name < b.name : a.modifiedAt > b.modifiedAt;
  });
  const auto rest =
      std::unique(parameters.begin(), parameters.end(),
                  [](const Parameter& a, const Parameter& b) { return a.name == b.name; });
  parameters.erase(rest, parameters.end());
}

}  // namespace

std::vector<Parameter> publicParameters(std::string_view regionName, Instant now) {
  std::vector<Parameter> parameters;
  const auto* const region = findRegion(regionName);
  if (region == nullptr) return parameters;
  const auto& model = seed::model();
  for (const auto& variant : model.variants) {
    if (model.rowOf(variant).ssm.empty()) continue;
    const auto newest = seed::newestRelease(model, variant, *region, now);
    if (!newest) continue;
    const seed::Release release{model, variant, *region, *newest};
    const auto image = seed::imageOf(release, now);
    if (!image) continue;
    nameImage("/" + *image->publicSsmParameterName, *image,
              [&](const std::string& name, const std::string& value) {
                Parameter parameter;
                parameter.region = region->name;
                parameter.name = name;
                parameter.version = *newest + 1;  // counts publications
                parameter.type = "String";
                parameter.dataType = "text";
                parameter.tier = "Standard";
                parameter.modifiedAt = release.publishedAt();
                parameter.value = value;
                parameters.push_back(std::move(parameter));
              });
  }
  keepNewer(parameters);
  return parameters;
}

std::optional<Parameter> findPublicParameter(std::string_view region, std::string_view name,
                                             Instant now) {
  auto parameters = publicParameters(region, now);
  const auto found = std::ranges::lower_bound(parameters, name, {}, &Parameter::name);
  if (found == parameters.end() || found->name != name) return std::nullopt;
  return std::move(*found);
}

}  // namespace amilocal::domain
