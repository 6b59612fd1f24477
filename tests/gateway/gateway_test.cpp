#include "amilocal/gateway/gateway.h"

#include <gtest/gtest.h>

#include <array>
#include <future>
#include <map>
#include <string>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/services/tasks.h"
#include "ec2/table.gen.h"
#include "sts/table.gen.h"
#include "support/manual_clock.h"

namespace amilocal {
namespace {

std::string authorization(std::string_view key, std::string_view region, std::string_view service) {
  return "AWS4-HMAC-SHA256 Credential=" + std::string(key) + "/20261120/" + std::string(region) +
         "/" + std::string(service) +
         "/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef";
}

class GatewayTest : public ::testing::Test {
 protected:
  GatewayTest()
      : engine_({directory_.catalogPath(), Durability::ephemeral}, clock_, {},
                services::taskRows()),
        gateway_(engine_, services_, options()) {
    log::configure(log::Format::text, log::Level::off);
  }

  static GatewayOptions options() {
    GatewayOptions options;
    options.checkRegion = [](std::string_view region) {
      if (region == "ap-east-1") throw errors::invalidCredentials();
    };
    options.isControlPath = [](std::string_view target) {
      return target.starts_with("/_amilocal/");
    };
    options.control = [](const HttpRequest& request, Respond answer) {
      answer({.status = 299, .headers = {}, .body = request.target, .sharedBody = {}});
    };
    return options;
  }

  HttpResponse send(const HttpRequest& request) {
    std::promise<HttpResponse> promise;
    gateway_.handle(request,
                    [&promise](HttpResponse response) { promise.set_value(std::move(response)); });
    return promise.get_future().get();
  }

  HttpResponse post(const std::string& body, const std::string& signature = "") {
    HttpRequest request;
    request.method = "POST";
    request.target = "/";
    request.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    if (!signature.empty()) request.headers.add("Authorization", signature);
    request.body = body;
    return send(request);
  }

  const std::array<const wire::ServiceTable*, 2> services_{&ec2::serviceTable(),
                                                           &sts::serviceTable()};
  DataDirectory directory_ = DataDirectory::ephemeral();
  test::ManualClock clock_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20}};
  Engine engine_;
  Gateway gateway_;
};

std::string textOf(const HttpResponse& response) {
  return response.body + (response.sharedBody ? *response.sharedBody : "");
}

void expectError(const HttpResponse& response, int status, std::string_view code,
                 std::string_view message) {
  EXPECT_EQ(response.status, status);
  EXPECT_NE(
      response.body.find("<Code>" + std::string(code) + "</Code><Message>" + std::string(message)),
      std::string::npos)
      << response.body;
}

// aws-facts/errors.md section 1, letter by letter.
TEST_F(GatewayTest, WrapsAnErrorAsEc2Does) {
  const auto response = post("Action=NoSuchThing&Version=2016-11-15");
  const auto id = std::string(*response.headers.find("x-amzn-requestid"));
  EXPECT_EQ(response.body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<Response><Errors><Error><Code>InvalidAction</Code><Message>The action NoSuchThing is "
            "not valid for this web service.</Message></Error></Errors><RequestID>" +
                id + "</RequestID></Response>");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.headers.find("content-type"), "text/xml;charset=UTF-8");
  EXPECT_EQ(response.headers.find("server"), "AmazonEC2");
  EXPECT_EQ(response.headers.find("cache-control"), "no-cache, no-store");
}

TEST_F(GatewayTest, WrapsAnAnswerAsEc2Does) {
  const auto response = post("Action=DescribeRegions&Version=2016-11-15&RegionName.1=eu-west-1");
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(response.body.find("<DescribeRegionsResponse xmlns=\"http://ec2.amazonaws.com/doc/"
                               "2016-11-15/\">\n    <requestId>"),
            std::string::npos)
      << response.body;
  EXPECT_NE(textOf(response).find("<regionName>eu-west-1</regionName>"), std::string::npos);
  EXPECT_TRUE(textOf(response).ends_with("</DescribeRegionsResponse>"));
}

std::string volumeIn(const HttpResponse& response) {
  const auto text = textOf(response);
  const auto begin = text.find("<volumeId>");
  return begin == std::string::npos ? "" : text.substr(begin + 10, 21);
}

