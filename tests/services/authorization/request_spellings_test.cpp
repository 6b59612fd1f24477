#include "authorization_world.h"
#include "services/authorization/request_members.h"
#include "ssm/handlers.gen.h"
#include "ssm/table.gen.h"

namespace amilocal::test {
namespace {

/// However a request is spelt: what a policy is asked about is what would be done.
class RequestSpellings : public AuthorizationWorld {
 protected:
  RequestSpellings() {
    other_ = givenImage("ami-00000002").id.str();
    allow(R"({"Effect":"Allow","Action":"*","Resource":"*"},
             {"Effect":"Deny","Action":["ec2:CreateTags","ec2:DeregisterImage"],
              "Resource":"arn:aws:ec2:*::image/)" +
          image() + "\"}");
  }
  std::string tagging(const std::string& resources) {
    return codeOf("Action=CreateTags&Tag.1.Key=k&Tag.1.Value=v&" + resources);
  }
  bool isTagged() { return !call(&ec2::describeTags, {}).tags.empty(); }

  std::string other_;
};

// EC2 takes the numbers of a list in any order, with gaps, and with zeros before them; `member`
// before the number is of the other query services.
TEST_F(RequestSpellings, OfListsAreReadByTheNumbers) {
  for (const auto& list : std::vector<std::string>{
           "ResourceId.1=" + image(), "ResourceId.9=" + image(), "ResourceId.01=" + image(),
           "ResourceId.0=" + image(), "ResourceId.2=" + image() + "&ResourceId.1=" + other_,
           "ResourceId.1=" + other_ + "&ResourceId.5=" + image(), "ResourceId.member.1=" + image(),
           "%52esourceId.1=" + image(), "ResourceId%2E1=" + image(),
           "ResourceId.1=%61mi-00000001"}) {
    EXPECT_EQ(tagging(list), "UnauthorizedOperation") << list;
    EXPECT_FALSE(isTagged());
  }
}

// What no operation reads, no policy reads either; and it is refused.
TEST_F(RequestSpellings, ThatAreNoListsNameNothing) {
  for (const auto& list : std::vector<std::string>{
           "ResourceId=" + image(), "resourceid.1=" + image(), "RESOURCEID.1=" + image(),
           "ResourceId.a=" + image(), "ResourceId.-1=" + image(), "Resources.1=" + image(),
           "ResourceId.1.x=" + image()}) {
    const auto code = tagging(list);
    EXPECT_TRUE(code == "MissingParameter" || code == "UnknownParameter") << list << ": " << code;
    EXPECT_FALSE(isTagged());
  }
}

TEST_F(RequestSpellings, OfOneParameterTwiceAreRefused) {
  for (const auto& list :
       std::vector<std::string>{"ResourceId.1=" + other_ + "&ResourceId.1=" + image(),
                                "ResourceId.1=" + other_ + "&%52esourceId.1=" + image()})
    EXPECT_EQ(tagging(list), "MalformedQueryString") << list;
}

// Two numbers that are one number are two members of the list, and both are asked about.
TEST_F(RequestSpellings, OfOneNumberInTwoWaysAreBothRead) {
  EXPECT_EQ(tagging("ResourceId.1=" + other_ + "&ResourceId.01=" + image()),
            "UnauthorizedOperation");
}

TEST_F(RequestSpellings, OfOneTextAreReadAsOne) {
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image()), "UnauthorizedOperation");
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=ami%2D00000001"), "UnauthorizedOperation");
  // Neither of these is the image's id for the operation.
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=AMI-00000001"), "InvalidAMIID.Malformed");
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=+ami-00000001"), "InvalidAMIID.Malformed");
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId.1=" + image()), "MissingParameter");
}

// RFC 8259 leaves open which of two members counts; here it is the last one, for everybody.
TEST_F(RequestSpellings, OfJsonMembersTwiceAreReadAsTheOperationReadsThem) {
  for (const auto* name : {"/a", "/b"})
    call(&ssm::putParameter, {.name = name, .value = "v", .type = "String"});
  allow(R"({"Effect":"Allow","Action":"ssm:GetParameters",
            "Resource":"arn:aws:ssm:us-east-1:111111111111:parameter/a"})");
  const auto& ssm = ssm::serviceTable();
  EXPECT_FALSE(refusalOfJson(ssm, "GetParameters", R"({"Names":["/b"],"Names":["/a"]})"));
  EXPECT_EQ(askedIn(refusalOfJson(ssm, "GetParameters", R"({"Names":["/a"],"Names":["/b"]})")),
            "ssm:GetParameters on resource: arn:aws:ssm:us-east-1:111111111111:parameter/b");
  EXPECT_EQ(askedIn(refusalOfJson(ssm, "GetParameters", R"({"\u004eames":["/b"]})")),
            "ssm:GetParameters on resource: arn:aws:ssm:us-east-1:111111111111:parameter/b");
  // Another version of a parameter, or its ARN, is the same resource.
  for (const auto* name : {"/b:1", "arn:aws:ssm:us-east-1:111111111111:parameter/b",
                           "arn:aws:ssm:us-east-1:111111111111:parameter/b:1"})
    EXPECT_EQ(
        askedIn(refusalOfJson(ssm, "GetParameters", R"({"Names":[")" + std::string(name) + "\"]}")),
        "ssm:GetParameters on resource: arn:aws:ssm:us-east-1:111111111111:parameter/b")
        << name;
}

TEST(RequestMembers, FollowPathsThroughLists) {
  const services::RequestMembers members(
      R"({"A":[{"B":{"C":"1"}},{"B":{"C":2}},{"B":{}}],"D":true,"E":"","F":["x","y"]})");
  EXPECT_EQ(members.texts("A.B.C"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(members.text("D"), "true");
  EXPECT_EQ(members.texts("E|F"), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(members.text("A.B"), "");
  EXPECT_EQ(members.text("G.H"), "");
}

}  // namespace
}  // namespace amilocal::test
