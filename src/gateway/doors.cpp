#include "gateway/doors.h"

#include <algorithm>
#include <iterator>

namespace amilocal::gateway {
namespace {

constexpr Door kDoors[] = {
    {"ec2-query", "text/xml;charset=UTF-8", "AmazonEC2", &addServiceHead, &openQuery, &encodeEc2,
     &encodeEc2Error},
    {"query", "text/xml", "", &addServiceHead, &openQuery, &encodeQuery, &encodeQueryError},
    {"rest-json", "application/json", "", &addServiceHead, &openRestJson, &encodeJson,
     &encodeRestJsonError},
    {"json-1.1", "application/x-amz-json-1.1", "", &addServiceHead, &openJson11, &encodeJson,
     &encodeJson11Error},
    {"rest-xml", "application/xml", "AmazonS3", &addStorageHead, &openStorage, &encodeStorage,
     &encodeStorageError},
};

}  // namespace

const Door& doorFor(std::string_view protocol) {
  const auto* door = std::ranges::find(kDoors, protocol, &Door::protocol);
  return door == std::end(kDoors) ? kDoors[0] : *door;
}

void addServiceHead(HeaderList& headers, std::string_view requestId) {
  headers.add("x-amzn-requestid", requestId);
  headers.add("cache-control", "no-cache, no-store");
  headers.add("strict-transport-security", "max-age=31536000; includeSubDomains");
  headers.add("vary", "accept-encoding");
}

std::string_view pathOf(const HttpRequest& request) {
  return std::string_view(request.target).substr(0, request.target.find('?'));
}

std::string_view queryOf(const HttpRequest& request) {
  const auto mark = request.target.find('?');
  if (mark == std::string::npos) return {};
  return std::string_view(request.target).substr(mark + 1);
}

}  // namespace amilocal::gateway
