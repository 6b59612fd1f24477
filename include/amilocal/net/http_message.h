#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/net/body_file.h"
#include "amilocal/net/content.h"

namespace amilocal {

/// One header line. Both views point into the HeaderList and last until it changes.
struct HeaderField {
  std::string_view name;
  std::string_view value;
};

/// The header lines of a message, in order, as they were written. Names compare without regard to
/// case (RFC 9110, 5.1). All text lies in one block, so that a request of a dozen lines costs two
/// allocations and a look-up none.
class HeaderList {
 public:
  class Iterator {
   public:
    Iterator(const HeaderList& list, std::size_t index) : list_(&list), index_(index) {}
    HeaderField operator*() const { return (*list_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const HeaderList* list_;
    std::size_t index_;
  };

  HeaderList() = default;
  HeaderList(std::initializer_list<HeaderField> fields);

  /// Adds a line at the end, also when the name is there already.
  void add(std::string_view name, std::string_view value);
  /// The value of the first line of that name.
  std::optional<std::string_view> find(std::string_view name) const;
  bool contains(std::string_view name) const { return find(name).has_value(); }

  HeaderField operator[](std::size_t index) const;
  std::size_t size() const { return spans_.size(); }
  bool empty() const { return spans_.empty(); }
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }
  /// Makes room for `fields` lines of together `bytes` characters.
  void reserve(std::size_t fields, std::size_t bytes);

 private:
  // The value follows the name in `text_`.
  struct Span {
    std::uint32_t offset;
    std::uint32_t nameSize;
    std::uint32_t valueSize;
  };

  std::string text_;
  std::vector<Span> spans_;
};

/// A whole request, whichever version of HTTP/1 carried it.
struct HttpRequest {
  std::string method{};  ///< as sent: "POST"
  std::string target{};  ///< path and query as sent: "/?Action=DescribeImages"
  HeaderList headers{};  ///< without trailers, which are read and dropped
  std::string body{};    ///< with chunks joined; a Content-Encoding is not undone
  std::string peer{};    ///< IP address of the client, without port
  bool tls = false;      ///< came by HTTPS
  /// Holds the body in place of `body` when that is long and the owner of the server wants it so
  /// (BodySpool).
  std::shared_ptr<const BodyFile> bodyFile{};
};

/// An answer. Date (unless given), Content-Length and Connection are the server's to write. Of
/// these given by the handler, `Connection: close` is obeyed, and Content-Length is kept for an
/// answer to HEAD without a body, which tells the size of what GET would give.
struct HttpResponse {
  int status = 200;
  HeaderList headers{};
  std::string body{};
  /// Sent after `body` when set, without a copy: for big bodies kept in a cache.
  std::shared_ptr<const std::string> sharedBody{};
  /// Sent in place of both when set, piece by piece.
  std::shared_ptr<const ContentSource> source{};
  /// Sent in place of all when set, as it is written (openStream).
  std::shared_ptr<StreamContent> stream{};

  std::size_t bodySize() const { return body.size() + (sharedBody ? sharedBody->size() : 0); }
};

/// Gives the answer to one request. May be called once, from any thread, at once or later; further
/// calls do nothing, nor does a call after the client or the server has gone. A Respond destroyed
/// with all its copies before it was called answers 500. Called on the thread that called the
/// handler, it costs no change of thread.
using Respond = std::function<void(HttpResponse)>;

}  // namespace amilocal
