// The body of an upload to S3 in the chunks of `aws-chunked`, unsigned and signed.
#include <cstring>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/core/api_error.h"
#include "fuzz_target.h"
#include "services/s3/received_body.h"

namespace amilocal::fuzz {

void run(std::string_view input) {
  static const DataDirectory directory = DataDirectory::ephemeral();
  static BlobStore blobs(directory.path(), 1U << 30U, Durability::ephemeral);
  const wire::ByteSource content{
      input.size(), [input](std::uint64_t offset, char* into, std::size_t room) {
        const auto part = input.substr(static_cast<std::size_t>(offset), room);
        std::memcpy(into, part.data(), part.size());
        return part.size();
      }};
  const s3::HeaderLookup header = [](std::string_view name) -> std::optional<std::string> {
    if (name == "content-encoding") return "aws-chunked";
    if (name == "x-amz-content-sha256") return "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    if (name == "x-amz-trailer") return "x-amz-checksum-crc32";
    if (name == "x-amz-decoded-content-length") return "5";
    return std::nullopt;
  };
  const SigningScope scope{"20261121", "us-east-1", "s3"};
  ChunkSignatures signatures(SigningKey("secret", scope), "20261121T000000Z", scope, "0");
  for (auto* asked : {static_cast<ChunkSignatures*>(nullptr), &signatures}) {
    try {
      s3::receive({content, header, asked}, std::nullopt, blobs);
      if (asked != nullptr) trap();  // nobody guesses a signature
    } catch (const ApiError&) {
      // A refusal is an answer.
    }
  }
}

}  // namespace amilocal::fuzz
