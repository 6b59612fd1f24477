#include "amilocal/control/control_api.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/wire/json_object.h"

#include "control/refusals.h"
#include "control/routes.h"
#include "control/side_thread.h"
#include "control/visitor.h"

namespace amilocal {
namespace {

using namespace control;

constexpr std::string_view kArchivePath = "/_amilocal/archive";

// The largest thing that anybody else has to say here is the reason of a failure.
constexpr std::size_t kBodyMax = 64 * 1024;

enum class Query { refused, read, ignored };

/// What a route's `*` stands for.
enum class Star { none, number, name };

/// In a transaction with others, or while nothing else happens?
enum class Turn { shared, alone };

// Methods of one path are beside each other. A route is prepared for the engine's thread or for one
// of its own.
struct Route {
  std::string_view path;
  std::string_view method;
  Query query;
  Work (*prepare)(const Surroundings&, const Demand&);
  Star star = Star::none;
  Turn turn = Turn::shared;
  Aside (*prepareAside)(const Surroundings&, const Demand&) = nullptr;
};
constexpr Route kRoutes[] = {
    {"/_amilocal/accounts", "GET", Query::refused, listAccounts},
    {"/_amilocal/accounts/*", "GET", Query::refused, showAccount, Star::name},
    {"/_amilocal/accounts/*", "PUT", Query::refused, putAccount, Star::name},
    {"/_amilocal/accounts/*", "DELETE", Query::refused, removeAccount, Star::name},
    {.path = kArchivePath,
     .method = "GET",
     .query = Query::refused,
     .prepare = nullptr,
     .prepareAside = exportArchive},
    {.path = kArchivePath,
     .method = "PUT",
     .query = Query::refused,
     .prepare = nullptr,
     .prepareAside = importArchive},
    {"/_amilocal/checkpoints", "GET", Query::refused, listCheckpoints},
    {"/_amilocal/checkpoints/*", "GET", Query::refused, showCheckpoint, Star::name},
    {"/_amilocal/checkpoints/*", "POST", Query::refused, keepCheckpoint, Star::name, Turn::alone},
    {"/_amilocal/checkpoints/*", "DELETE", Query::refused, removeCheckpoint, Star::name},
    {"/_amilocal/checkpoints/*/restore", "POST", Query::refused, restoreCheckpoint, Star::name,
     Turn::alone},
    {"/_amilocal/clock", "GET", Query::refused, showClock},
    {"/_amilocal/clock", "POST", Query::refused, changeClock},
    {"/_amilocal/events", "GET", Query::read, listEvents},
    {"/_amilocal/events/stream", "GET", Query::read, followEvents},
    {"/_amilocal/faults", "GET", Query::refused, listFaults},
    {"/_amilocal/faults", "POST", Query::refused, addFault},
    {"/_amilocal/faults", "DELETE", Query::refused, removeFaults},
    {"/_amilocal/faults/*", "GET", Query::refused, showFault, Star::number},
    {"/_amilocal/faults/*", "DELETE", Query::refused, removeFault, Star::number},
    {"/_amilocal/health", "GET", Query::refused, health},
    {"/_amilocal/operations", "GET", Query::refused, operations},
    {"/_amilocal/quotas", "GET", Query::refused, listQuotas},
    {"/_amilocal/quotas", "PUT", Query::refused, changeQuotas},
    {"/_amilocal/reset", "POST", Query::refused, reset},
    {"/_amilocal/tasks", "GET", Query::read, listTasks},
    {"/_amilocal/tasks/*", "GET", Query::refused, showTask, Star::number},
    {"/_amilocal/tasks/*/complete", "POST", Query::refused, completeTask, Star::number},
    {"/_amilocal/tasks/*/fail", "POST", Query::refused, failTask, Star::number},
    {"/_localstack/health", "GET", Query::ignored, localStackHealth},
    {"/moto-api/reset", "POST", Query::ignored, motoReset},
};

std::string_view pathOf(std::string_view target) {
  auto path = target.substr(0, target.find('?'));
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

// What stands for the star, nothing where there is none; empty when they do not match.
std::optional<std::string_view> match(const Route& route, std::string_view path) {
  const auto star = route.path.find('*');
  if (star == std::string_view::npos)
    return path == route.path ? std::optional<std::string_view>("") : std::nullopt;
  const auto head = route.path.substr(0, star), tail = route.path.substr(star + 1);
  if (path.size() <= head.size() + tail.size() || !path.starts_with(head) || !path.ends_with(tail))
    return std::nullopt;
  const auto found = path.substr(head.size(), path.size() - head.size() - tail.size());
  const bool fits = route.star == Star::number ? isDigits(found) && parseInteger(found)
                                               : found.find('/') == std::string_view::npos;
  return fits ? std::optional(found) : std::nullopt;
}

std::string allowedAt(std::string_view path) {
  std::string allowed;
  for (const auto& route : kRoutes) {
    if (!match(route, path)) continue;
    if (!allowed.empty()) allowed += ", ";
    allowed += route.method == "GET" ? "GET, HEAD" : route.method;
  }
  return allowed;
}

ApiError noRoute(const HttpRequest& request, std::string_view path) {
  const auto allowed = allowedAt(path);
  if (!allowed.empty()) return methodNotAllowed(request.method, path, allowed);
  std::vector<std::string_view> paths;
  for (const auto& route : kRoutes) paths.push_back(route.path);
  return noSuchPath(path, paths);
}

std::vector<std::pair<std::string, std::string>> parseQuery(std::string_view target) {
  std::vector<std::pair<std::string, std::string>> query;
  const auto mark = target.find('?');
  if (mark == std::string_view::npos) return query;
  for (const auto part : split(target.substr(mark + 1), '&')) {
    if (part.empty()) continue;
    const auto equals = std::min(part.find('='), part.size());
    auto name = decodeForm(part.substr(0, equals));
    auto value = decodeForm(part.substr(std::min(equals + 1, part.size())));
    if (!name || !value) throw malformedQuery(part);
    const auto same = [&name](const auto& known) { return known.first == *name; };
    if (std::ranges::any_of(query, same)) throw repeatedKey(*name);
    query.emplace_back(*std::move(name), *std::move(value));
  }
  return query;
}

Demand demandOf(const Route& route, std::string_view star, const HttpRequest& request) {
  Demand demand;
  if (route.star == Star::number) demand.id = parseInteger(star).value_or(0);
  if (route.star == Star::name) demand.name = star;
  demand.body = request.body;
  if (route.query != Query::ignored) demand.query = parseQuery(request.target);
  if (route.query == Query::refused && !demand.query.empty())
    throw unknownKey(demand.query.front().first, {});
  if (route.prepareAside == importArchive) demand.archive = archiveIn(request);
  if (const auto last = request.headers.find("last-event-id"))
    demand.lastEventId = parseInteger(*last);
  return demand;
}

struct Prepared {
  Work work;
  Turn turn = Turn::shared;
  Aside aside{};
};

void checkBodySize(const Route& route, const HttpRequest& request) {
  if (route.prepareAside == importArchive) return;
  if (request.bodyFile || request.body.size() > kBodyMax) throw bodyTooLarge(kBodyMax);
}

Prepared prepare(const Surroundings& here, const HttpRequest& request,
                 const ControlAccess& access) {
  checkVisitor(request, access);
  const auto path = pathOf(request.target);
  const auto method =
      request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  for (const auto& route : kRoutes) {
    const auto star = match(route, path);
    if (!star || route.method != method) continue;
    checkBodySize(route, request);
    const auto demand = demandOf(route, *star, request);
    if (route.prepareAside != nullptr)
      return {.work = {}, .aside = route.prepareAside(here, demand)};
    return {route.prepare(here, demand), route.turn};
  }
  throw noRoute(request, path);
}

HttpResponse response(int status, std::string body) {
  HttpResponse out;
  out.status = status;
  out.headers.add("content-type", "application/json");
  out.headers.add("cache-control", "no-store");
  out.body = std::move(body);
  out.body += '\n';
  return out;
}

HttpResponse response(Reply reply) {
  if (reply.archive) {
    HttpResponse out;
    out.headers.add("content-type", "application/x-tar");
    out.headers.add("content-disposition", "attachment; filename=\"amilocal.tar\"");
    out.headers.add("cache-control", "no-store");
    out.source = std::move(reply.archive);
    return out;
  }
  if (!reply.stream) return response(200, std::move(reply.json));
  HttpResponse out;
  out.headers.add("content-type", "text/event-stream");
  out.headers.add("cache-control", "no-store");
  out.stream = std::move(reply.stream);
  return out;
}

HttpResponse refusal(const ApiError& error) {
  const auto inner =
      wire::JsonObject().text("code", error.code()).text("message", error.message()).end();
  return response(error.status(), wire::JsonObject().json("error", inner).end());
}

// What is no answer to the client's own request is logged whole, and told in no detail.
HttpResponse refusal(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const ApiError& error) {
    return refusal(error);
  } catch (const CatalogError& error) {
    log::error("control.failed", {{"error", error.what()}});
    return refusal(errors::unavailable());
  } catch (const std::exception& error) {
    log::error("control.failed", {{"error", error.what()}});
    return refusal(errors::internalError());
  }
}

}  // namespace

bool isControlPath(std::string_view target) {
  const auto path = pathOf(target);
  return path == "/_amilocal" || path.starts_with("/_amilocal/") || path == "/_localstack/health" ||
         path == "/moto-api/reset";
}

ControlApi::ControlApi(Engine& engine, const Clock& machine,
                       std::span<const wire::ServiceTable* const> services, ControlAccess access)
    : engine_(engine),
      machine_(machine),
      services_(services),
      access_(std::move(access)),
      aside_(std::make_unique<SideThread>()) {}

ControlApi::~ControlApi() = default;

std::optional<HttpResponse> ControlApi::refusalOf(const HttpRequest& request) const {
  try {
    checkVisitor(request, access_);
    return std::nullopt;
  } catch (const ApiError& error) {
    return refusal(error);
  }
}

bool ControlApi::takesLongBody(const HttpRequest& request) const {
  const bool isArchive = request.method == "PUT" && pathOf(request.target) == kArchivePath;
  return isArchive && !refusalOf(request);
}

void ControlApi::handle(const HttpRequest& request, Respond answer) {
  Prepared prepared;
  try {
    const Surroundings here{&machine_, services_, [this] { return aside_->isEnding(); }};
    prepared = prepare(here, request, access_);
  } catch (...) {
    auto refused = refusal(std::current_exception());
    if (refused.status == 405) refused.headers.add("allow", allowedAt(pathOf(request.target)));
    return answer(std::move(refused));
  }
  if (prepared.aside) {
    return aside_->run([this, work = std::move(prepared.aside), answer = std::move(answer)] {
      try {
        answer(response(work(engine_)));
      } catch (...) {
        answer(refusal(std::current_exception()));
      }
    });
  }
  // The answer waits for the commit, so it is kept until then.
  auto reply = std::make_shared<Reply>();
  auto work = [work = std::move(prepared.work), reply](Executor& executor) {
    *reply = work(executor);
  };
  auto done = [reply, answer = std::move(answer)](std::exception_ptr failure) {
    answer(failure ? refusal(failure) : response(std::move(*reply)));
  };
  if (prepared.turn == Turn::alone) return engine_.performAlone(std::move(work), std::move(done));
  engine_.perform(std::move(work), std::move(done));
}

}  // namespace amilocal
