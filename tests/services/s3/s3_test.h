#pragma once

#include <optional>
#include <string>
#include <utility>

#include "amilocal/core/text.h"
#include "amilocal/services/s3.h"
#include "amilocal/wire/rest_request.h"
#include "service_test.h"

namespace amilocal::test {

/// A world with S3 in it, spoken to as the gateway does.
class S3Test : public ServiceTest {
 protected:
  using Headers = wire::NamedTexts;

  /// An answer with its bytes.
  struct Answered {
    int status = 200;
    Headers headers;
    std::string body;

    std::optional<std::string> header(std::string_view name) const {
      for (const auto& [each, value] : headers)
        if (each == name) return value;
      return std::nullopt;
    }
    bool contains(std::string_view text) const { return body.find(text) != std::string::npos; }
    /// The text of the first element of that name.
    std::string element(const std::string& name) const {
      const auto begin = body.find("<" + name + ">");
      if (begin == std::string::npos) return "(none)";
      const auto from = begin + name.size() + 2;
      return body.substr(from, body.find("</" + name + ">", from) - from);
    }
  };

  Answered send(std::string_view method, std::string_view target, Headers headers = {},
                std::string_view body = {}) {
    wire::RestRequest request{.body = body, .method = method, .target = target};
    request.headers = std::move(headers);
    request.content = {body.size(), [body](std::uint64_t offset, char* into, std::size_t room) {
                         return body.copy(into, room, offset);
                       }};
    const auto call = s3::serviceTable().open(request);
    call->prepare(blobs());
    run(*call);
    wire::Answer answer;
    call->encode(answer);
    Answered answered{answer.status == 0 ? 200 : answer.status, answer.headers, answer.body};
    if (answer.source) {
      answered.body.resize(answer.source->size);
      std::size_t done = 0;
      while (done < answered.body.size())
        done +=
            answer.source->readAt(done, answered.body.data() + done, answered.body.size() - done);
    }
    return answered;
  }

  ApiError refusal(std::string_view method, std::string_view target, Headers headers = {},
                   std::string_view body = {}) {
    try {
      send(method, target, std::move(headers), body);
    } catch (const ApiError& error) {
      return error;
    }
    ADD_FAILURE() << "the request went through: " << method << " " << target;
    return {"", "", 0};
  }
  std::string codeOf(std::string_view method, std::string_view target, Headers headers = {},
                     std::string_view body = {}) {
    return refusal(method, target, std::move(headers), body).code();
  }

  void givenBucket(const std::string& name, Headers headers = {}) {
    send("PUT", "/" + name, std::move(headers));
  }
  Answered put(const std::string& target, std::string_view body, Headers headers = {}) {
    return send("PUT", target, std::move(headers), body);
  }
  std::string get(const std::string& target) { return send("GET", target).body; }
};

}  // namespace amilocal::test
