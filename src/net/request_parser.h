#pragma once

#include <algorithm>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "amilocal/core/text.h"
#include "amilocal/net/body_file.h"
#include "amilocal/net/http_server.h"
#include "net/refusal.h"

namespace amilocal {

/// Reads one request from a connection's buffer straight into an HttpRequest: Beast's state machine
/// with our storage and a stricter mind. A request whose end two readers could see in two places is
/// refused (RFC 9112, 11.2: request smuggling). Both outlive the parser.
class RequestParser final : private boost::beast::http::basic_parser<true> {
 public:
  enum class Progress { needMore, done, refused };
  using Buffer = boost::beast::flat_buffer;

  RequestParser(HttpRequest& request, const ServerLimits& limits, const BodySpool& spool)
      : request_(request), limits_(limits), spool_(spool), maxBody_(limits.maxBodyBytes) {
    // Beast counts the request line and the fields apart, so the sum is checked here as well.
    header_limit(static_cast<std::uint32_t>(limits.maxHeaderBytes));
    // The limit of a body depends on its header, which Beast's would have to precede.
    body_limit(boost::none);
  }

  /// Takes the request line and the header lines, and no byte of the body.
  Progress parseHeader(Buffer& buffer) {
    Error error;
    const auto bytes = buffer.data();
    const auto used = put(bytes, error);
    const std::string_view taken(static_cast<const char*>(bytes.data()), used);
    if (holdsFold(taken)) return refuse(400, "A header line is folded");
    buffer.consume(used);
    headerBytes_ += used;
    const bool unfinished = error == boost::beast::http::error::need_more;
    if (headerBytes_ + (unfinished ? buffer.size() : 0) > limits_.maxHeaderBytes) {
      return refuseHeaderSize();
    }
    if (unfinished) return Progress::needMore;
    if (error) return refuse(error);
    return checkHeader();
  }

  /// Takes what the buffer holds of the body, after the header is done.
  Progress parseBody(Buffer& buffer) {
    eager(true);
    try {
      return takeBody(buffer);
    } catch (const std::exception& error) {
      return refuse(500, error.what());  // the disk is full, or worse
    }
  }

  bool hasWholeRequest() const { return is_done(); }
  bool isKeptAlive() const { return keep_alive(); }
  bool isHttp10() const { return http10_; }
  /// Does the client wait for a word before it sends the body? (RFC 9110, 10.1.1)
  bool expectsContinue() const { return expectsContinue_; }
  const Refusal& refusal() const { return refusal_; }

 private:
  friend boost::beast::http::basic_parser<true>;
  using Error = boost::beast::error_code;
  using Text = boost::beast::string_view;
  using FieldName = boost::beast::http::field;

  static constexpr std::size_t kUsualFields = 16;
  static constexpr std::size_t kUsualHeaderBytes = 1024;
  // The most set aside on a client's mere word about the size of its body.
  static constexpr std::uint64_t kMaxTrustedBytes = 1024 * 1024;

  Progress takeBody(Buffer& buffer) {
    while (!is_done()) {
      Error error;
      buffer.consume(put(buffer.data(), error));
      if (error == boost::beast::http::error::need_more || (!error && buffer.size() == 0)) {
        if (is_done()) break;
        // Only an endless chunk header or trailer is left lying in the buffer.
        if (buffer.size() > limits_.maxHeaderBytes) return refuseHeaderSize();
        return Progress::needMore;
      }
      if (error) return refuse(error);
    }
    return Progress::done;
  }

  static std::string_view view(Text text) { return {text.data(), text.size()}; }

  // A line that begins with white space continues the one before: obsolete, and read differently
  // by different readers (RFC 9112, 5.2).
  static bool holdsFold(std::string_view header) {
    for (auto at = header.find('\n'); at != std::string_view::npos && at + 1 < header.size();
         at = header.find('\n', at + 1)) {
      if (header[at + 1] == ' ' || header[at + 1] == '\t') return true;
    }
    return false;
  }

  Progress refuse(int status, std::string message) {
    refusal_ = {status, codeOf(status), std::move(message)};
    return Progress::refused;
  }

  Progress refuseHeaderSize() {
    return refuse(431, "The header of the request is larger than " +
                           std::to_string(limits_.maxHeaderBytes) + " bytes");
  }

  Progress refuseBodySize() {
    if (auto answer = spool_.refusalOf ? spool_.refusalOf(request_) : std::nullopt) {
      refusal_ = {answer->status, codeOf(answer->status), "not allowed", std::move(answer)};
      return Progress::refused;
    }
    return refuse(413,
                  "The body of the request is larger than " + std::to_string(maxBody_) + " bytes");
  }

