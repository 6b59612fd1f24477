#include "amilocal/gateway/gateway.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "amilocal/core/ids.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/signature_errors.h"
#include "amilocal/wire/query_reader.h"
#include "gateway/answer_memory.h"
#include "gateway/credentials.h"
#include "gateway/doors.h"
#include "gateway/route.h"
#include "gateway/signature.h"

namespace amilocal {
namespace {

using gateway::Door;
using Steady = std::chrono::steady_clock;

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
  std::string question;            ///< empty for what is not worth keeping
  std::optional<DataStamp> stamp;  ///< when the question was asked
  bool isHead = false;
};

bool hasHeader(const wire::Answer& answer, std::string_view wanted) {
  return std::ranges::any_of(answer.headers,
                             [&](const auto& header) { return header.first == wanted; });
}

void addContentType(HttpResponse& out, const Door& door, const wire::Answer& answer) {
  constexpr int kNoContent = 204;
  if (hasHeader(answer, "content-type")) return;
  if (answer.isPayload)
    out.headers.add("content-type", "application/octet-stream");
  else if (out.status != kNoContent && (door.protocol != "rest-xml" || !answer.body.empty()))
    out.headers.add("content-type", door.contentType);
}

// The headers that AWS sends, but for EC2's `connection: close` on errors, which would cost every
// client a new connection after each refusal (aws-facts/errors.md section 1,
// docs/compatibility.md).
HttpResponse response(int status, const Door& door, std::string_view requestId,
                      wire::Answer answer) {
  HttpResponse out;
  out.status = answer.status != 0 ? answer.status : status;
  out.headers.reserve(6 + answer.headers.size(), 256);
  door.addHead(out.headers, requestId);
  addContentType(out, door, answer);
  if (!door.server.empty()) out.headers.add("server", door.server);
  for (const auto& [name, value] : answer.headers) out.headers.add(name, value);
  out.body = std::move(answer.body);
  if (answer.source) {
    auto source = std::make_shared<ContentSource>();
    source->size = answer.source->size;
    source->readAt = std::move(answer.source->readAt);
    out.source = std::move(source);
  }
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
  auto answer = door.encodeError(service, error, exchange.requestId);
  if (exchange.isHead) answer.body.clear();
  exchange.answer(response(error.status(), door, exchange.requestId, std::move(answer)));
}

void finish(const Exchange& exchange, gateway::KnownAnswer known) {
  const int status = exchange.call->operation().status;
  logDone(exchange, status, {});
  auto out = response(status, *exchange.door, exchange.requestId,
                      {.body = std::move(known.beforeId) + exchange.requestId});
  out.sharedBody = std::move(known.behindId);
  exchange.answer(std::move(out));
}

void finish(const Exchange& exchange, gateway::AnswerMemory& memory) {
  auto answer = exchange.door->encode(*exchange.service, *exchange.call, exchange.requestId);
  if (exchange.stamp)
    if (auto known = gateway::takeApart(answer.body, exchange.requestId)) {
      memory.keep(*exchange.stamp, exchange.question, *known);
      return finish(exchange, *std::move(known));
    }
  const int status = answer.status != 0 ? answer.status : exchange.call->operation().status;
  logDone(exchange, status, {});
  exchange.answer(response(status, *exchange.door, exchange.requestId, std::move(answer)));
}

// Who asks what: all that an answer depends on besides the data. Only EC2 is polled.
std::string questionOf(const Exchange& exchange, const HttpRequest& request) {
  if (exchange.call->operation().access != wire::Access::read ||
      exchange.service->protocol != "ec2-query")
    return {};
  const auto& caller = exchange.caller;
  std::string question;
  for (const std::string_view part :
       {std::string_view(caller.account), std::string_view(caller.region),
        std::string_view(caller.accessKeyId), gateway::queryOf(request),
        std::string_view(request.body)})
    (question += part) += '\n';
  return question;
}

// Until the signature names the service, refusals take the form that the request seems to speak.
const Door& likelyDoor(const wire::ServiceTable* service) {
  return gateway::doorFor(service != nullptr ? service->protocol : "json-1.1");
}

}  // namespace

