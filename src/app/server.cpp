#include "app/server.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/control/control_api.h"
#include "amilocal/core/clock.h"
#include "amilocal/core/log.h"
#include "amilocal/engine/engine.h"
#include "amilocal/gateway/gateway.h"
#include "amilocal/net/http_server.h"
#include "amilocal/services/authorization.h"
#include "amilocal/services/s3.h"
#include "amilocal/services/tasks.h"
#include "app/event_delivery.h"
#include "app/files.h"
#include "app/region_check.h"
#include "app/s3_endpoint.h"
#include "dlm/table.gen.h"
#include "ebs/table.gen.h"
#include "ec2/table.gen.h"
#include "iam/table.gen.h"
#include "imagebuilder/table.gen.h"
#include "kms/table.gen.h"
#include "rbin/table.gen.h"
#include "ssm/table.gen.h"
#include "sts/table.gen.h"

namespace amilocal {
namespace {

std::span<const wire::ServiceTable* const> serviceTables() {
  static const wire::ServiceTable* const kServices[] = {
      &ec2::serviceTable(),          &sts::serviceTable(), &rbin::serviceTable(),
      &ebs::serviceTable(),          &s3::serviceTable(),  &ssm::serviceTable(),
      &imagebuilder::serviceTable(), &dlm::serviceTable(), &iam::serviceTable(),
      &kms::serviceTable()};
  return kServices;
}

DataDirectory openData(const ServeOptions& options) {
  if (options.dataDirectory.empty()) return DataDirectory::ephemeral();
  return DataDirectory::persistent(options.dataDirectory);
}

EngineStorage storageOf(const ServeOptions& options, const DataDirectory& directory) {
  EngineStorage storage{.catalogPath = directory.catalogPath(),
                        .dataDirectory = directory.path(),
                        .maxDataBytes = options.maxDataBytes};
  if (!directory.isEphemeral())
    storage.durability = options.durable ? Durability::full : Durability::normal;
  return storage;
}

// Clients and networks fail all the time; only what is wrong with us is worth a look.
void logEvent(std::string_view event, std::string_view detail) {
  if (event == "http.draining") return log::info(event, {{"detail", detail}});
  const bool ours = event == "http.handler_failed" || event == "http.accept_failed" ||
                    event == "http.drain_expired";
  if (ours) return log::warn(event, {{"detail", detail}});
  log::debug(event, {{"detail", detail}});
}

ServeOptions completed(ServeOptions options) {
  if (!options.s3.url.empty()) options.settings.remoteS3 = s3Endpoint(options.s3);
  return options;
}

Authorizer authorizerOf(const ServeOptions& options) {
  return options.settings.iam == domain::IamMode::off ? nullptr : &services::authorize;
}

int threadsOf(const ServeOptions& options) {
  if (options.ioThreads > 0) return options.ioThreads;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

}  // namespace

struct Server::Impl {
  explicit Impl(const ServeOptions& serveOptions)
      : options(completed(serveOptions)),
        directory(openData(options)),
        engine(std::make_unique<Engine>(storageOf(options, directory), machine, options.settings,
                                        services::taskRows(), authorizerOf(options))),
        delivery(*engine, options.eventsFile, options.eventsUrl, directory.path()),
        control(std::make_unique<ControlApi>(
            *engine, machine, serviceTables(),
            ControlAccess{.token = options.controlToken, .host = options.endpoint.host})),
        gateway(*engine, serviceTables(), gatewayOptions()),
        http(httpOptions(), [this](const HttpRequest& request, Respond respond) {
          gateway.handle(request, std::move(respond));
        }) {
    facts.port = http.port();
    facts.dataDirectory = std::filesystem::absolute(directory.path()).string();
    if (!http.certificatePem().empty() && options.tlsCertificateFile.empty()) {
      facts.certificateFile = facts.dataDirectory + "/certificate.pem";
      writeFile(facts.certificateFile, http.certificatePem());
    }
    if (!options.portFile.empty()) writeFile(options.portFile, std::to_string(facts.port) + "\n");
  }

  // What the engine still has queued is answered through the others, so it goes before them; but
  // the control API has a thread that waits for the engine.
  ~Impl() {
    control.reset();
    engine.reset();
  }

  GatewayOptions gatewayOptions() {
    return {.signingClock = options.auth == AuthMode::sigv4 ? &machine : nullptr,
            .checkRegion = regionCheck(options.settings.enabledRegions),
            .isControlPath = isControlPath,
            .control = [this](const HttpRequest& request, Respond answer) {
              control->handle(request, std::move(answer));
            }};
  }

  // What is kept in memory otherwise must not be there because it was in the way.
  std::string spoolDirectory() const {
    return directory.isEphemeral() ? std::filesystem::temp_directory_path().string()
                                   : directory.path();
  }

  // Objects and their parts have up to 5 GiB (Amazon S3 User Guide, "Uploading objects"); an
  // archive is as long as what it was made of.
  std::uint64_t bodyLimit(const HttpRequest& request) const {
    constexpr std::uint64_t kObjectMax = 5ULL << 30U, kArchiveMax = 1ULL << 50U;
    if (isControlPath(request.target)) return control->takesLongBody(request) ? kArchiveMax : 0;
    return Gateway::takesLongBody(request) ? kObjectMax : 0;
  }

  std::optional<HttpResponse> refusalOf(const HttpRequest& request) const {
    return isControlPath(request.target) ? control->refusalOf(request) : std::nullopt;
  }

  amilocal::ServerOptions httpOptions() const {
    return {
        .endpoint = options.endpoint,
        .limits = options.limits,
        .spool = {.limitOf = [this](const HttpRequest& request) { return bodyLimit(request); },
                  .refusalOf = [this](const HttpRequest& request) { return refusalOf(request); },
                  .directory = spoolDirectory()},
        .tls = options.tlsOptions(),
        .renderLimit = Gateway::renderLimit,
        .onEvent = logEvent};
  }

  const ServeOptions options;
  const SystemClock machine;
  StartFacts facts;
  DataDirectory directory;
  std::unique_ptr<Engine> engine;
  EventDelivery delivery;
  std::unique_ptr<ControlApi> control;
  Gateway gateway;
  HttpServer http;
};

Server::Server(const ServeOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Server::~Server() = default;

const StartFacts& Server::facts() const { return impl_->facts; }
void Server::run() { impl_->http.run(threadsOf(impl_->options)); }
void Server::stop() { impl_->http.stop(); }

}  // namespace amilocal
