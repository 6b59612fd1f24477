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
#include "control/json_text.h"
#include "control/refusals.h"
#include "control/routes.h"

namespace amilocal {
namespace {

using namespace control;

// The largest thing that anybody has to say here is the reason of a failure.
constexpr std::size_t kBodyMax = 64 * 1024;

enum class Query { refused, read, ignored };

// `*` in a path stands for the number of a task. Methods of one path are beside each other.
struct Route {
  std::string_view path;
  std::string_view method;
  Query query;
  Work (*prepare)(const Surroundings&, const Demand&);
};
constexpr Route kRoutes[] = {
    {"/_amilocal/clock", "GET", Query::refused, showClock},
    {"/_amilocal/clock", "POST", Query::refused, changeClock},
    {"/_amilocal/health", "GET", Query::refused, health},
    {"/_amilocal/operations", "GET", Query::refused, operations},
    {"/_amilocal/reset", "POST", Query::refused, reset},
    {"/_amilocal/tasks", "GET", Query::read, listTasks},
    {"/_amilocal/tasks/*", "GET", Query::refused, showTask},
    {"/_amilocal/tasks/*/complete", "POST", Query::refused, completeTask},
    {"/_amilocal/tasks/*/fail", "POST", Query::refused, failTask},
    {"/_localstack/health", "GET", Query::ignored, localStackHealth},
    {"/moto-api/reset", "POST", Query::ignored, motoReset},
};

std::string_view pathOf(std::string_view target) {
  auto path = target.substr(0, target.find('?'));
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

// The task's number where the path has one, 0 where it has none; empty when they do not match.
std::optional<std::int64_t> match(std::string_view pattern, std::string_view path) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return path == pattern ? std::optional(0) : std::nullopt;
  const auto head = pattern.substr(0, star), tail = pattern.substr(star + 1);
  if (path.size() <= head.size() + tail.size() || !path.starts_with(head) || !path.ends_with(tail))
    return std::nullopt;
  const auto number = path.substr(head.size(), path.size() - head.size() - tail.size());
  return isDigits(number) ? parseInteger(number) : std::nullopt;
}

std::string allowedAt(std::string_view path) {
  std::string allowed;
  for (const auto& route : kRoutes) {
    if (!match(route.path, path)) continue;
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

// A page of another site that a developer visits must not be able to empty the server: browsers
// send the page's origin along, and we compare it with where they were sent.
void checkOrigin(const HttpRequest& request) {
  const auto origin = request.headers.find("origin");
  if (!origin) return;
  const auto authority = origin->find("://");
  const auto host = request.headers.find("host");
  if (authority != std::string_view::npos && host &&
      equalsIgnoringCase(origin->substr(authority + 3), *host))
    return;
  throw foreignOrigin(*origin);
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

Work prepare(const Surroundings& here, const HttpRequest& request) {
  checkOrigin(request);
  if (request.body.size() > kBodyMax) throw bodyTooLarge(kBodyMax);
  const auto path = pathOf(request.target);
  const auto method =
      request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  for (const auto& route : kRoutes) {
    const auto taskId = match(route.path, path);
    if (!taskId || route.method != method) continue;
    Demand demand{*taskId, {}, request.body};
    if (route.query != Query::ignored) demand.query = parseQuery(request.target);
    if (route.query == Query::refused && !demand.query.empty())
      throw unknownKey(demand.query.front().first, {});
    return route.prepare(here, demand);
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

HttpResponse refusal(const ApiError& error) {
  const auto inner = JsonObject().text("code", error.code()).text("message", error.message()).end();
  return response(error.status(), JsonObject().json("error", inner).end());
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
                       std::span<const wire::ServiceTable* const> services)
    : engine_(engine), machine_(machine), services_(services) {}

void ControlApi::handle(const HttpRequest& request, Respond answer) {
  Work work;
  try {
    work = prepare({&machine_, services_}, request);
  } catch (...) {
    auto refused = refusal(std::current_exception());
    if (refused.status == 405) refused.headers.add("allow", allowedAt(pathOf(request.target)));
    return answer(std::move(refused));
  }
  // The answer waits for the commit, so it is kept until then.
  auto body = std::make_shared<std::string>();
  engine_.perform([work = std::move(work), body](Executor& executor) { *body = work(executor); },
                  [body, answer = std::move(answer)](std::exception_ptr failure) {
                    answer(failure ? refusal(failure) : response(200, std::move(*body)));
                  });
}

}  // namespace amilocal
