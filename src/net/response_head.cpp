#include "net/response_head.h"

#include <algorithm>
#include <charconv>

#include "amilocal/core/text.h"

namespace amilocal {
namespace {

struct Reason {
  int status;
  std::string_view phrase;
};

// RFC 9110, chapter 15.
constexpr Reason kReasons[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};
static_assert(std::is_sorted(std::begin(kReasons), std::end(kReasons),
                             [](const Reason& a, const Reason& b) { return a.status < b.status; }));

void appendNumber(std::string& out, std::size_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

// A line break inside of a value, which may echo what a client sent, would let that client write
// headers of its own. RFC 9110, 5.5 has such characters replaced with spaces.
void appendOneLine(std::string& out, std::string_view text) {
  const auto start = static_cast<std::ptrdiff_t>(out.size());
  out.append(text);
  std::replace_if(
      out.begin() + start, out.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; },
      ' ');
}

bool allowsBody(int status) { return status >= 200 && status != 204 && status != 304; }

// Headers which say where the message ends. They must be true, so nobody else writes them.
bool isFraming(std::string_view name) {
  return equalsIgnoringCase(name, "connection") || equalsIgnoringCase(name, "content-length") ||
         equalsIgnoringCase(name, "transfer-encoding") || equalsIgnoringCase(name, "keep-alive");
}

std::uint64_t lengthOf(const HttpResponse& response) {
  return response.source ? response.source->size : response.bodySize();
}

void appendLength(std::string& out, const HttpResponse& response, const AnswerTo& to) {
  if (!allowsBody(response.status)) return;
  if (response.stream) {
    if (!to.http10) out.append("Transfer-Encoding: chunked\r\n");
    return;
  }
  out.append("Content-Length: ");
  const auto claimed = response.headers.find("content-length");
  if (to.head && lengthOf(response) == 0 && claimed) {
    appendOneLine(out, *claimed);
  } else {
    appendNumber(out, lengthOf(response));
  }
  out.append("\r\n");
}

}  // namespace

std::string_view HttpDate::at(std::time_t second) {
  if (second != second_) {
    std::tm parts{};
    gmtime_r(&second, &parts);
    // The C locale's names, which this process never changes.
    size_ = std::strftime(text_.data(), text_.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    second_ = second;
  }
  return {text_.data(), size_};
}

bool asksToClose(const HttpResponse& response) {
  const auto value = response.headers.find("connection");
  return value && equalsIgnoringCase(*value, "close");
}

bool sendsBody(const HttpResponse& response, const AnswerTo& to) {
  return !to.head && allowsBody(response.status) && (response.stream || lengthOf(response) > 0);
}

void appendHead(std::string& out, const HttpResponse& response, const AnswerTo& to) {
  out.append("HTTP/1.1 ");
  appendNumber(out, static_cast<std::size_t>(std::clamp(response.status, 100, 999)));
  out.append(" ").append(reasonOf(response.status)).append("\r\n");
  bool dated = false;
  for (const auto field : response.headers) {
    if (isFraming(field.name)) continue;
    dated = dated || equalsIgnoringCase(field.name, "date");
    appendOneLine(out, field.name);
    out.append(": ");
    appendOneLine(out, field.value);
    out.append("\r\n");
  }
  if (!dated) out.append("Date: ").append(to.date).append("\r\n");
  appendLength(out, response, to);
  if (!to.keepAlive) {
    out.append("Connection: close\r\n");
  } else if (to.http10) {
    out.append("Connection: keep-alive\r\n");
  }
  out.append("\r\n");
}

std::string_view reasonOf(int status) {
  const auto* found =
      std::lower_bound(std::begin(kReasons), std::end(kReasons), status,
                       [](const Reason& reason, int wanted) { return reason.status < wanted; });
  return found != std::end(kReasons) && found->status == status ? found->phrase : "Unknown";
}

}  // namespace amilocal
