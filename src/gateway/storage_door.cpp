#include "amilocal/core/text.h"
#include "amilocal/wire/rest_request.h"
#include "amilocal/wire/xml_writer.h"
#include "gateway/doors.h"

// S3: documents without an envelope, bytes as they are, names in the head.
namespace amilocal::gateway {
namespace {

void appendElement(std::string& out, std::string_view name, std::string_view text) {
  ((out += '<') += name) += '>';
  wire::appendEscaped(out, text);
  ((out += "</") += name) += '>';
}

// The request's body stays where it is for as long as the request does.
wire::ByteSource contentOf(const HttpRequest& request) {
  if (const auto file = request.bodyFile)
    return {file->size(), [file](std::uint64_t offset, char* into, std::size_t room) {
              return file->readAt(offset, into, room);
            }};
  return {request.body.size(), [&request](std::uint64_t offset, char* into, std::size_t room) {
            return request.body.copy(into, room, offset);
          }};
}

/// What the other protocols call so.
std::string_view codeOf(const ApiError& error) {
  if (error.code() == "AuthFailure") return "InvalidAccessKeyId";
  if (error.code() == "IncompleteSignature") return "AuthorizationHeaderMalformed";
  if (error.code() == "Unavailable") return "ServiceUnavailable";
  return error.code();
}

}  // namespace

void addStorageHead(HeaderList& headers, std::string_view requestId) {
  headers.add("x-amz-request-id", requestId);
  headers.add("x-amz-id-2", requestId);
}

std::unique_ptr<wire::Call> openStorage(const Arrival& arrival) {
  wire::RestRequest request{.body = arrival.request.body,
                            .method = arrival.request.method,
                            .target = arrival.request.target,
                            .content = contentOf(arrival.request),
                            .chunks = arrival.chunks};
  for (const auto& [name, value] : arrival.request.headers)
    request.headers.emplace_back(toLower(name), value);
  auto call = arrival.service.open(request);
  arrival.action = call->operation().name;
  return call;
}

wire::Answer encodeStorage(const wire::ServiceTable&, const wire::Call& call, std::string_view) {
  wire::Answer answer;
  call.encode(answer);
  return answer;
}

wire::Answer encodeStorageError(const wire::ServiceTable&, const ApiError& error,
                                std::string_view requestId) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>";
  appendElement(out, "Code", codeOf(error));
  appendElement(out, "Message", error.message());
  for (const auto& [name, value] : error.members())
    if (const auto* text = std::get_if<std::string>(&value)) appendElement(out, name, *text);
  appendElement(out, "RequestId", requestId);
  appendElement(out, "HostId", requestId);
  return {.body = out + "</Error>"};
}

}  // namespace amilocal::gateway
