#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/instance_type.h"
#include "amilocal/domain/launch_plan.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

// Nothing runs, so the console tells what the record knows (docs/compatibility.md).
std::string consoleOf(const domain::Instance& instance) {
  const auto booted = formatInstantSeconds(instance.launchedAt);
  std::string text = "[    0.000000] amilocal: " + instance.instanceType + ", " +
                     instance.architecture + ", boot by " + domain::currentBootMode(instance) +
                     "\r\n";
  text += "[    0.000000] amilocal: image " + instance.imageId.str() + ", started at " + booted +
          "\r\n";
  if (instance.rootDeviceName)
    text += "[    1.000000] amilocal: root device " + *instance.rootDeviceName + "\r\n";
  return text + "\r\n" + instance.id.str() + " login: ";
}

}  // namespace

// Output that is being posted just now exists on Nitro types only (EC2 API Reference,
// GetConsoleOutput, Latest). An instance that has not started yet has posted none.
GetConsoleOutputResponse getConsoleOutput(RequestContext& ctx,
                                          const GetConsoleOutputRequest& request) {
  const auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  const auto type = domain::findInstanceType(instance.instanceType);
  if (request.latest.value_or(false) && !(type && type->isNitro))
    throw errors::latestConsoleUnsupported();
  GetConsoleOutputResponse answer;
  answer.instanceId = instance.id.str();
  answer.timestamp = wholeSeconds(instance.launchedAt);
  if (instance.state != domain::InstanceState::pending)
    answer.output = encodeBase64(consoleOf(instance));
  return answer;
}

// An empty text where there is no password: no Windows, no key pair to encrypt it by, or not yet
// (EC2 API Reference, GetPasswordData).
GetPasswordDataResponse getPasswordData(RequestContext& ctx,
                                        const GetPasswordDataRequest& request) {
  const auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  GetPasswordDataResponse answer;
  answer.instanceId = instance.id.str();
  answer.timestamp = wholeSeconds(instance.launchedAt);
  const bool hasBooted = instance.state != domain::InstanceState::pending;
  answer.passwordData = hasBooted ? instance.passwordData.value_or("") : "";
  return answer;
}

}  // namespace amilocal::ec2
