#include "amilocal/wire/xml_reader.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/core/request_errors.h"

namespace amilocal::wire {
namespace {

TEST(XmlReader, ReadsElementsWithoutTheirPrefixes) {
  const XmlDocument document(
      "<?xml version=\"1.0\"?><a:Tagging xmlns:a=\"urn:x\"><a:TagSet><Tag><Key> k </Key>"
      "<Value>&lt;v&gt;</Value></Tag><Tag/></a:TagSet></a:Tagging>");
  EXPECT_EQ(document.root().name(), "Tagging");
  const auto tags = document.root().child("TagSet").children("Tag");
  ASSERT_EQ(tags.size(), 2U);
  EXPECT_EQ(tags[0].child("Key").text(), "k");
  EXPECT_EQ(tags[0].child("Key").wholeText(), " k ");
  EXPECT_EQ(tags[0].child("Value").text(), "<v>");
  EXPECT_FALSE(tags[1].child("Key").isThere());
  EXPECT_EQ(tags[1].child("Key").text(), "");
}

TEST(XmlReader, ReadsAttributes) {
  const XmlDocument document("<G xmlns:xsi=\"urn:x\" xsi:type=\"Group\"/>");
  EXPECT_EQ(document.root().attribute("type"), "Group");
  EXPECT_EQ(document.root().attribute("other"), "");
}

TEST(XmlReader, RefusesWhatIsNoXml) {
  for (const auto* text : {"", "no", "<a>", "<a></b>", "<?xml version=\"1.0\"?>"}) {
    try {
      const XmlDocument document(text);
      ADD_FAILURE() << text;
    } catch (const ApiError& error) {
      EXPECT_EQ(error.code(), errors::malformedXml().code());
    }
  }
}

}  // namespace
}  // namespace amilocal::wire