struct Gateway::Impl {
  Engine& engine;
  std::span<const wire::ServiceTable* const> services;
  GatewayOptions options;
  gateway::AnswerMemory memory{};

  // The whole way in, in the order in which AWS refuses: signature, action, then the parameters.
  void decode(const HttpRequest& request, Exchange& exchange) const {
    const auto* likely = gateway::likelyService(services, request);
    exchange.door = &likelyDoor(likely);
    auto scope = gateway::readCredentials(request);
    if (!scope.service.empty()) likely = &gateway::serviceNamed(services, scope.service);
    if (likely == nullptr)
      throw errors::unknownTarget(request.headers.find("X-Amz-Target").value_or(""));
    exchange.service = likely;
    exchange.door = &gateway::doorFor(exchange.service->protocol);
    const auto chunks = verify(request, *exchange.service, scope);
    exchange.caller = {accountOf(scope.accessKeyId),
                       scope.region.empty() ? engine.settings().defaultRegion : scope.region,
                       scope.accessKeyId, std::string(likely->name)};
    exchange.caller.sourceIp = request.peer;
    exchange.caller.isSecure = request.tls;
    options.checkRegion(exchange.caller.region);
    const auto unknown = engine.settings().lenient ? wire::UnknownParameters::ignore
                                                   : wire::UnknownParameters::refuse;
    exchange.call =
        exchange.door->open({*exchange.service, request, unknown, exchange.action, chunks});
    // Policies look at more than the question tells: the client's address, for one.
    const bool asksPolicies = engine.settings().iam != domain::IamMode::off;
    if (!asksPolicies) exchange.question = questionOf(exchange, request);
    if (engine.hasFaults()) exchange.call->keepText(request.target + "\n" + request.body);
  }

  // A key of a session is looked up where there is a transaction.
  std::string accountOf(const std::string& accessKeyId) const {
    const auto* user = engine.settings().users.ofKey(accessKeyId);
    return user != nullptr ? user->account : domain::accountOfKey(accessKeyId);
  }

  // A request is from whom its signature shows, and from a stranger without one. A key that it
  // names in another place or spelling is nobody's proof.
  std::shared_ptr<ChunkSignatures> verify(const HttpRequest& request,
                                          const wire::ServiceTable& service,
                                          gateway::CredentialScope& scope) const {
    if (options.signingClock == nullptr) return nullptr;
    if (!gateway::isSigned(request)) {
      if (!gateway::takesStrangers(service, request))
        throw errors::missingCredentials(service.protocol);
      scope.accessKeyId.clear();
      return nullptr;
    }
    const auto verified = gateway::checkSignature(
        {service.protocol, request, options.signingClock->now()},
        [this](const std::string& accessKeyId) { return engine.secretOf(accessKeyId); });
    if (verified.accessKeyId != scope.accessKeyId || verified.scope.region != scope.region ||
        verified.scope.service != scope.service)
      throw errors::signatureMismatch(service.protocol);
    return verified.chunks;
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
  exchange->isHead = request.method == "HEAD";
  try {
    impl_->decode(request, *exchange);
  } catch (...) {
    return refuse(*exchange, std::current_exception());
  }
  if (!exchange->question.empty() && (exchange->stamp = impl_->engine.stamp()))
    if (auto known = impl_->memory.find(*exchange->stamp, exchange->question))
      return finish(*exchange, *std::move(known));
  impl_->engine.execute(*exchange->call, exchange->caller, exchange->requestId,
                        [this, exchange](std::exception_ptr failure) {
                          if (failure) return refuse(*exchange, std::move(failure));
                          finish(*exchange, impl_->memory);
                        });
}

bool Gateway::takesLongBody(const HttpRequest& request) {
  if (request.method != "PUT") return false;
  const auto has = [](std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
  };
  const auto signature = request.headers.find("Authorization").value_or(request.target);
  if (has(signature, "aws4_request"))
    return has(signature, "/s3/aws4_request") || has(signature, "%2Fs3%2Faws4_request");
  const auto path = gateway::pathOf(request);
  return path != "/" && !path.starts_with("/snapshots/");
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
