#include "amilocal/wire/json_object.h"
#include "control/body.h"
#include "control/routes.h"

namespace amilocal::control {
namespace {

std::string servicesRunning(const Surroundings& here) {
  wire::JsonObject services;
  for (const auto* service : here.services) services.text(service->name, "running");
  return services.end();
}

// The answer was ready before, but it is given by the engine: a server that has lost its disk or
// whose engine stands still must not call itself well.
Work say(std::string body) {
  return [body = std::move(body)](Executor&) { return body; };
}

std::string operationsOf(const wire::ServiceTable& service) {
  return wire::jsonArray(service.operations, [](const wire::Operation& operation) {
    return wire::JsonObject()
        .text("name", operation.name)
        .text("access", operation.access == wire::Access::read ? "read" : "write")
        .end();
  });
}

}  // namespace

Work health(const Surroundings& here, const Demand& demand) {
  refuseBody(demand.body);
  return say(wire::JsonObject()
                 .text("status", "running")
                 .text("version", AMILOCAL_VERSION)
                 .json("services", servicesRunning(here))
                 .end());
}

// LocalStack's shape (its documentation, "Internal endpoints"), which test containers and start
// scripts look at: a service is up when it is "available" or "running".
Work localStackHealth(const Surroundings& here, const Demand&) {
  return say(wire::JsonObject()
                 .json("services", servicesRunning(here))
                 .text("edition", "amilocal")
                 .text("version", AMILOCAL_VERSION)
                 .end());
}

Work operations(const Surroundings& here, const Demand& demand) {
  refuseBody(demand.body);
  const auto services = wire::jsonArray(here.services, [](const wire::ServiceTable* service) {
    return wire::JsonObject()
        .text("name", service->name)
        .text("protocol", service->protocol)
        .text("version", service->version)
        .json("operations", operationsOf(*service))
        .end();
  });
  return say(wire::JsonObject().json("services", services).end());
}

Work reset(const Surroundings& here, const Demand& demand) {
  refuseBody(demand.body);
  return motoReset(here, demand);
}

// moto's own reset takes no notice of a body, and answers this (moto documentation, "Reset API").
Work motoReset(const Surroundings&, const Demand&) {
  return [](Executor& executor) {
    executor.reset();
    return wire::JsonObject().text("status", "ok").end();
  };
}

}  // namespace amilocal::control
