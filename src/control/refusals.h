#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/text.h"

/// What the control API answers to requests it cannot follow. The codes are ours: AWS has no such
/// interface.
namespace amilocal::control {

/// `; did you mean "clock"?`, or nothing when no candidate is near.
inline std::string suggestion(std::string_view text, std::span<const std::string_view> candidates) {
  const auto near = nearest(text, candidates);
  return near.empty() ? std::string() : "; did you mean \"" + near + "\"?";
}

inline ApiError noSuchPath(std::string_view path, std::span<const std::string_view> paths) {
  return {"NoSuchPath", "There is nothing at " + std::string(path) + suggestion(path, paths), 404};
}
inline ApiError methodNotAllowed(std::string_view method, std::string_view path,
                                 std::string_view allowed) {
  return {"MethodNotAllowed",
          std::string(path) + " takes " + std::string(allowed) + ", not " + std::string(method),
          405};
}
inline ApiError foreignOrigin(std::string_view origin) {
  return {"ForeignOrigin",
          "Pages of " + std::string(origin) + " may not use the control API of this server", 403};
}
inline ApiError foreignHost(std::string_view host) {
  return {"ForeignHost",
          "The control API is not at " + std::string(host) +
              ": it answers to addresses, to names without dots and to the name of --host, or to "
              "whoever brings the token of --control-token",
          403};
}
inline ApiError wrongToken() {
  return {"WrongToken",
          "The control API needs 'Authorization: Bearer TOKEN' with the token of --control-token",
          401};
}
inline ApiError bodyTooLarge(std::size_t limit) {
  return {"BodyTooLarge", "The body has more than " + std::to_string(limit) + " bytes", 413};
}
inline ApiError malformedBody(std::string_view why) {
  return {"MalformedBody", "The body must be a JSON object: " + std::string(why)};
}
inline ApiError malformedQuery(std::string_view text) {
  return {"MalformedQuery", "The query is malformed at \"" + std::string(text) + "\""};
}
inline ApiError unknownKey(std::string_view key, std::span<const std::string_view> known) {
  return {"UnknownKey",
          "The key \"" + std::string(key) + "\" is not known" + suggestion(key, known)};
}
inline ApiError repeatedKey(std::string_view key) {
  return {"RepeatedKey", "The key \"" + std::string(key) + "\" is given twice"};
}
inline ApiError badValue(std::string_view key, std::string_view expected) {
  return {"InvalidValue", "\"" + std::string(key) + "\" must be " + std::string(expected)};
}
inline ApiError contradiction(std::string_view text) {
  return {"Contradiction", std::string(text)};
}
inline ApiError noSuchAccount(std::string_view id) {
  return {"NoSuchAccount", "Nothing is known of the account " + std::string(id), 404};
}
inline ApiError malformedAccount(std::string_view why) {
  return {"InvalidAccount", "This cannot be an account: " + std::string(why)};
}
inline ApiError noSuchTask(std::int64_t id) {
  return {"NoSuchTask", "There is no task " + std::to_string(id) + ": it has ended, or never was",
          404};
}
inline ApiError noSuchCheckpoint(std::string_view name) {
  return {"NoSuchCheckpoint", "There is no checkpoint \"" + std::string(name) + "\"", 404};
}
inline ApiError badCheckpointName(std::string_view name) {
  return {"InvalidName", "\"" + std::string(name) +
                             "\" is no name of a checkpoint: 1 to 64 letters, digits, '.', '_' "
                             "and '-', the first a letter or digit"};
}
inline ApiError noSuchFault(std::int64_t id) {
  return {"NoSuchFault", "There is no fault " + std::to_string(id), 404};
}
inline ApiError faultWithoutEffect() {
  return {"NoEffect", "The fault does nothing: it needs \"error\", \"latency\" or \"taskFailure\""};
}
inline ApiError taskNotEnded(std::int64_t id) {
  return {"TaskNotEnded",
          "Task " + std::to_string(id) +
              " could not be ended; the log says why. It will be tried again",
          500};
}

}  // namespace amilocal::control