  Progress refuse(const Error& problem) {
    using boost::beast::http::error;
    if (problem == error::header_limit) return refuseHeaderSize();
    if (problem == error::body_limit) return refuseBodySize();
    return refuse(400, "The request is not well-formed HTTP: " + problem.message());
  }

  Progress checkHeader() {
    // RFC 9112, 3.2: exactly one Host, which HTTP/1.0 did not know.
    if (hosts_ > 1 || (hosts_ == 0 && !http10_)) {
      return refuse(400, "The request must have one Host header");
    }
    // Beast passes over codings it does not know, and would take the body for the next request.
    if (badCoding_) return refuse(400, "The only Transfer-Encoding served is chunked, once");
    if (badExpectation_) return refuse(417, "The only expectation served is 100-continue");
    if (!checkTarget()) return refuse(400, "The request target is not a path");
    return checkLength();
  }

  Progress checkLength() {
    const auto limit = !is_done() && spool_.limitOf ? spool_.limitOf(request_) : 0;
    spools_ = limit > 0;
    if (spools_) maxBody_ = limit;
    const auto length = content_length();
    return length && *length > maxBody_ ? refuseBodySize() : Progress::done;
  }

  // A client that takes us for a proxy sends the absolute form, which every server must know
  // (RFC 9112, 3.2.2). The handler sees the path in every case.
  bool checkTarget() {
    auto& target = request_.target;
    const std::string_view start = std::string_view(target).substr(0, target.find("://") + 3);
    if (equalsIgnoringCase(start, "http://") || equalsIgnoringCase(start, "https://")) {
      target.erase(0, target.find_first_of("/?", start.size()));
      if (target.empty() || target[0] == '?') target.insert(0, "/");
    }
    return target[0] == '/' || (target == "*" && request_.method == "OPTIONS");
  }

  void on_request_impl(boost::beast::http::verb, Text method, Text target, int version,
                       Error&) override {
    // Not before: a request waits for its first byte as long as its client is idle.
    request_.headers.reserve(kUsualFields, kUsualHeaderBytes);
    request_.method = view(method);
    request_.target = view(target);
    http10_ = version < 11;
  }

  void on_response_impl(int, Text, int, Error&) override {}

  void on_field_impl(FieldName id, Text name, Text value, Error&) override {
    if (headerDone_) return;  // a trailer must not pass for a header (RFC 9110, 6.5.1)
    if (id == FieldName::host) ++hosts_;
    if (id == FieldName::transfer_encoding) {
      badCoding_ =
          badCoding_ || http10_ || hasCoding_ || !equalsIgnoringCase(view(value), "chunked");
      hasCoding_ = true;
    }
    if (id == FieldName::expect && !http10_) {
      expectsContinue_ = equalsIgnoringCase(view(value), "100-continue");
      badExpectation_ = !expectsContinue_;
    }
    request_.headers.add(view(name), view(value));
  }

  void on_header_impl(Error&) override { headerDone_ = true; }

  void on_body_init_impl(const boost::optional<std::uint64_t>& size, Error&) override {
    if (!size || (spools_ && *size > spool_.threshold)) return;
    request_.body.reserve(static_cast<std::size_t>(std::min(*size, kMaxTrustedBytes)));
  }

  std::size_t on_body_impl(Text bytes, Error&) override {
    bodyBytes_ += bytes.size();
    if (spools_ && !file_ && bodyBytes_ > spool_.threshold) openFile();
    if (file_) {
      file_->append(view(bytes));
    } else {
      request_.body.append(bytes.data(), bytes.size());
    }
    return bytes.size();
  }

  void openFile() {
    file_ = std::make_shared<BodyFile>(spool_.directory);
    file_->append(request_.body);
    request_.body = {};
    request_.bodyFile = file_;
  }

  void on_chunk_header_impl(std::uint64_t size, Text, Error& error) override {
    if (size > maxBody_ - bodyBytes_) error = boost::beast::http::error::body_limit;
  }

  std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, Error& error) override {
    return on_body_impl(bytes, error);
  }

  void on_finish_impl(Error&) override {}

  HttpRequest& request_;
  const ServerLimits& limits_;
  const BodySpool& spool_;
  Refusal refusal_;
  std::shared_ptr<BodyFile> file_;
  std::uint64_t maxBody_;
  std::uint64_t bodyBytes_ = 0;
  std::size_t headerBytes_ = 0;
  int hosts_ = 0;
  bool http10_ = false;
  bool spools_ = false;
  bool headerDone_ = false;
  bool hasCoding_ = false;
  bool badCoding_ = false;
  bool expectsContinue_ = false;
  bool badExpectation_ = false;
};

}  // namespace amilocal
