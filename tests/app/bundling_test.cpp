#include "app/bundle/bundling.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>

#include "amilocal/core/digest.h"
#include "amilocal/core/rsa.h"
#include "amilocal/core/text.h"
#include "app/bundle/files.h"
#include "app/bundle/keys.h"
#include "app/bundle/tar.h"
#include "app/serve_options.h"
#include "support/temporary_directory.h"
#include "support/test_keys.h"

namespace amilocal::bundle {
namespace {

using test::TemporaryDirectory;

/// Bytes that cannot be compressed.
std::string noise(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint64_t chance = 1;
  for (auto& byte : bytes) {
    chance = chance * 6364136223846793005ULL + 1442695040888963407ULL;
    byte = static_cast<char>(chance >> 56);
  }
  return bytes;
}

class Bundling : public ::testing::Test {
 protected:
  Bundling() {
    directory_.file("cert.pem", test::kCertificate);
    directory_.file("key.pem", test::kPrivateKey);
    directory_.file("other-cert.pem", test::kOtherCertificate);
    directory_.file("other-key.pem", test::kOtherPrivateKey);
    for (const auto* name : {"bundle", "out"})
      std::filesystem::create_directory(directory_.path(name));
  }

  BundleWish wish() {
    return {.image = directory_.path("image"),
            .certificate = directory_.path("cert.pem"),
            .privateKey = directory_.path("key.pem"),
            .user = "1111-1111-1111",
            .destination = directory_.path("bundle"),
            .ec2Certificate = directory_.path("other-cert.pem"),
            .architecture = "x86_64"};
  }
  void bundle(const std::string& content, BundleWish how) {
    directory_.file("image", content);
    bundleImage(how, out_);
  }
  void bundle(const std::string& content) { bundle(content, wish()); }

  wire::BundleManifest manifest() {
    return readManifestFile(directory_.path("bundle/image.manifest.xml"));
  }
  std::string unbundled(const std::string& key = "key.pem") {
    unbundle({.manifest = directory_.path("bundle/image.manifest.xml"),
              .privateKey = directory_.path(key),
              .source = directory_.path("bundle"),
              .destination = directory_.path("out")},
             out_);
    return directory_.read("out/image");
  }
  /// Nothing of the image is left when it cannot be had whole.
  std::string reasonAgainstUnbundling(const std::string& key = "key.pem") {
    try {
      unbundled(key);
    } catch (const std::runtime_error& error) {
      EXPECT_TRUE(std::filesystem::is_empty(directory_.path("out")));
      return error.what();
    }
    ADD_FAILURE() << "it was unbundled";
    return {};
  }
  template <class Change>
  void change(const Change& how) {
    auto manifest = this->manifest();
    how(manifest);
    directory_.file("bundle/image.manifest.xml", wire::bundleManifestXml(manifest));
  }
  std::string usageError(const BundleWish& how) {
    try {
      bundle("x", how);
    } catch (const UsageError& error) {
      return error.what();
    }
    ADD_FAILURE() << "it was bundled";
    return {};
  }

