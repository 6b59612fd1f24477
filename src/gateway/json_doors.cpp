#include <algorithm>
#include <iterator>

#include "amilocal/core/request_errors.h"
#include "amilocal/wire/json_writer.h"
#include "amilocal/wire/rest_request.h"
#include "gateway/doors.h"

namespace amilocal::gateway {
namespace {

wire::RestRequest restRequest(const HttpRequest& request) {
  return {.body = request.body,
          .query = wire::parseQueryString(queryOf(request)),
          .header = [&request](std::string_view name) { return request.headers.find(name); }};
}

// What the query protocols call one thing, the JSON protocols call another.
struct CodePair {
  std::string_view query, restJson, json11;
};
constexpr CodePair kCodes[] = {
    {"InternalError", "InternalServerException", "InternalServerError"},
    {"AuthFailure", "UnrecognizedClientException", "UnrecognizedClientException"},
    {"IdempotentParameterMismatch", "IdempotentParameterMismatchException",
     "IdempotentParameterMismatch"},
    {"DryRunOperation", "DryRunOperationException", "DryRunOperation"},
    {"IncompleteSignature", "IncompleteSignatureException", "IncompleteSignature"},
    {"Unavailable", "ServiceUnavailableException", "ServiceUnavailableException"},
};

std::string_view codeOf(const ApiError& error, std::string_view CodePair::*protocol) {
  const auto* pair = std::ranges::find(kCodes, error.code(), &CodePair::query);
  return pair == std::end(kCodes) ? std::string_view(error.code()) : pair->*protocol;
}

void appendName(std::string& out, std::string_view name) {
  if (out.size() > 1) out += ',';
  wire::appendJsonString(out, name);
  out += ':';
}

void appendMember(std::string& out, std::string_view name, std::string_view text) {
  appendName(out, name);
  wire::appendJsonString(out, text);
}

void appendMembers(std::string& out, const ApiError& error) {
  for (const auto& [name, value] : error.members()) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      appendMember(out, name, *text);
      continue;
    }
    appendName(out, name);
    std::string list = "[";
    for (const auto& text : std::get<std::vector<std::string>>(value)) {
      if (list.size() > 1) list += ',';
      wire::appendJsonString(list, text);
    }
    out += list + "]";
  }
}

}  // namespace

std::unique_ptr<wire::Call> openRestJson(const Arrival& arrival) {
  auto request = restRequest(arrival.request);
  const auto* operation = wire::matchRoute(arrival.service, arrival.request.method,
                                           pathOf(arrival.request), request.labels);
  if (operation == nullptr) throw errors::unknownRoute();
  arrival.action = operation->name;
  return operation->decode(*operation, {.unknown = arrival.unknown, .rest = &request});
}

// `X-Amz-Target: AmazonSSM.GetParameter` by POST to `/` (AWS JSON 1.1 protocol).
std::unique_ptr<wire::Call> openJson11(const Arrival& arrival) {
  const auto target = arrival.request.headers.find("X-Amz-Target").value_or("");
  const auto dot = target.rfind('.');
  arrival.action = dot == std::string_view::npos ? target : target.substr(dot + 1);
  const bool ours = arrival.request.method == "POST" && dot != std::string_view::npos &&
                    target.substr(0, dot) == arrival.service.target;
  const auto* operation = ours ? arrival.service.find(arrival.action) : nullptr;
  if (operation == nullptr && ours && arrival.service.isKnownToAws(arrival.action))
    throw errors::notEmulated(arrival.action);
  if (operation == nullptr) throw errors::unknownTarget(target);
  const wire::RestRequest request{.body = arrival.request.body};
  return operation->decode(*operation, {.unknown = arrival.unknown, .rest = &request});
}

wire::Answer encodeJson(const wire::ServiceTable&, const wire::Call& call, std::string_view) {
  wire::Answer answer;
  call.encode(answer);
  constexpr int kNoContent = 204;
  if (call.operation().status == kNoContent) answer.body.clear();
  return answer;
}

// The kind of error stands in a header, its members in the body. A ValidationException says in all
// services of this protocol that we speak why it came about (their models: ValidationException).
wire::Answer encodeRestJsonError(const wire::ServiceTable&, const ApiError& error,
                                 std::string_view) {
  const auto code = codeOf(error, &CodePair::restJson);
  std::string out = "{";
  appendMember(out, "Message", error.message());
  if (code == "ValidationException" && error.members().empty())
    appendMember(out, "Reason", "INVALID_PARAMETER_VALUE");
  appendMembers(out, error);
  return {.body = out + "}", .headers = {{"x-amzn-ErrorType", std::string(code)}}};
}

wire::Answer encodeJson11Error(const wire::ServiceTable&, const ApiError& error, std::string_view) {
  std::string out = "{";
  appendMember(out, "__type", codeOf(error, &CodePair::json11));
  appendMember(out, "message", error.message());
  appendMembers(out, error);
  return {.body = out + "}"};
}

}  // namespace amilocal::gateway
