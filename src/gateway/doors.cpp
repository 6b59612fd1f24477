#include "gateway/doors.h"

#include <algorithm>
#include <iterator>

#include "amilocal/wire/xml_writer.h"

namespace amilocal::gateway {
namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

void appendElement(std::string& out, std::string_view name, std::string_view text) {
  ((out += '<') += name) += '>';
  wire::appendEscaped(out, text);
  ((out += "</") += name) += '>';
}

// <XResponse xmlns="…"><requestId>…</requestId>…</XResponse> (aws-facts/errors.md section 1).
std::string encodeEc2(const wire::ServiceTable& service, const wire::Call& call,
                      std::string_view requestId) {
  const auto name = call.operation().name;
  std::string out(kDeclaration);
  out += '<';
  ((out += name) += "Response xmlns=\"") += service.xmlNamespace;
  out += "\">\n    ";
  appendElement(out, "requestId", requestId);
  call.encode(out);
  out += "</";
  (out += name) += "Response>";
  return out;
}

std::string encodeEc2Error(const wire::ServiceTable&, const ApiError& error,
                           std::string_view requestId) {
  std::string out(kDeclaration);
  out += "<Response><Errors><Error>";
  appendElement(out, "Code", error.code());
  appendElement(out, "Message", error.message());
  out += "</Error></Errors>";
  appendElement(out, "RequestID", requestId);
  return out + "</Response>";
}

// The query protocol wraps the result once more (snapshots-volumes-instances.md section 7).
std::string encodeQuery(const wire::ServiceTable& service, const wire::Call& call,
                        std::string_view requestId) {
  const std::string name(call.operation().name);
  std::string out = "<" + name + "Response xmlns=\"" + std::string(service.xmlNamespace) + "\"><" +
                    name + "Result>";
  call.encode(out);
  out += "</" + name + "Result><ResponseMetadata>";
  appendElement(out, "RequestId", requestId);
  return out + "</ResponseMetadata></" + name + "Response>";
}

std::string encodeQueryError(const wire::ServiceTable& service, const ApiError& error,
                             std::string_view requestId) {
  std::string out = "<ErrorResponse xmlns=\"" + std::string(service.xmlNamespace) + "\"><Error>";
  appendElement(out, "Type", error.status() >= 500 ? "Receiver" : "Sender");
  appendElement(out, "Code", error.code());
  appendElement(out, "Message", error.message());
  out += "</Error>";
  appendElement(out, "RequestId", requestId);
  return out + "</ErrorResponse>";
}

constexpr Door kDoors[] = {
    {"ec2-query", "text/xml;charset=UTF-8", "AmazonEC2", &encodeEc2, &encodeEc2Error},
    {"query", "text/xml", "", &encodeQuery, &encodeQueryError},
};

}  // namespace

const Door& doorFor(std::string_view protocol) {
  const auto* door = std::ranges::find(kDoors, protocol, &Door::protocol);
  return door == std::end(kDoors) ? kDoors[0] : *door;
}

}  // namespace amilocal::gateway
