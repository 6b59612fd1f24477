#include "amilocal/core/hash.h"
#include "services/s3/received_body.h"
#include "services/s3/s3_test.h"

namespace amilocal::test {
namespace {

/// The example of "Transferring payload in multiple chunks" (Amazon S3 API Reference): 66,560 bytes
/// of the letter a, in chunks of 64 KiB.
class SignedChunks : public S3Test {
 protected:
  static constexpr const char* kSeed =
      "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
  static constexpr const char* kFirst =
      "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648";
  static constexpr const char* kSecond =
      "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497";
  static constexpr const char* kLast =
      "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9";

  static std::string chunk(const std::string& bytes, const std::string& signature) {
    const std::string size = bytes.empty() ? "0" : bytes.size() == 1024 ? "400" : "10000";
    return size + ";chunk-signature=" + signature + "\r\n" + bytes + (bytes.empty() ? "" : "\r\n");
  }
  static std::string example(char letter = 'a') {
    return chunk(std::string(65536, letter), kFirst) + chunk(std::string(1024, 'a'), kSecond) +
           chunk("", kLast) + "\r\n";
  }

  std::uint64_t received(const std::string& body, Headers headers = {}) {
    headers.emplace_back("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
    const wire::ByteSource content{body.size(),
                                   [&](std::uint64_t offset, char* into, std::size_t room) {
                                     return body.copy(into, room, offset);
                                   }};
    const SigningScope scope{"20130524", "us-east-1", "s3"};
    const SigningKey key("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", scope);
    ChunkSignatures signatures(key, "20130524T000000Z", scope, kSeed);
    const s3::HeaderLookup header = [&](std::string_view name) {
      for (const auto& [each, value] : headers)
        if (each == name) return std::optional(value);
      return std::optional<std::string>();
    };
    return s3::receive({content, header, &signatures}, {}, blobs())->size();
  }
  std::string codeOf(const std::string& body, Headers headers = {}) {
    try {
      received(body, std::move(headers));
    } catch (const ApiError& error) {
      return error.code();
    }
    return "";
  }
};

TEST_F(SignedChunks, AreTakenWhereTheyAreRight) { EXPECT_EQ(received(example()), 66560U); }

TEST_F(SignedChunks, AreRefusedWhereAByteIsAnother) {
  EXPECT_EQ(codeOf(example('b')), "SignatureDoesNotMatch");
}

TEST_F(SignedChunks, AreRefusedWithoutSignatures) {
  EXPECT_EQ(codeOf("400\r\n" + std::string(1024, 'a') + "\r\n0\r\n\r\n"), "SignatureDoesNotMatch");
}

// A body that is cut off between two chunks lacks the last signature.
TEST_F(SignedChunks, AreRefusedWithoutTheLastOne) {
  const auto cut = chunk(std::string(65536, 'a'), kFirst);
  EXPECT_EQ(codeOf(cut), "IncompleteBody");
  EXPECT_EQ(codeOf(cut + chunk("", kLast) + "\r\n"), "SignatureDoesNotMatch");
}

// The headers behind the chunks are signed by themselves.
TEST_F(SignedChunks, AreFollowedBySignedHeaders) {
  const auto chunks = chunk(std::string(65536, 'a'), kFirst) +
                      chunk(std::string(1024, 'a'), kSecond) + chunk("", kLast);
  const auto sha = encodeBase64([] {
    const auto bytes = sha256(std::string(66560, 'a'));
    return std::string(bytes.begin(), bytes.end());
  }());
  const std::string line = "x-amz-checksum-sha256:" + sha;
  const SigningScope scope{"20130524", "us-east-1", "s3"};
  const SigningKey key("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", scope);
  const auto signature = key.sign("AWS4-HMAC-SHA256-TRAILER\n20130524T000000Z\n" + scope.text() +
                                  "\n" + kLast + "\n" + sha256Hex(line + "\n"));
  const Headers trailer{{"x-amz-trailer", "x-amz-checksum-sha256"}};
  const auto body = [&](const std::string& signedBy) {
    return chunks + line + "\r\nx-amz-trailer-signature:" + signedBy + "\r\n\r\n";
  };
  EXPECT_EQ(codeOf(body(signature), trailer), "");
  EXPECT_EQ(codeOf(body(std::string(64, '0')), trailer), "SignatureDoesNotMatch");
}

}  // namespace
}  // namespace amilocal::test
