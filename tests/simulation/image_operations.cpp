#include <chrono>

#include "simulation/choice.h"

namespace amilocal::simulation {
namespace {

using std::chrono::days;

/// The new image and the snapshots that its row names.
Ids withSnapshotsOf(const std::optional<std::string>& image, Catalog& catalog) {
  Ids ids{image.value_or("")};
  if (!image) return ids;
  if (const auto row = catalog.images().find(ImageId::trusted(*image)))
    for (const auto& device : row->blockDevices)
      if (device.ebs && device.ebs->snapshotId) ids.push_back(device.ebs->snapshotId->str());
  return ids;
}

void compare(const Ids& answer, const Ids& expected) {
  if (answer == expected) return;
  Surprise surprise{"the answer is"};
  for (const auto& text : answer) surprise.text += " [" + text + "]";
  surprise.text += " and should be";
  for (const auto& text : expected) surprise.text += " [" + text + "]";
  throw surprise;
}

Action registerImage(const Chooser& choose) {
  const auto name = choose.random.chance(4) ? "x" : choose.name();
  const auto snapshot = choose.completedSnapshot(choose.who.region);
  const bool keeps = choose.random.chance(40);
  ec2::RegisterImageRequest request;
  request.name = name;
  request.architecture = "x86_64";
  request.virtualizationType = "hvm";
  request.rootDeviceName = "/dev/xvda";
  ec2::EbsBlockDevice ebs;
  ebs.snapshotId = snapshot;
  if (keeps) ebs.deleteOnTermination = false;
  ec2::BlockDeviceMapping device;
  device.deviceName = "/dev/xvda";
  device.ebs = ebs;
  request.blockDeviceMappings = {device};
  const auto call = calling(choose, &ec2::registerImage, request, "RegisterImage");
  return {"RegisterImage " + name + " of " + snapshot, choose.who, call,
          [=, who = choose.who](Model& model, Catalog&) {
            model.registerImage(who, name, snapshot, keeps, {call->out.imageId.value_or("")});
          }};
}

Action createImage(const Chooser& choose) {
  const auto name = choose.name();
  const auto instance = choose.instance("running");
  ec2::CreateImageRequest request;
  request.name = name;
  request.instanceId = instance;
  const auto call = calling(choose, &ec2::createImage, request, "CreateImage");
  return {"CreateImage " + name + " of " + instance, choose.who, call,
          [=, who = choose.who](Model& model, Catalog& catalog) {
            model.createImage(who, name, instance, withSnapshotsOf(call->out.imageId, catalog));
          }};
}

Action copyImage(const Chooser& choose) {
  const auto from = choose.region();
  const auto there = Chooser{choose.random, choose.model, {choose.who.account, from}};
  const Model::Copy copy{.source = there.image([&](const ModelImage& image) {
                           const auto& with = image.sharedWith;
                           return image.state == "available" &&
                                  (image.home.account == choose.who.account ||
                                   with.contains("all") || with.contains(choose.who.account));
                         }),
                         .region = from,
                         .name = choose.name(),
                         .token = choose.token()};
  choose.isVain = there.isVain;
  ec2::CopyImageRequest request;
  request.clientToken = unlessEmpty(copy.token);
  request.name = copy.name;
  request.sourceImageId = copy.source;
  request.sourceRegion = copy.region;
  const auto call = calling(choose, &ec2::copyImage, request, "CopyImage");
  return {"CopyImage " + copy.source + " from " + from + " as " + copy.name + " " + copy.token,
          choose.who, call, [=, who = choose.who](Model& model, Catalog& catalog) {
            const auto made = withSnapshotsOf(call->out.imageId, catalog);
            const auto answer = model.copyImage(who, copy, made);
            if (call->out.imageId) compare({*call->out.imageId}, answer);
          }};
}

Action deregisterImage(const Chooser& choose) {
  const auto id = choose.ownImage();
  const bool withSnapshots = choose.random.chance(40);
  ec2::DeregisterImageRequest request;
  request.imageId = id;
  if (withSnapshots) request.deleteAssociatedSnapshots = true;
  const auto call = calling(choose, &ec2::deregisterImage, request, "DeregisterImage");
  return {
      "DeregisterImage " + id + (withSnapshots ? " and its snapshots" : ""), choose.who, call,
      [=, who = choose.who](Model& model, Catalog&) {
        Ids results;
        for (const auto& result : call->out.deleteSnapshotResults)
          results.push_back(result.snapshotId.value_or("") + " " + result.returnCode.value_or(""));
        const auto expected = model.deregisterImage(who, id, withSnapshots);
        if (call->out.return_) compare(results, expected);
      }};
}

Action disableImage(const Chooser& choose) {
  const auto id = choose.ownImage("available");
  ec2::DisableImageRequest request;
  request.imageId = id;
  return {"DisableImage " + id, choose.who,
          calling(choose, &ec2::disableImage, request, "DisableImage"),
          [=, who = choose.who](Model& model, Catalog&) { model.disableImage(who, id); }};
}

Action enableImage(const Chooser& choose) {
  const auto id = choose.ownImage("disabled");
  ec2::EnableImageRequest request;
  request.imageId = id;
  return {"EnableImage " + id, choose.who,
          calling(choose, &ec2::enableImage, request, "EnableImage"),
          [=, who = choose.who](Model& model, Catalog&) { model.enableImage(who, id); }};
}

Action deprecateImage(const Chooser& choose) {
  const auto id = choose.ownImage();
  const auto minute = std::chrono::floor<std::chrono::minutes>(choose.model.now());
  const Instant at =
      choose.random.chance(10) ? minute - days{1} : minute + days{choose.random.below(20) + 1};
  ec2::EnableImageDeprecationRequest request;
  request.imageId = id;
  request.deprecateAt = at;
  return {"EnableImageDeprecation " + id + " at " + formatInstant(at), choose.who,
          calling(choose, &ec2::enableImageDeprecation, request, "EnableImageDeprecation"),
          [=, who = choose.who](Model& model, Catalog&) { model.deprecateImage(who, id, at); }};
}

Action undeprecateImage(const Chooser& choose) {
  const auto id = choose.ownImage();
  ec2::DisableImageDeprecationRequest request;
  request.imageId = id;
  return {"DisableImageDeprecation " + id, choose.who,
          calling(choose, &ec2::disableImageDeprecation, request, "DisableImageDeprecation"),
          [=, who = choose.who](Model& model, Catalog&) {
            model.deprecateImage(who, id, std::nullopt);
          }};
}

Action shareImage(const Chooser& choose) {
  const auto id = choose.ownImage("available");
  const auto grantee = choose.grantee();
  const bool add = choose.random.chance(70);
  ec2::LaunchPermission permission;
  (grantee == "all" ? permission.group : permission.userId) = grantee;
  ec2::ModifyImageAttributeRequest request;
  request.imageId = id;
  auto& change = request.launchPermission.emplace();
  (add ? change.add : change.remove) = {permission};
  return {
      "ModifyImageAttribute " + id + (add ? " adds " : " removes ") + grantee, choose.who,
      calling(choose, &ec2::modifyImageAttribute, request, "ModifyImageAttribute"),
      [=, who = choose.who](Model& model, Catalog&) { model.shareImage(who, id, grantee, add); }};
}

Action describeImage(const Chooser& choose) {
  const auto id = choose.ownImage();
  const auto text = "text-" + std::to_string(choose.random.below(100));
  ec2::ModifyImageAttributeRequest request;
  request.imageId = id;
  request.description = ec2::AttributeValue{text};
  return {"ModifyImageAttribute " + id + " describes it as " + text, choose.who,
          calling(choose, &ec2::modifyImageAttribute, request, "ModifyImageAttribute"),
          [=, who = choose.who](Model& model, Catalog&) { model.describeImage(who, id, text); }};
}

Action resetImage(const Chooser& choose) {
  const auto id = choose.ownImage("available");
  ec2::ResetImageAttributeRequest request;
  request.imageId = id;
  request.attribute = "launchPermission";
  return {"ResetImageAttribute " + id, choose.who,
          calling(choose, &ec2::resetImageAttribute, request, "ResetImageAttribute"),
          [=, who = choose.who](Model& model, Catalog&) { model.resetImage(who, id); }};
}

Action restoreImage(const Chooser& choose) {
  const auto id = choose.binned("EC2_IMAGE", "ami");
  ec2::RestoreImageFromRecycleBinRequest request;
  request.imageId = id;
  return {"RestoreImageFromRecycleBin " + id, choose.who,
          calling(choose, &ec2::restoreImageFromRecycleBin, request, "RestoreImageFromRecycleBin"),
          [=, who = choose.who](Model& model, Catalog&) { model.restoreImage(who, id); }};
}

}  // namespace

const std::vector<Operation>& imageOperations() {
  static const std::vector<Operation> all{
      {10, 12, registerImage},  {10, 8, createImage},     {12, 8, copyImage},
      {10, 0, deregisterImage}, {5, 0, disableImage},     {5, 0, enableImage},
      {3, 0, deprecateImage},   {2, 0, undeprecateImage}, {8, 4, shareImage},
      {2, 0, describeImage},    {2, 0, resetImage},       {10, 0, restoreImage},
  };
  return all;
}

}  // namespace amilocal::simulation