// Whoever asks again before anything has changed gets the same bytes, with an id of their own.
TEST_F(GatewayTest, RemembersWhatItAnsweredUntilSomethingChanges) {
  const std::string question = "Action=DescribeVolumes&Version=2016-11-15";
  post("Action=CreateVolume&Version=2016-11-15&Size=1&AvailabilityZone=us-east-1a");
  const auto first = post(question), second = post(question);
  ASSERT_TRUE(first.sharedBody);
  EXPECT_EQ(first.sharedBody, second.sharedBody);
  const auto id = std::string(*second.headers.find("x-amzn-requestid"));
  EXPECT_TRUE(second.body.ends_with("<requestId>" + id)) << second.body;
  EXPECT_EQ(first.bodySize(), second.bodySize());
  EXPECT_EQ(volumeIn(first), volumeIn(second));
  EXPECT_EQ(first.headers.find("content-type"), second.headers.find("content-type"));
}

TEST_F(GatewayTest, RemembersNothingForAnotherWhoAsks) {
  const std::string question = "Action=DescribeVolumes&Version=2016-11-15";
  post("Action=CreateVolume&Version=2016-11-15&Size=1&AvailabilityZone=us-east-1a");
  EXPECT_NE(volumeIn(post(question)), "");
  EXPECT_EQ(volumeIn(post(question, authorization("111122223333", "us-east-1", "ec2"))), "");
  EXPECT_EQ(volumeIn(post(question, authorization("test", "eu-west-1", "ec2"))), "");
}

TEST_F(GatewayTest, ForgetsWhatItAnsweredWithEachWrite) {
  const std::string question = "Action=DescribeVolumes&Version=2016-11-15";
  EXPECT_EQ(volumeIn(post(question)), "");
  const auto empty = post(question).sharedBody;
  EXPECT_EQ(post(question).sharedBody, empty);
  post("Action=CreateVolume&Version=2016-11-15&Size=1&AvailabilityZone=us-east-1a");
  EXPECT_NE(volumeIn(post(question)), "");
}

TEST_F(GatewayTest, ForgetsWhatItAnsweredWithEachSecond) {
  const std::string question = "Action=DescribeVolumes&Version=2016-11-15";
  const auto before = post(question).sharedBody;
  clock_.advance(std::chrono::seconds{1});
  const auto after = post(question).sharedBody;
  EXPECT_NE(after, before);
  EXPECT_EQ(post(question).sharedBody, after);
}

// architecture, decided questions 7: HTTP 400, since a 5xx would be repeated for minutes.
TEST_F(GatewayTest, SaysOfAKnownActionThatItIsNotEmulated) {
  expectError(post("Action=RequestSpotFleet&Version=2016-11-15"), 400, "UnsupportedOperation",
              "amilocal does not emulate RequestSpotFleet.");
}

TEST_F(GatewayTest, RefusesARequestWithoutAnAction) {
  expectError(post("Version=2016-11-15"), 400, "MissingAction",
              "The request must contain the parameter Action");
}

TEST_F(GatewayTest, TakesEveryVersionThatIsADate) {
  EXPECT_EQ(post("Action=DescribeRegions&Version=2014-10-01").status, 200);
  expectError(post("Action=DescribeRegions&Version=newest"), 400, "NoSuchVersion", "");
}

