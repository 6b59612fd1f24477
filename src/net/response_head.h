#pragma once

#include <array>
#include <ctime>
#include <string>
#include <string_view>

#include "amilocal/net/http_message.h"

namespace amilocal {

/// The value of a Date header (RFC 9110, 5.6.7), made anew once a second. One per thread.
class HttpDate {
 public:
  /// The text for that second of the epoch; lasts until the next call.
  std::string_view at(std::time_t second);

 private:
  std::time_t second_ = -1;
  std::array<char, 40> text_{};
  std::size_t size_ = 0;
};

/// What an answer's head depends on besides the answer.
struct AnswerTo {
  bool head = false;      // the method was HEAD: no body follows
  bool keepAlive = true;  // the connection stays
  bool http10 = false;    // an HTTP/1.0 client, which must be told that the connection stays
  std::string_view date;
};

/// Does the handler want the connection closed?
bool asksToClose(const HttpResponse& response);

/// Is there a body to send after the head? None for HEAD and for the statuses that forbid it. A
/// stream counts as a body even if it will turn out to be empty.
bool sendsBody(const HttpResponse& response, const AnswerTo& to);

/// Appends the status line, the headers and the empty line.
void appendHead(std::string& out, const HttpResponse& response, const AnswerTo& to);

/// The reason phrase of a status; "Unknown" when we know none.
std::string_view reasonOf(int status);

}  // namespace amilocal
