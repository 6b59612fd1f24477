#include "amilocal/gateway/gateway.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "amilocal/core/ids.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/wire/query_reader.h"
#include "amilocal/wire/query_tree.h"
#include "gateway/credentials.h"
#include "gateway/doors.h"

namespace amilocal {
namespace {

using gateway::Door;
using Steady = std::chrono::steady_clock;

constexpr std::string_view kDefaultService = "ec2";

std::string newRequestId() {
  thread_local IdSource ids;
  return ids.nextUuid();
}

// One request on its way; shared by whoever ends it.
struct Exchange {
  std::string requestId = newRequestId();
  Steady::time_point startedAt = Steady::now();
  const wire::ServiceTable* service = nullptr;
  const Door* door = nullptr;
  domain::Caller caller;
  std::string action;
  std::unique_ptr<wire::Call> call;
  Respond answer;
};

// The headers that EC2 sends, but for `connection: close` on errors, which would cost every client
// a new connection after each refusal (aws-facts/errors.md section 1, docs/compatibility.md).
HttpResponse response(int status, const Door& door, std::string_view requestId, std::string body) {
  HttpResponse out;
  out.status = status;
  out.headers.reserve(6, 256);
  out.headers.add("x-amzn-requestid", requestId);
  out.headers.add("cache-control", "no-cache, no-store");
  out.headers.add("strict-transport-security", "max-age=31536000; includeSubDomains");
  out.headers.add("vary", "accept-encoding");
  out.headers.add("content-type", door.contentType);
  if (!door.server.empty()) out.headers.add("server", door.server);
  out.body = std::move(body);
  return out;
}

void logDone(const Exchange& exchange, int status, std::string_view code) {
  if (!log::isOn(log::Level::info)) return;
  const std::chrono::duration<double, std::milli> took = Steady::now() - exchange.startedAt;
  log::info("request", {{"operation", exchange.action},
                        {"account", exchange.caller.account},
                        {"region", exchange.caller.region},
                        {"status", status},
                        {"code", code},
                        {"ms", took.count()},
                        {"id", exchange.requestId}});
}

// An ApiError is an answer; anything else is a fault of ours: logged whole, told in no detail.
ApiError apiErrorOf(const Exchange& exchange, std::exception_ptr failure) {
  try {
    std::rethrow_exception(std::move(failure));
  } catch (const ApiError& error) {
    return error;
  } catch (const std::exception& error) {
    log::error(
        "request.fault",
        {{"operation", exchange.action}, {"id", exchange.requestId}, {"error", error.what()}});
  } catch (...) {
    log::error("request.fault", {{"operation", exchange.action}, {"id", exchange.requestId}});
  }
  return errors::internalError();
}

void refuse(const Exchange& exchange, std::exception_ptr failure) {
  const auto error = apiErrorOf(exchange, std::move(failure));
  const Door& door = exchange.door != nullptr ? *exchange.door : gateway::doorFor({});
  static constexpr wire::ServiceTable kNone{};
  const auto& service = exchange.service != nullptr ? *exchange.service : kNone;
  logDone(exchange, error.status(), error.code());
  exchange.answer(response(error.status(), door, exchange.requestId,
                           door.encodeError(service, error, exchange.requestId)));
}

void finish(const Exchange& exchange) {
  auto body = exchange.door->encode(*exchange.service, *exchange.call, exchange.requestId);
  logDone(exchange, 200, {});
  exchange.answer(response(200, *exchange.door, exchange.requestId, std::move(body)));
}

// The parameters, wherever the client put them: in the query, in a form, or in both.
std::string parametersOf(const HttpRequest& request) {
  const auto mark = request.target.find('?');
  std::string parameters = mark == std::string::npos ? "" : request.target.substr(mark + 1);
  if (!request.body.empty()) {
    if (!parameters.empty()) parameters += '&';
    parameters += request.body;
  }
  return parameters;
}

void checkMethod(const HttpRequest& request) {
  if (request.method == "POST" || request.method == "GET") return;
  throw ApiError(
      "MethodNotAllowed",
      "The method " + request.method + " is not allowed: requests are sent by POST or GET", 405);
}

void checkPath(const HttpRequest& request) {
  const auto path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (path == "/" || path.empty()) return;
  throw ApiError("InvalidRequest",
                 "There is nothing at " + std::string(path) +
                     ": EC2 requests go to /, the control API is under "
                     "/_amilocal/",
                 404);
}

// EC2 goes on answering all of its past versions; we answer them with the newest shapes.
void checkVersion(std::string_view version) {
  if (version.empty() || parseInstant(version)) return;
  throw errors::noSuchVersion(version);
}

}  // namespace

struct Gateway::Impl {
  Engine& engine;
  std::span<const wire::ServiceTable* const> services;
  GatewayOptions options;