  TemporaryDirectory directory_;
  std::ostringstream out_;
};

TEST_F(Bundling, ComesBackAsItWas) {
  const auto content = noise(100'000) + std::string(100'000, '\0') + "end";
  bundle(content);
  EXPECT_EQ(unbundled(), content);
}

TEST_F(Bundling, SaysAllInTheManifest) {
  auto how = wish();
  how.kernel = "aki-919dcaf8";
  how.ramdisk = "ari-12345678";
  how.productCodes = "A,B";
  how.mappings = "ami=sda1,ephemeral0=sdb";
  bundle("content", how);
  const auto made = manifest();
  EXPECT_EQ(made.name, "image");
  EXPECT_EQ(made.user, "111111111111");
  EXPECT_EQ(made.architecture, "x86_64");
  EXPECT_EQ(made.kernelId, "aki-919dcaf8");
  EXPECT_EQ(made.ramdiskId, "ari-12345678");
  EXPECT_EQ(made.productCodes, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(made.mappings.size(), 2u);
  EXPECT_EQ(made.size, 7u);
  ASSERT_EQ(made.parts.size(), 1u);
  EXPECT_EQ(made.parts[0].filename, "image.part.0");
  const auto part = directory_.read("bundle/image.part.0");
  EXPECT_EQ(made.bundledSize, part.size());
  EXPECT_EQ(made.parts[0].sha1, encodeHex(digestOf(DigestKind::sha1, part)));
  EXPECT_EQ(out_.str(),
            "Bundling image file...\nCreated image.part.0\nCreated image.manifest.xml\n");
}

TEST_F(Bundling, SignsTheManifest) {
  bundle("content");
  const auto xml = directory_.read("bundle/image.manifest.xml");
  EXPECT_TRUE(RsaPublicKey::ofCertificate(test::kCertificate)
                  .hasSigned(wire::signedPartOf(xml), *decodeHex(manifest().signature)));
}

// The key is there twice: for the user, and for EC2. What RSA encrypts are hexadecimal digits.
TEST_F(Bundling, EncryptsForTheUserAndForEc2) {
  bundle("content");
  const auto made = manifest();
  const auto user = RsaPrivateKey::ofPem(test::kPrivateKey);
  const auto ec2 = RsaPrivateKey::ofPem(test::kOtherPrivateKey);
  EXPECT_EQ(user.decrypt(*decodeHex(made.forUser.key))->size(), 32u);
  EXPECT_EQ(unwrap(made.forUser.key, user), unwrap(made.forEc2.key, ec2));
  EXPECT_EQ(unwrap(made.forUser.iv, user), unwrap(made.forEc2.iv, ec2));
  EXPECT_THROW(unwrap(made.forUser.key, ec2), std::runtime_error);
}

// Parts of 10 MB (EC2 User Guide, "Amazon EC2 AMI tools", ec2-bundle-image).
TEST_F(Bundling, SplitsWhatIsLong) {
  const auto content = noise(21 << 20);
  bundle(content);
  ASSERT_EQ(manifest().parts.size(), 3u);
  EXPECT_EQ(directory_.read("bundle/image.part.1").size(), 10u << 20);
  EXPECT_EQ(unbundled(), content);
}

TEST_F(Bundling, KeepsHoles) {
  const auto path = directory_.file("image", "begin");
  std::filesystem::resize_file(path, 1ULL << 30);
  auto how = wish();
  how.prefix = "sparse";
  bundleImage(how, out_);
  unbundle({.manifest = directory_.path("bundle/sparse.manifest.xml"),
            .privateKey = directory_.path("key.pem"),
            .source = directory_.path("bundle"),
            .destination = directory_.path("out")},
           out_);
  const File image(directory_.path("out/sparse"), File::Use::read);
  EXPECT_EQ(image.size(), 1ULL << 30);
  EXPECT_LT(std::filesystem::file_size(directory_.path("bundle/sparse.part.0")), 1u << 22);
  std::string begin(6, 'x');
  image.readAt(0, begin.data(), begin.size());
  EXPECT_EQ(begin, std::string("begin\0", 6));
}

TEST_F(Bundling, NamesTheFilesByThePrefix) {
  auto how = wish();
  how.prefix = "other";
  bundle("content", how);
  EXPECT_TRUE(std::filesystem::exists(directory_.path("bundle/other.manifest.xml")));
  EXPECT_TRUE(std::filesystem::exists(directory_.path("bundle/other.part.0")));
}

TEST_F(Bundling, HasACertificateOfItsOwnForEc2) {
  auto how = wish();
  how.ec2Certificate.clear();
  bundle("content", how);
  EXPECT_EQ(manifest().forEc2.key.size(), 512u);
  EXPECT_EQ(unbundled(), "content");
}

TEST_F(Bundling, ChecksTheSize) {
  EXPECT_THROW(bundle(""), std::runtime_error);
  auto how = wish();
  how.checksSize = false;
  bundle("", how);
  EXPECT_EQ(unbundled(), "");
  std::filesystem::resize_file(directory_.path("image"), (10ULL << 30) + 1);
  EXPECT_THROW(bundleImage(wish(), out_), std::runtime_error);
}

TEST_F(Bundling, SaysWhichOptionIsWrong) {
  auto how = wish();
  how.user = "AKIDEXAMPLE";
  EXPECT_EQ(usageError(how),
            "--user: 'AKIDEXAMPLE' is no account, which has 12 digits; an access "
            "key is none");
  how = wish();
  how.architecture = "sparc";
  EXPECT_EQ(usageError(how), "--arch: sparc is none of i386, x86_64, arm64");
  how = wish();
  how.mappings = "ami";
  EXPECT_EQ(usageError(how),
            "--block-device-mapping: 'ami' is not like "
            "ami=sda1,root=/dev/sda1,ephemeral0=sdb");
  how = wish();
  how.prefix = "a/b";
  EXPECT_EQ(usageError(how), "--prefix: 'a/b' is no beginning of a file's name");
  how = wish();
  how.destination = directory_.path("nowhere");
  EXPECT_EQ(usageError(how), "--destination: there is no directory " + how.destination);
}

TEST_F(Bundling, NeedsAPairOfKeyAndCertificate) {
  auto how = wish();
  how.privateKey = directory_.path("other-key.pem");
  EXPECT_THROW(bundle("x", how), std::runtime_error);
  how.privateKey = directory_.path("cert.pem");
  EXPECT_THROW(bundle("x", how), std::runtime_error);
  how.privateKey = directory_.path("nothing.pem");
  EXPECT_THROW(bundle("x", how), std::runtime_error);
  EXPECT_TRUE(std::filesystem::is_empty(directory_.path("bundle")));
}

// ---- Hostile and damaged bundles ---------------------------------------------------------------

TEST_F(Bundling, IsNotOpenedByTheKeyOfAnother) {
  bundle("content");
  EXPECT_EQ(reasonAgainstUnbundling("other-key.pem"),
            "the bundle was made for another private key");
}

TEST_F(Bundling, IsNotOpenedWithoutAllItsParts) {
  bundle(noise(11 << 20));
  std::filesystem::remove(directory_.path("bundle/image.part.1"));
  EXPECT_NE(reasonAgainstUnbundling().find("image.part.1: No such file"), std::string::npos);
}

TEST_F(Bundling, IsNotOpenedWhenAPartIsDamaged) {
  bundle(noise(1 << 20));
  auto part = directory_.read("bundle/image.part.0");
  part[part.size() / 2] = static_cast<char>(~part[part.size() / 2]);
  directory_.file("bundle/image.part.0", part);
  const auto reason = reasonAgainstUnbundling();
  EXPECT_TRUE(reason.starts_with("the part image.part.0 is damaged") ||
              reason.starts_with("what is in the parts cannot be read"))
      << reason;
}

// A part whose digest is right and whose bytes are not those of a bundle.
TEST_F(Bundling, IsNotOpenedWhenAPartIsSomethingElse) {
  bundle("content");
  for (const auto& part : {std::string(), std::string("x"), noise(4096), std::string(4096, '\0')}) {
    directory_.file("bundle/image.part.0", part);
    change([&](auto& it) { it.parts[0].sha1 = encodeHex(digestOf(DigestKind::sha1, part)); });
    const auto reason = reasonAgainstUnbundling();
    EXPECT_TRUE(reason.starts_with("the parts cannot be decrypted") ||
                reason.starts_with("what is in the parts cannot be read"))
        << reason;
  }
}

TEST_F(Bundling, IsNotOpenedWhenTheManifestContradictsThePart) {
  bundle("content");
  const auto good = manifest();
  change([](auto& it) { it.size = 8; });
  EXPECT_EQ(reasonAgainstUnbundling(),
            "the tar in the parts cannot be read: its file has 7 bytes, "
            "and the manifest says 8");
  change([&](auto& it) { it = good, it.name = "other"; });
  EXPECT_EQ(reasonAgainstUnbundling(),
            "the tar in the parts cannot be read: its file is called "
            "'image', and the manifest says 'other'");
  change([&](auto& it) { it = good, it.sha1 = std::string(40, '0'); });
  EXPECT_NE(reasonAgainstUnbundling().find("and the manifest says 0000"), std::string::npos);
  change([&](auto& it) { it = good, it.forUser.key = "00"; });
  EXPECT_EQ(reasonAgainstUnbundling(), "the bundle was made for another private key");
}

TEST_F(Bundling, IsNotOpenedWithoutAManifest) {
  EXPECT_THROW(unbundled(), std::runtime_error);
  directory_.file("bundle/image.manifest.xml", "<manifest/>");
  EXPECT_NE(reasonAgainstUnbundling().find("cannot be used: it has no element version"),
            std::string::npos);
}

// ---- Migration ---------------------------------------------------------------------------------

class Migration : public Bundling {
 protected:
  Migration() {
    auto how = wish();
    how.kernel = "aki-919dcaf8";
    bundle("content", how);
  }
  MigrationWish wishFor(const std::string& region) {
    return {.manifest = directory_.path("bundle/image.manifest.xml"),
            .certificate = directory_.path("cert.pem"),
            .privateKey = directory_.path("key.pem"),
            .region = region};
  }
  void expectFailure(const MigrationWish& how, std::string_view reason) {
    const auto before = directory_.read("bundle/image.manifest.xml");
    try {
      migrateManifest(how, out_);
      ADD_FAILURE() << "it was migrated";
    } catch (const std::runtime_error& error) {
      EXPECT_NE(std::string_view(error.what()).find(reason), std::string_view::npos)
          << error.what();
    }
    EXPECT_EQ(directory_.read("bundle/image.manifest.xml"), before);
  }
};

TEST_F(Migration, TakesTheKernelOfTheRegion) {
  const auto before = directory_.read("bundle/image.manifest.xml");
  migrateManifest(wishFor("eu-west-1"), out_);
  EXPECT_EQ(manifest().kernelId, "aki-52a34525");
  EXPECT_EQ(directory_.read("bundle/image.manifest.xml.bak"), before);
  EXPECT_EQ(unbundled(), "content");
  const auto xml = directory_.read("bundle/image.manifest.xml");
  EXPECT_TRUE(RsaPublicKey::ofCertificate(test::kCertificate)
                  .hasSigned(wire::signedPartOf(xml), *decodeHex(manifest().signature)));
}

TEST_F(Migration, TakesWhatIsGiven) {
  auto how = wishFor("eu-west-1");
  how.kernel = "aki-00000001";
  how.ramdisk = "ari-00000001";
  migrateManifest(how, out_);
  EXPECT_EQ(manifest().kernelId, "aki-00000001");
  EXPECT_EQ(manifest().ramdiskId, "ari-00000001");
}

TEST_F(Migration, WithoutMappingRemovesWhatIsNotGiven) {
  auto how = wishFor("");
  how.maps = false;
  migrateManifest(how, out_);
  EXPECT_FALSE(manifest().kernelId);
  EXPECT_NE(out_.str().find("neither a kernel nor a RAM disk"), std::string::npos);
}

TEST_F(Migration, EncryptsForAnotherCertificateOfEc2) {
  auto how = wishFor("eu-west-1");
  how.ec2Certificate = directory_.path("cert.pem");
  migrateManifest(how, out_);
  const auto key = RsaPrivateKey::ofPem(test::kPrivateKey);
  EXPECT_EQ(unwrap(manifest().forEc2.key, key), unwrap(manifest().forUser.key, key));
}

TEST_F(Migration, LeavesTheManifestWhenItFails) {
  expectFailure(wishFor(""), "--region is needed");
  expectFailure(wishFor("mars-north-1"), "no kernel of mars-north-1 is known");
  auto how = wishFor("eu-west-1");
  how.certificate = directory_.path("other-cert.pem");
  expectFailure(how, "was not signed by the owner of the certificate");
  directory_.file("bundle/image.manifest.xml.bak", "");
  expectFailure(wishFor("eu-west-1"), "is there already");
}

}  // namespace
}  // namespace amilocal::bundle
