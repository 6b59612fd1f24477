#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace amilocal {
class BlobStore;       // catalog/blob_store.h
class RequestContext;  // engine/request_context.h
}  // namespace amilocal

namespace amilocal::wire {

class QueryTree;
struct RestRequest;
enum class UnknownParameters;

/// May an operation change anything? `read` runs on the I/O thread, `write` on the engine's.
enum class Access { read, write };

struct Operation;

/// What a door hands to an operation's decoder.
struct CallInput {
  const QueryTree* form = nullptr;  ///< the query protocols' parameters
  UnknownParameters unknown{};
  const RestRequest* rest = nullptr;  ///< what the JSON protocols read from
};

/// Bytes that are read piece by piece, since nobody wants them in memory: the body of an object.
struct ByteSource {
  std::uint64_t size = 0;
  /// Gives up to `room` bytes from `offset` on.
  std::function<std::size_t(std::uint64_t offset, char* into, std::size_t room)> readAt{};
};

/// What a call answers with, envelope apart.
struct Answer {
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};  ///< members that stand in the head
  bool isPayload = false;              ///< the body is a member's bytes, not text of the protocol
  int status = 0;                      ///< 0: the operation's own
  std::optional<ByteSource> source{};  ///< in place of the body
};

/// One decoded request on its way through the engine.
class Call {
 public:
  virtual ~Call() = default;
  virtual const Operation& operation() const = 0;
  virtual bool isDryRun() const = 0;

  /// The client token, for operations that have one; empty when the client sent none.
  virtual std::string_view clientToken() const = 0;

  /// A digest of the request without its token: a repeated token must come with the same one.
  virtual std::string digest() const = 0;

  /// Takes what is too long for a transaction: runs on the thread that brought the request, while
  /// its body is there, before the handler does. Throws ApiError.
  virtual void prepare(BlobStore&) {}

  /// Runs the handler. Throws ApiError.
  virtual void execute(RequestContext& context) = 0;

  /// Appends the answer's members in the protocol of the service (no envelope).
  virtual void encode(Answer& answer) const = 0;

  /// The answer as JSON, and back: what is kept for a client token.
  virtual std::string saveAnswer() const = 0;
  virtual void restoreAnswer(std::string_view json) = 0;

  /// What is asked for, as the handler will read it: a JSON object of the decoded members under the
  /// model's names, however the client spelt them. Who judges a request must judge this.
  virtual std::string requestJson() const { return "{}"; }

  /// The request as it was sent, for those who look for an id in it.
  const std::string& text() const { return text_; }
  void keepText(std::string text) { text_ = std::move(text); }

 private:
  std::string text_;
};

/// One row of a service's generated table.
struct Operation {
  std::string_view name;  ///< `CopyImage`
  Access access;
  std::unique_ptr<Call> (*decode)(const Operation&, const CallInput&);
  std::string_view method{};  ///< of the REST protocols: `PATCH`
  std::string_view path{};    ///< `/rules/{identifier}/lock`
  int status = 200;           ///< of an answer
};

/// A service we speak: what the generator writes from schema/api/SERVICE.json.
struct ServiceTable {
  std::string_view name;      ///< the service of the credential scope: `ec2`
  std::string_view protocol;  ///< `ec2-query`, `query`, `rest-json`, `json-1.1`
  std::string_view version;   ///< `2016-11-15`
  std::string_view xmlNamespace;
  std::span<const Operation> operations;          ///< sorted by name
  std::span<const std::string_view> notEmulated;  ///< sorted: what AWS has and we have not
  std::string_view target{};  ///< of json-1.1: what stands before the dot in X-Amz-Target
  /// Of services that name their operations neither by a parameter nor by a path alone: takes the
  /// request apart. Throws ApiError.
  std::unique_ptr<Call> (*open)(const RestRequest&) = nullptr;

  /// Null when we do not have it.
  const Operation* find(std::string_view operation) const;
  bool isKnownToAws(std::string_view operation) const;
};

}  // namespace amilocal::wire