  const wire::ServiceTable& serviceNamed(std::string_view name) const {
    const auto found =
        std::ranges::find_if(services, [&](const auto* s) { return s->name == name; });
    if (found != services.end()) return **found;
    throw ApiError("UnsupportedOperation",
                   "amilocal does not emulate the service '" + std::string(name) + "'.");
  }

  // The whole way in, in the order in which AWS refuses: signature, action, then the parameters.
  void decode(const HttpRequest& request, Exchange& exchange) const {
    checkMethod(request);
    checkPath(request);
    const auto parameters = parametersOf(request);
    auto scope = gateway::readCredentials(request, parameters);
    exchange.service = &serviceNamed(scope.service.empty() ? kDefaultService : scope.service);
    exchange.door = &gateway::doorFor(exchange.service->protocol);
    exchange.caller = {gateway::accountOf(scope.accessKeyId),
                       scope.region.empty() ? engine.settings().defaultRegion : scope.region,
                       scope.accessKeyId};
    options.checkRegion(exchange.caller.region);

    const auto tree = wire::QueryTree::parse(parameters);
    exchange.action = tree.take("Action");
    const auto version = tree.take("Version");
    tree.takeProtocolParameters();
    const auto& operation = requireOperation(*exchange.service, exchange.action);
    checkVersion(version);
    const auto unknown = engine.settings().lenient ? wire::UnknownParameters::ignore
                                                   : wire::UnknownParameters::refuse;
    exchange.call = operation.decode(operation, {&tree, unknown});
  }

  static const wire::Operation& requireOperation(const wire::ServiceTable& service,
                                                 std::string_view action) {
    if (action.empty()) throw errors::missingAction();
    if (const auto* operation = service.find(action)) return *operation;
    if (service.isKnownToAws(action)) throw errors::notEmulated(action);
    throw errors::invalidAction(action);
  }
};

Gateway::Gateway(Engine& engine, std::span<const wire::ServiceTable* const> services,
                 GatewayOptions options)
    : impl_(new Impl{engine, services, std::move(options)}) {}

Gateway::~Gateway() = default;

void Gateway::handle(const HttpRequest& request, Respond answer) {
  if (impl_->options.isControlPath && impl_->options.isControlPath(request.target))
    return impl_->options.control(request, std::move(answer));
  auto exchange = std::make_shared<Exchange>();
  exchange->answer = std::move(answer);
  try {
    impl_->decode(request, *exchange);
  } catch (...) {
    return refuse(*exchange, std::current_exception());
  }
  impl_->engine.execute(*exchange->call, exchange->caller, exchange->requestId,
                        [exchange](std::exception_ptr failure) {
                          if (failure) return refuse(*exchange, std::move(failure));
                          finish(*exchange);
                        });
}

HttpResponse Gateway::renderLimit(int status, std::string_view code, std::string_view message) {
  const auto& door = gateway::doorFor({});
  const auto requestId = newRequestId();
  static constexpr wire::ServiceTable kNone{};
  return response(status, door, requestId,
                  door.encodeError(kNone, ApiError(std::string(code), std::string(message), status),
                                   requestId));
}

}  // namespace amilocal