// clients/contract.md 2.1: the credential scope is the only place that names service and Region.
TEST_F(GatewayTest, TakesServiceRegionAndAccountFromTheSignature) {
  const auto response = post("Action=GetCallerIdentity&Version=2011-06-15",
                             authorization("111122223333", "eu-west-1", "sts"));
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(response.body.find("<GetCallerIdentityResponse "
                               "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                               "<GetCallerIdentityResult>"),
            std::string::npos)
      << response.body;
  EXPECT_NE(response.body.find("<Account>111122223333</Account>"), std::string::npos);
}

TEST_F(GatewayTest, TakesAnyOtherKeyForTheDefaultAccount) {
  const auto response =
      post("Action=GetCallerIdentity", authorization("AKIDX", "eu-west-1", "sts"));
  EXPECT_NE(response.body.find("<Account>000000000000</Account>"), std::string::npos);
}

TEST_F(GatewayTest, WrapsAnErrorOfTheQueryProtocolInItsOwnWay) {
  const auto response = post("Action=AssumeRoot", authorization("AKIDX", "us-east-1", "sts"));
  EXPECT_EQ(response.status, 400);
  EXPECT_TRUE(response.body.starts_with(
      "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
      "<Type>Sender</Type><Code>UnsupportedOperation</Code>"))
      << response.body;
}

TEST_F(GatewayTest, ReadsAPresignedQuery) {
  HttpRequest request;
  request.method = "GET";
  request.target =
      "/?Action=DescribeAvailabilityZones&Version=2016-11-15&X-Amz-Algorithm=AWS4-HMAC-SHA256"
      "&X-Amz-Credential=AKIDX%2F20261120%2Feu-west-1%2Fec2%2Faws4_request"
      "&X-Amz-Date=20261120T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00";
  const auto response = send(request);
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_NE(textOf(response).find("<zoneName>eu-west-1a</zoneName>"), std::string::npos);
}

TEST_F(GatewayTest, GivesUnsignedRequestsTheDefaultRegion) {
  EXPECT_NE(textOf(post("Action=DescribeAvailabilityZones")).find("us-east-1a"), std::string::npos);
}

TEST_F(GatewayTest, RefusesABrokenSignatureHeader) {
  expectError(post("Action=DescribeRegions", "Basic abc"), 400, "IncompleteSignature", "");
  expectError(post("Action=DescribeRegions", "AWS4-HMAC-SHA256 Signature=0"), 400,
              "IncompleteSignature", "");
  expectError(post("Action=DescribeRegions", "AWS4-HMAC-SHA256 Credential=a/b, Signature=0"), 400,
              "IncompleteSignature", "");
}

// An opt-in Region that the account has not enabled (errors.md section 2).
TEST_F(GatewayTest, RefusesARegionThatIsNotEnabled) {
  expectError(post("Action=DescribeRegions", authorization("AKIDX", "ap-east-1", "ec2")), 401,
              "AuthFailure", "AWS was not able to validate the provided access credentials");
}

// The order of the pipeline: signature, action, malformed, missing, unknown (architecture 6).
TEST_F(GatewayTest, RefusesInTheOrderOfThePipeline) {
  const std::string all = "Foo=1&MaxResults=x&Action=";
  expectError(post(all + "NoSuchThing", "Basic abc"), 400, "IncompleteSignature", "");
  expectError(post(all + "NoSuchThing"), 400, "InvalidAction", "");
  expectError(post(all + "DescribeImages"), 400, "InvalidParameterValue", "Value (x)");
  expectError(post("Foo=1&Action=CopyImage"), 400, "MissingParameter", "");
  expectError(post("Foo=1&Action=DescribeImages"), 400, "UnknownParameter",
              "The parameter Foo is not recognized");
}

TEST_F(GatewayTest, AnswersADryRunWith412) {
  expectError(post("Action=DescribeRegions&DryRun=true"), 412, "DryRunOperation",
              "Request would have succeeded, but DryRun flag is set.");
}

TEST_F(GatewayTest, NeverAnswersAnUnknownPathOrMethodWithHtml) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/index.html";
  expectError(send(request), 404, "InvalidRequest", "");
  request.method = "DELETE";
  request.target = "/";
  expectError(send(request), 405, "MethodNotAllowed", "");
}

TEST_F(GatewayTest, HandsControlPathsOn) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/_amilocal/health";
  EXPECT_EQ(send(request).status, 299);
}

TEST_F(GatewayTest, SaysOfAnUnknownServiceThatItIsNotEmulated) {
  expectError(post("Action=X", authorization("AKIDX", "us-east-1", "sqs")), 400,
              "UnsupportedOperation", "amilocal does not emulate the service 'sqs'.");
}

TEST_F(GatewayTest, RendersTheLimitsOfHttpAsXml) {
  const auto response = Gateway::renderLimit(413, "RequestEntityTooLarge", "too large");
  expectError(response, 413, "RequestEntityTooLarge", "too large");
}

TEST(ServiceTable, TellsWhatIsEmulatedFromWhatAwsHas) {
  const auto& table = ec2::serviceTable();
  ASSERT_NE(table.find("CopyImage"), nullptr);
  EXPECT_EQ(table.find("CopyImage")->access, wire::Access::write);
  EXPECT_EQ(table.find("DescribeImages")->access, wire::Access::read);
  EXPECT_EQ(table.find("NoSuchThing"), nullptr);
  EXPECT_TRUE(table.isKnownToAws("CreateVpc"));
  EXPECT_FALSE(table.isKnownToAws("NoSuchThing"));
}

}  // namespace
}  // namespace amilocal
