#include "amilocal/catalog/catalog.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/spot_errors.h"
#include "amilocal/domain/instance_state.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/events.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_ending.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

using domain::InstanceEvent;

// `User initiated (2026-11-20 12:00:00 GMT)`, as EC2 words a transition.
std::string userInitiated(Instant at) {
  auto text = formatInstantSeconds(at);
  text[10] = ' ';
  text.pop_back();
  return "User initiated (" + text + " GMT)";
}

void move(RequestContext& ctx, domain::Instance& instance, domain::InstanceState to) {
  ctx.record(instance.id.str(), toString(instance.state), toString(to));
  instance.state = to;
  ctx.catalog.instances().update(instance);
  emitInstanceState(ctx, instance);
}

// A step that was under way when another was asked for is not to end it.
void replaceTask(RequestContext& ctx, domain::TaskKind kind, const InstanceId& id) {
  ctx.catalog.tasks().removeFor(id.str());
  ctx.schedule(kind, id.str(), 0);
}

void checkStop(const domain::Instance& instance, const StopInstancesRequest& request) {
  if (instance.spotRequestId) throw errors::spotNotStoppable(instance.id);
  if (instance.disableApiStop) throw errors::stopProtected(instance.id, "stopped");
  if (instance.rootDeviceType != "ebs") throw errors::cannotStopInstanceStore(instance.id);
  if (request.hibernate.value_or(false) && !instance.hibernationConfigured)
    throw errors::notHibernatable(instance.id);
}

}  // namespace

StartInstancesResponse startInstances(RequestContext& ctx, const StartInstancesRequest& request) {
  if (request.additionalInfo) throw errors::unsupportedParameter("AdditionalInfo");
  StartInstancesResponse answer;
  for (auto& instance : requireInstances(ctx, request.instanceIds)) {
    const auto before = instance;
    const auto to = domain::next(instance.state, InstanceEvent::start);
    const bool isOn = instance.state == domain::InstanceState::running ||
                      instance.state == domain::InstanceState::pending;
    if (!to && !isOn) throw errors::instanceNotInStateTo(instance.id, "started");
    if (to) {
      instance.stateReason.reset();
      instance.stateTransitionReason.clear();
      instance.launchedAt = ctx.now;
      if (instance.publicIpAddress && !instance.elasticAllocationId)
        instance.publicIpAddress = publicAddressFor(instance.id, ctx.now);
      move(ctx, instance, *to);
      replaceTask(ctx, domain::TaskKind::start_instance, instance.id);
    }
    answer.startingInstances.push_back(stateChange(before, instance.state));
  }
  return answer;
}

StopInstancesResponse stopInstances(RequestContext& ctx, const StopInstancesRequest& request) {
  StopInstancesResponse answer;
  for (auto& instance : requireInstances(ctx, request.instanceIds)) {
    const auto before = instance;
    const auto to = domain::next(instance.state, InstanceEvent::stop);
    const bool isOff = instance.state == domain::InstanceState::stopped ||
                       instance.state == domain::InstanceState::stopping;
    if (!to && !isOff) throw errors::instanceNotInStateTo(instance.id, "stopped");
    if (to) {
      checkStop(instance, request);
      instance.stateTransitionReason = userInitiated(ctx.now);
      const std::string code = request.hibernate.value_or(false) ? "Client.UserInitiatedHibernate"
                                                                 : "Client.UserInitiatedShutdown";
      instance.stateReason = domain::StateReason{
          code, code + (request.hibernate.value_or(false) ? ": User initiated hibernate"
                                                          : ": User initiated shutdown")};
      move(ctx, instance, *to);
      replaceTask(ctx, domain::TaskKind::stop_instance, instance.id);
    }
    answer.stoppingInstances.push_back(stateChange(before, instance.state));
  }
  return answer;
}

// A reboot is over before anybody can see it: no state changes (EC2 User Guide, "Instance reboot").
ReturnResponse rebootInstances(RequestContext& ctx, const RebootInstancesRequest& request) {
  for (const auto& instance : requireInstances(ctx, request.instanceIds)) {
    if (instance.state != domain::InstanceState::running &&
        instance.state != domain::InstanceState::pending)
      throw errors::instanceNotInStateTo(instance.id, "rebooted");
    ctx.record(instance.id.str(), toString(instance.state), toString(instance.state), "reboot");
  }
  return {.return_ = true};
}

TerminateInstancesResponse terminateInstances(RequestContext& ctx,
                                              const TerminateInstancesRequest& request) {
  TerminateInstancesResponse answer;
  for (auto& instance : requireInstances(ctx, request.instanceIds)) {
    const auto before = instance;
    // Terminating a terminated one is no error: the same state twice.
    if (const auto to = domain::next(instance.state, InstanceEvent::terminate)) {
      if (instance.disableApiTermination) throw errors::terminationProtected(instance.id);
      if (instance.disableApiStop) throw errors::stopProtected(instance.id, "terminated");
      instance.stateTransitionReason = userInitiated(ctx.now);
      instance.stateReason = domain::StateReason{
          "Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown"};
      move(ctx, instance, *to);
      failPendingImagesOf(ctx, instance.id);
      replaceTask(ctx, domain::TaskKind::terminate_instance, instance.id);
    }
    answer.terminatingInstances.push_back(stateChange(before, instance.state));
  }
  return answer;
}

std::vector<domain::Instance> requireInstances(RequestContext& ctx,
                                               const std::vector<std::string>& texts) {
  std::vector<domain::Instance> found;
  std::vector<InstanceId> missing;
  for (const auto& id : parseInstanceIds(texts)) {
    auto instance = ctx.catalog.instances().find(id);
    if (!instance || instance->owner != ctx.account() || instance->region != ctx.region()) {
      missing.push_back(id);
    } else {
      found.push_back(*std::move(instance));
    }
  }
  if (!missing.empty()) throw errors::instancesNotFound(missing);
  return found;
}

std::string publicAddressFor(const InstanceId& id, Instant at) {
  const auto bits = stableHash(id.str() + formatInstant(at));
  const auto octet = [bits](int shift) { return std::to_string((bits >> shift) % 254 + 1); };
  return "54." + octet(0) + "." + octet(16) + "." + octet(32);
}

}  // namespace amilocal::ec2
