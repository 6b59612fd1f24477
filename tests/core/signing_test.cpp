#include "amilocal/core/signing.h"

#include <gtest/gtest.h>

#include "amilocal/core/hash.h"

namespace amilocal {
namespace {

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const SigningScope kScope{"20130524", "us-east-1", "s3"};
const std::string kTime = "20130524T000000Z";
const std::string kSeed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";

// The example of "Transferring payload in multiple chunks" (Amazon S3 API Reference): 66,560 bytes
// of the letter a, in chunks of 64 KiB.
TEST(Signing, FollowsTheChunksOfTheReferencesExample) {
  ChunkSignatures chunks(SigningKey(kSecret, kScope), kTime, kScope, kSeed);
  EXPECT_TRUE(chunks.accepts("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                             sha256Hex(std::string(65536, 'a'))));
  EXPECT_TRUE(chunks.accepts("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                             sha256Hex(std::string(1024, 'a'))));
  EXPECT_TRUE(chunks.accepts("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
                             sha256Hex("")));
}

TEST(Signing, RefusesAChunkInAnothersPlace) {
  ChunkSignatures chunks(SigningKey(kSecret, kScope), kTime, kScope, kSeed);
  EXPECT_FALSE(chunks.accepts("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                              sha256Hex(std::string(1024, 'a'))));
  EXPECT_FALSE(chunks.accepts("", sha256Hex("")));
}

TEST(Signing, ComparesWholeSecrets) {
  EXPECT_TRUE(isSameSecret("abc", "abc"));
  EXPECT_FALSE(isSameSecret("abd", "abc"));
  EXPECT_FALSE(isSameSecret("ab", "abc"));
  EXPECT_TRUE(isSameSecret("", ""));
}

}  // namespace
}  // namespace amilocal
