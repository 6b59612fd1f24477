#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/signing.h"
#include "amilocal/net/http_message.h"
#include "amilocal/wire/operation.h"

namespace amilocal::gateway {

/// A request whose service is known and whose operation is not yet.
struct Arrival {
  const wire::ServiceTable& service;
  const HttpRequest& request;
  wire::UnknownParameters unknown;
  std::string& action;                        ///< set as soon as it is known, for the log
  std::shared_ptr<ChunkSignatures> chunks{};  ///< what the chunks of the body are signed with
};

/// How one protocol names an operation, wraps answers, and tells errors. What stands inside is the
/// operation's own codec.
struct Door {
  std::string_view protocol;  ///< as the schema names it
  std::string_view contentType;
  std::string_view server;  ///< what AWS puts into the Server header; empty for none
  /// Adds the lines that all answers of the protocol have.
  void (*addHead)(HeaderList& headers, std::string_view requestId);
  /// Throws ApiError in the order in which the protocol refuses.
  std::unique_ptr<wire::Call> (*open)(const Arrival& arrival);
  wire::Answer (*encode)(const wire::ServiceTable& service, const wire::Call& call,
                         std::string_view requestId);
  wire::Answer (*encodeError)(const wire::ServiceTable& service, const ApiError& error,
                              std::string_view requestId);
};

/// The door of a protocol; the one of EC2 for an unknown one.
const Door& doorFor(std::string_view protocol);

/// What the target has before its question mark, and behind it.
std::string_view pathOf(const HttpRequest& request);
std::string_view queryOf(const HttpRequest& request);

/// The lines of EC2, and of the services that are built like it.
void addServiceHead(HeaderList& headers, std::string_view requestId);
/// Those of S3.
void addStorageHead(HeaderList& headers, std::string_view requestId);

// The parts of the doors, by family: query_doors.cpp, json_doors.cpp, storage_door.cpp.
std::unique_ptr<wire::Call> openQuery(const Arrival& arrival);
wire::Answer encodeEc2(const wire::ServiceTable& service, const wire::Call& call,
                       std::string_view requestId);
wire::Answer encodeEc2Error(const wire::ServiceTable& service, const ApiError& error,
                            std::string_view requestId);
wire::Answer encodeQuery(const wire::ServiceTable& service, const wire::Call& call,
                         std::string_view requestId);
wire::Answer encodeQueryError(const wire::ServiceTable& service, const ApiError& error,
                              std::string_view requestId);
std::unique_ptr<wire::Call> openRestJson(const Arrival& arrival);
std::unique_ptr<wire::Call> openJson11(const Arrival& arrival);
wire::Answer encodeJson(const wire::ServiceTable& service, const wire::Call& call,
                        std::string_view requestId);
wire::Answer encodeRestJsonError(const wire::ServiceTable& service, const ApiError& error,
                                 std::string_view requestId);
wire::Answer encodeJson11Error(const wire::ServiceTable& service, const ApiError& error,
                               std::string_view requestId);

std::unique_ptr<wire::Call> openStorage(const Arrival& arrival);
wire::Answer encodeStorage(const wire::ServiceTable& service, const wire::Call& call,
                           std::string_view requestId);
wire::Answer encodeStorageError(const wire::ServiceTable& service, const ApiError& error,
                                std::string_view requestId);

}  // namespace amilocal::gateway
