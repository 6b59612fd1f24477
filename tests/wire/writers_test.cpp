#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "amilocal/wire/xml_writer.h"
#include "ec2/describe.gen.h"

namespace amilocal::wire {
namespace {

template <class Shape>
std::string xml(const Shape& shape) {
  std::string out;
  XmlWriter writer(out);
  describe(writer, shape);
  return out;
}

TEST(XmlWriter, SendsEmptyListsUnlessTheyAreToBeAbsent) {
  ec2::Image image;
  image.imageId = "ami-1";
  EXPECT_EQ(xml(image), "<blockDeviceMapping/><imageId>ami-1</imageId>");
}

TEST(XmlWriter, WrapsItemsAndEscapesText) {
  ec2::DescribeTagsResponse answer;
  answer.tags.push_back({.key = "a<b", .resourceId = {}, .resourceType = {}, .value = "\"&\r"});
  EXPECT_EQ(xml(answer),
            "<tagSet><item><key>a&lt;b</key><value>&quot;&amp;&#xD;</value></item></tagSet>");
}

// A list of images: some are of this answer alone, some of many.
TEST(XmlWriter, EscapesWhereverTheCharactersStand) {
  const auto element = [](std::string_view text) {
    std::string out = "before";
    appendElement(out, "e", text);
    return out;
  };
  EXPECT_EQ(element(""), "before<e></e>");
  EXPECT_EQ(element("plain"), "before<e>plain</e>");
  EXPECT_EQ(element("&"), "before<e>&amp;</e>");
  EXPECT_EQ(element("<>a"), "before<e>&lt;&gt;a</e>");
  EXPECT_EQ(element("a\"b\r"), "before<e>a&quot;b&#xD;</e>");
  EXPECT_EQ(element("\xc3\xa4'\n"), "before<e>\xc3\xa4'\n</e>");
}

TEST(XmlWriter, WritesWhatIsSharedAsItWritesTheRest) {
  ec2::DescribeImagesResponse answer;
  for (const auto share : {Share::one, Share::many}) {
    ec2::Image image;
    image.imageId = "ami-<1>";
    answer.images.emplace_back(image, share);
  }
  const auto text = xml(answer);
  const auto item = text.find("<item>"), next = text.find("<item>", item + 1);
  const auto end = text.find("</imagesSet>");
  ASSERT_NE(next, std::string::npos);
  EXPECT_EQ(text.substr(item, next - item), text.substr(next, end - next));
  EXPECT_NE(text.find("<imageId>ami-&lt;1&gt;</imageId>"), std::string::npos);
  EXPECT_EQ(xml(answer), text);
}

TEST(Shared, MakesItsTextOnce) {
  const Shared<std::string> shared("a", Share::many);
  const auto copy = shared;
  int made = 0;
  const auto write = [&](const std::string& shape) { return shape + std::to_string(++made); };
  EXPECT_EQ(shared.text(write), "a1");
  EXPECT_EQ(copy.text(write), "a1");
  EXPECT_EQ(copy, Shared<std::string>("a"));
}

// An attribute that is not set is an empty element (aws-facts/images.md section 7).
TEST(XmlWriter, WritesAnEmptyStructureAsAnEmptyElement) {
  ec2::ImageAttribute attribute;
  attribute.imageId = "ami-1";
  attribute.lastLaunchedTime = ec2::AttributeValue{};
  EXPECT_EQ(xml(attribute), "<lastLaunchedTime/><imageId>ami-1</imageId>");
}

TEST(XmlWriter, LeavesAnExplicitListOutUntilItIsSet) {
  ec2::ImageAttribute attribute;
  EXPECT_EQ(xml(attribute), "");
  attribute.launchPermissions.emplace();
  EXPECT_EQ(xml(attribute), "<launchPermission/>");
}

TEST(Json, KeepsAnAnswerForAToken) {
  ec2::CopyImageResponse answer;
  answer.imageId = "ami-\"1\"";
  ec2::CopyImageResponse back;
  fromJson(toJson(answer), back);
  EXPECT_EQ(back, answer);
}

TEST(Json, KeepsNestedShapes) {
  ec2::Reservation answer;
  answer.reservationId = "r-1";
  auto& instance = answer.instances.emplace_back();
  instance.launchTime = Instant{Duration{1234567}};
  instance.ebsOptimized = false;
  instance.blockDeviceMappings.emplace_back().deviceName = "/dev/xvda";
  ec2::Reservation back;
  fromJson(toJson(answer), back);
  EXPECT_EQ(back, answer);
}

// Launch templates: what a version says over what it inherits.
TEST(Json, LaysOneObjectOverAnother) {
  EXPECT_EQ(overlayJson(R"({"a":1,"b":[1],"c":{"d":1}})", R"({"a":null,"b":[],"c":{"e":2},"f":3})"),
            R"({"a":1,"b":[1],"c":{"e":2},"f":3})");
  EXPECT_THROW(overlayJson("[]", "{}"), ApiError);
}

TEST(Json, RefusesWhatIsNotOne) {
  EXPECT_THROW(JsonDocument("{"), ApiError);
  EXPECT_THROW(JsonDocument(std::string(100, '[') + std::string(100, ']')), ApiError);
  const JsonDocument document(R"({"a":1})");
  EXPECT_THROW(document.root().member("a").text(), ApiError);
  EXPECT_FALSE(document.root().member("b").isThere());
}

}  // namespace
}  // namespace amilocal::wire
