#include "amilocal/wire/bundle_manifest.h"

#include <gtest/gtest.h>

#include <string>

namespace amilocal::wire {
namespace {

// In the form of the Amazon EC2 AMI tools, version 1.5.
constexpr std::string_view kXml =
    "<?xml version='1.0'?><manifest><version>2007-10-10</version>"
    "<bundler><name>ec2-ami-tools</name><version>1.5</version><release>7</release></bundler>"
    "<machine_configuration><architecture>x86_64</architecture>"
    "<block_device_mapping>"
    "<mapping><virtual>ami</virtual><device>sda1</device></mapping>"
    "<mapping><virtual>ephemeral0</virtual><device>sdb</device></mapping>"
    "</block_device_mapping>"
    "<kernel_id>aki-919dcaf8</kernel_id><ramdisk_id>ari-12345678</ramdisk_id>"
    "<product_codes><product_code>ABCD</product_code></product_codes></machine_configuration>"
    "<image><name>image</name><user>111111111111</user><type>machine</type>"
    "<ancestry><ancestor_ami_id>ami-12345678</ancestor_ami_id></ancestry>"
    "<digest algorithm='SHA1'>da39a3ee5e6b4b0d3255bfef95601890afd80709</digest>"
    "<size>1024</size><bundled_size>700</bundled_size>"
    "<ec2_encrypted_key algorithm='AES-128-CBC'>0a</ec2_encrypted_key>"
    "<user_encrypted_key algorithm='AES-128-CBC'>0b</user_encrypted_key>"
    "<ec2_encrypted_iv>0c</ec2_encrypted_iv><user_encrypted_iv>0d</user_encrypted_iv>"
    "<parts count='2'>"
    "<part index='1'><filename>image.part.1</filename>"
    "<digest algorithm='SHA1'>1111111111111111111111111111111111111111</digest></part>"
    "<part index='0'><filename>image.part.0</filename>"
    "<digest algorithm='SHA1'>0000000000000000000000000000000000000000</digest></part>"
    "</parts></image><signature>0e0f</signature></manifest>";

std::string with(std::string_view before, std::string_view after) {
  std::string xml(kXml);
  const auto at = xml.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return xml.replace(at, before.size(), after);
}

std::string reasonAgainst(std::string_view xml) {
  try {
    readBundleManifest(xml);
  } catch (const BadManifest& error) {
    return error.what();
  }
  ADD_FAILURE() << "it was read: " << xml;
  return {};
}

TEST(BundleManifest, IsReadAsTheToolsWriteIt) {
  const auto manifest = readBundleManifest(kXml);
  EXPECT_EQ(manifest.bundler, (BundleManifest::Bundler{"ec2-ami-tools", "1.5", "7"}));
  EXPECT_EQ(manifest.architecture, "x86_64");
  EXPECT_EQ(manifest.mappings,
            (std::vector<BundleMapping>{{"ami", "sda1"}, {"ephemeral0", "sdb"}}));
  EXPECT_EQ(manifest.kernelId, "aki-919dcaf8");
  EXPECT_EQ(manifest.ramdiskId, "ari-12345678");
  EXPECT_EQ(manifest.productCodes, std::vector<std::string>{"ABCD"});
  EXPECT_EQ(manifest.name, "image");
  EXPECT_EQ(manifest.user, "111111111111");
  EXPECT_EQ(manifest.ancestors, std::vector<std::string>{"ami-12345678"});
  EXPECT_EQ(manifest.sha1, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(manifest.size, 1024u);
  EXPECT_EQ(manifest.bundledSize, 700u);
  EXPECT_EQ(manifest.forEc2, (BundleSecret{"0a", "0c"}));
  EXPECT_EQ(manifest.forUser, (BundleSecret{"0b", "0d"}));
  EXPECT_EQ(manifest.parts[0], (BundlePart{"image.part.0", std::string(40, '0')}));
  EXPECT_EQ(manifest.parts[1], (BundlePart{"image.part.1", std::string(40, '1')}));
  EXPECT_EQ(manifest.signature, "0e0f");
}

TEST(BundleManifest, ComesBackAsItWasWritten) {
  auto manifest = readBundleManifest(kXml);
  EXPECT_EQ(readBundleManifest(bundleManifestXml(manifest)), manifest);
  manifest.name = "a <b> & 'c'";
  manifest.kernelId.reset();
  manifest.ramdiskId.reset();
  manifest.mappings.clear();
  manifest.productCodes.clear();
  manifest.ancestors.clear();
  manifest.platform = "windows";
  EXPECT_EQ(readBundleManifest(bundleManifestXml(manifest)), manifest);
}

TEST(BundleManifest, IsSignedFromTheMachineToTheEndOfTheImage) {
  const auto part = signedPartOf(kXml);
  EXPECT_TRUE(part.starts_with("<machine_configuration><architecture>"));
  EXPECT_TRUE(part.ends_with("</parts></image>"));
  EXPECT_NE(part.find("</machine_configuration><image>"), std::string::npos);
  EXPECT_EQ(signedPartOf("no xml"), "");
  auto manifest = readBundleManifest(kXml);
  const auto before = signedPartOf(bundleManifestXml(manifest));
  manifest.signature.clear();
  EXPECT_EQ(signedPartOf(bundleManifestXml(manifest)), before);
}

TEST(BundleManifest, NeedsNoMoreThanItNeeds) {
  EXPECT_TRUE(readBundleManifest(with("<kernel_id>aki-919dcaf8</kernel_id>", "")).kernelId ==
              std::nullopt);
  const auto bare = with(
      "<bundler><name>ec2-ami-tools</name><version>1.5</version><release>7</release></bundler>",
      "");
  EXPECT_EQ(readBundleManifest(bare).bundler, BundleManifest::Bundler{});
}

TEST(BundleManifest, SaysWhatIsMissing) {
  EXPECT_EQ(reasonAgainst(with("<size>1024</size>", "")), "it has no element size");
  EXPECT_EQ(reasonAgainst(with("<size>1024</size>", "<size/>")), "its element size is empty");
  EXPECT_EQ(reasonAgainst(with("<architecture>x86_64</architecture>", "")),
            "it has no element architecture");
  EXPECT_EQ(reasonAgainst(with("<signature>0e0f</signature>", "")), "it has no element signature");
  EXPECT_EQ(reasonAgainst("<manifest/>"), "it has no element version");
  EXPECT_EQ(reasonAgainst("<html/>"), "its root element is not manifest");
}

TEST(BundleManifest, SaysWhatIsNotUnderstood) {
  EXPECT_EQ(reasonAgainst(""), "it is not well-formed XML");
  EXPECT_EQ(reasonAgainst("\x02\x01"
                          "encrypted"),
            "it is not well-formed XML");
  EXPECT_EQ(reasonAgainst(kXml.substr(0, 900)), "it is not well-formed XML");
  EXPECT_EQ(reasonAgainst(with("2007-10-10", "2006-01-01")),
            "it has the version 2006-01-01 of the format, and only 2007-10-10 is known");
  EXPECT_EQ(reasonAgainst(with("AES-128-CBC", "DES")),
            "the algorithm of its element ec2_encrypted_key is DES, not AES-128-CBC");
  EXPECT_EQ(reasonAgainst(with("SHA1", "MD5")),
            "the algorithm of its element digest is MD5, not SHA1");
  EXPECT_EQ(reasonAgainst(with(">0a<", ">xy<")),
            "its element ec2_encrypted_key is not hexadecimal");
  EXPECT_EQ(reasonAgainst(with("da39a3ee", "da39")), "one of its digests is no SHA-1");
}

TEST(BundleManifest, HasPossibleNumbersOnly) {
  for (const auto* size : {"-1", "1e9", "0x10", "99999999999999999999"})
    EXPECT_EQ(reasonAgainst(with(">1024<", ">" + std::string(size) + "<")),
              "its element size is no number")
        << size;
  for (const auto* count : {"0", "-2", "2000000000", "two", ""})
    EXPECT_EQ(reasonAgainst(with("count='2'", "count='" + std::string(count) + "'")),
              "the number of its parts is missing or impossible")
        << count;
  EXPECT_EQ(reasonAgainst(with("count='2'", "count='3'")),
            "it says that there are 3 parts, and lists 2");
  EXPECT_EQ(reasonAgainst(with("index='1'", "index='0'")), "two of its parts have the index 0");
  EXPECT_EQ(reasonAgainst(with("index='1'", "index='2'")),
            "one of its parts has an impossible index");
}

// A name that leads elsewhere would let a manifest read or write files of its reader.
TEST(BundleManifest, HasPlainNamesOnly) {
  for (const auto* name : {"../image.part.1", "/etc/passwd", "..", ".", "a\\b"})
    EXPECT_EQ(reasonAgainst(with("image.part.1", name)),
              "'" + std::string(name) + "' is no name of a part");
  EXPECT_EQ(reasonAgainst(with("<name>image</name>", "<name>../image</name>")),
            "'../image' is no name of an image");
  EXPECT_EQ(reasonAgainst(with("image.part.1", "image.part.0")),
            "two of its parts are called image.part.0");
  EXPECT_EQ(reasonAgainst(with("ephemeral0", "ami")), "its mapping has ami twice");
}

TEST(BundleManifest, DoesNotFallForXmlOfItsEnemies) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  reasonAgainst(deep);
  reasonAgainst("<manifest><version>" + deep);
  // Entities are not expanded.
  EXPECT_EQ(reasonAgainst("<!DOCTYPE m [<!ENTITY v SYSTEM \"file:///etc/passwd\">]>"
                          "<manifest><version>&v;</version></manifest>"),
            "it has the version &v; of the format, and only 2007-10-10 is known");
  // Any cut leaves an error, never a manifest and never a crash.
  for (std::size_t size = 0; size < kXml.size(); size += 7) reasonAgainst(kXml.substr(0, size));
}

TEST(BundleMappings, AreReadAsTheToolsTakeThem) {
  const auto mappings = parseBundleMappings("root=/dev/sda1, ami = sda1,ephemeral0=sdb");
  ASSERT_TRUE(mappings);
  EXPECT_EQ(*mappings, (std::vector<BundleMapping>{
                           {"ami", "sda1"}, {"ephemeral0", "sdb"}, {"root", "/dev/sda1"}}));
  for (const auto* text : {"", "ami", "ami=", "=sda1", "ami=sda1,", "ami=a,ami=b"})
    EXPECT_FALSE(parseBundleMappings(text)) << text;
}

}  // namespace
}  // namespace amilocal::wire
