#include "amilocal/core/instant.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/wire/query_reader.h"
#include "amilocal/wire/query_tree.h"
#include "amilocal/wire/xml_writer.h"
#include "gateway/doors.h"

namespace amilocal::gateway {
namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

void appendElement(std::string& out, std::string_view name, std::string_view text) {
  ((out += '<') += name) += '>';
  wire::appendEscaped(out, text);
  ((out += "</") += name) += '>';
}

// The parameters, wherever the client put them: in the query, in a form, or in both.
std::string parametersOf(const HttpRequest& request) {
  std::string parameters(queryOf(request));
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
  const auto path = pathOf(request);
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

const wire::Operation& requireOperation(const wire::ServiceTable& service,
                                        std::string_view action) {
  if (action.empty()) throw errors::missingAction();
  if (const auto* operation = service.find(action)) return *operation;
  if (service.isKnownToAws(action)) throw errors::notEmulated(action);
  throw errors::invalidAction(action);
}

}  // namespace

std::unique_ptr<wire::Call> openQuery(const Arrival& arrival) {
  checkMethod(arrival.request);
  checkPath(arrival.request);
  const auto parameters = parametersOf(arrival.request);
  const auto tree = wire::QueryTree::parse(parameters);
  arrival.action = tree.take("Action");
  const auto version = tree.take("Version");
  tree.takeProtocolParameters();
  const auto& operation = requireOperation(arrival.service, arrival.action);
  checkVersion(version);
  return operation.decode(operation, {.form = &tree, .unknown = arrival.unknown});
}

// <XResponse xmlns="…"><requestId>…</requestId>…</XResponse> (aws-facts/errors.md section 1).
wire::Answer encodeEc2(const wire::ServiceTable& service, const wire::Call& call,
                       std::string_view requestId) {
  const auto name = call.operation().name;
  wire::Answer answer;
  auto& out = answer.body;
  out = kDeclaration;
  out += '<';
  ((out += name) += "Response xmlns=\"") += service.xmlNamespace;
  out += "\">\n    ";
  appendElement(out, "requestId", requestId);
  call.encode(answer);
  out += "</";
  (out += name) += "Response>";
  return answer;
}

wire::Answer encodeEc2Error(const wire::ServiceTable&, const ApiError& error,
                            std::string_view requestId) {
  std::string out(kDeclaration);
  out += "<Response><Errors><Error>";
  appendElement(out, "Code", error.code());
  appendElement(out, "Message", error.message());
  out += "</Error></Errors>";
  appendElement(out, "RequestID", requestId);
  return {.body = out + "</Response>"};
}

// The query protocol wraps the result once more (snapshots-volumes-instances.md section 7).
wire::Answer encodeQuery(const wire::ServiceTable& service, const wire::Call& call,
                         std::string_view requestId) {
  const std::string name(call.operation().name);
  wire::Answer answer;
  auto& out = answer.body;
  out = "<" + name + "Response xmlns=\"" + std::string(service.xmlNamespace) + "\"><" + name +
        "Result>";
  call.encode(answer);
  out += "</" + name + "Result><ResponseMetadata>";
  appendElement(out, "RequestId", requestId);
  out += "</ResponseMetadata></" + name + "Response>";
  return answer;
}

wire::Answer encodeQueryError(const wire::ServiceTable& service, const ApiError& error,
                              std::string_view requestId) {
  std::string out = "<ErrorResponse xmlns=\"" + std::string(service.xmlNamespace) + "\"><Error>";
  appendElement(out, "Type", error.status() >= 500 ? "Receiver" : "Sender");
  appendElement(out, "Code", error.code());
  appendElement(out, "Message", error.message());
  out += "</Error>";
  appendElement(out, "RequestId", requestId);
  return {.body = out + "</ErrorResponse>"};
}

}  // namespace amilocal::gateway
