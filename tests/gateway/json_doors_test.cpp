#include <gtest/gtest.h>

#include <array>
#include <future>
#include <string>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/engine/request_context.h"
#include "amilocal/gateway/gateway.h"
#include "amilocal/services/tasks.h"
#include "amilocal/wire/call_of.h"
#include "amilocal/wire/json_writer.h"
#include "amilocal/wire/rest_reader.h"
#include "amilocal/wire/rest_writer.h"
#include "ec2/table.gen.h"

namespace amilocal {
namespace {

// Two services as the generator would write them: one of rest-json, one of json-1.1.
struct Note {
  std::string noteId{};
  std::optional<std::string> text;
};
struct Bytes {
  std::optional<std::string> bytes;
  std::optional<std::int64_t> size;
};
struct Nothing {};

wire::Field field(std::string_view name, bool required = false) {
  wire::Field made{.name = name, .query = name, .xml = name, .missing = {}};
  made.required = required;
  return made;
}
wire::Field at(wire::Place place, std::string_view wireName, wire::Field made) {
  made.place = place;
  made.query = wireName;
  return made;
}

template <class Visitor, wire::OneOf<Note> T>
void describe(Visitor& visit, T& note) {
  visit(at(wire::Place::path, "noteId", field("NoteId", true)), note.noteId);
  visit(field("Text", true), note.text);
}
template <class Visitor, wire::OneOf<Bytes> T>
void describe(Visitor& visit, T& shape) {
  visit(at(wire::Place::payload, "Bytes", field("Bytes")), shape.bytes);
  visit(at(wire::Place::header, "x-amz-Size", field("Size")), shape.size);
}
template <class Visitor, wire::OneOf<Nothing> T>
void describe(Visitor&, T&) {}

struct NoteName {
  std::string name{};
  std::optional<std::string> region;
};
template <class Visitor, wire::OneOf<NoteName> T>
void describe(Visitor& visit, T& shape) {
  visit(field("Name", true), shape.name);
  visit(field("Region"), shape.region);
}

struct Codec {
  template <class T>
  static constexpr bool hasToken = false;
  template <class T>
  static void read(const wire::CallInput& input, T& request) {
    wire::readRest(*input.rest, request);
  }
  template <class T>
  static void write(wire::Answer& out, const T& answer) {
    wire::RestWriter writer(out);
    describe(writer, answer);
    writer.end();
  }
  template <class T>
  static std::string json(const T& request) {
    return wire::toJson(request);
  }
};

Note putNote(RequestContext&, const Note& note) {
  if (note.text == "gone")
    throw ApiError("ResourceNotFoundException", "No such note.", 404,
                   {{"Reason", "NOTE_NOT_FOUND"}, {"ResourceIds", std::vector<std::string>{"n"}}});
  if (note.text == "broken") throw std::runtime_error("a bug");
  return note;
}
Nothing dropNote(RequestContext&, const NoteName&) { return {}; }
Bytes echoBytes(RequestContext&, const Bytes& bytes) {
  return {.bytes = bytes.bytes, .size = static_cast<std::int64_t>(bytes.bytes->size())};
}
NoteName sayName(RequestContext& ctx, const NoteName& name) {
  return {.name = name.name, .region = ctx.region()};
}

template <class In, class Out, Out (*handler)(RequestContext&, const In&)>
constexpr auto kDecode = &wire::CallOf<In, Out, handler, Codec>::decode;

using wire::Access;
constexpr wire::Operation kRest[] = {
    {"DropNote", Access::write, kDecode<NoteName, Nothing, &dropNote>, "DELETE", "/notes", 204},
    {"EchoBytes", Access::read, kDecode<Bytes, Bytes, &echoBytes>, "PUT", "/bytes", 201},
    {"PutNote", Access::write, kDecode<Note, Note, &putNote>, "PATCH", "/notes/{noteId}", 200},
};
constexpr wire::Operation kNamed[] = {
    {"SayName", Access::read, kDecode<NoteName, NoteName, &sayName>},
};
constexpr std::string_view kRefused[] = {"SingName"};
constexpr wire::ServiceTable kNotes{"notes", "rest-json", "1", "", kRest, {}};
constexpr wire::ServiceTable kNames{"names", "json-1.1", "1", "", kNamed, kRefused, "AmazonNames"};

class JsonDoors : public ::testing::Test {
 protected:
  JsonDoors()
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
    return options;
  }

  HttpResponse send(const std::string& method, const std::string& target, const std::string& body,
                    std::initializer_list<HeaderField> headers = {}) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.body = body;
    for (const auto& header : headers) request.headers.add(header.name, header.value);
    std::promise<HttpResponse> promise;
    gateway_.handle(request, [&](HttpResponse answer) { promise.set_value(std::move(answer)); });
    return promise.get_future().get();
  }

  HttpResponse ask(const std::string& target, const std::string& body) {
    return send("POST", "/", body,
                {{"X-Amz-Target", target}, {"Content-Type", "application/x-amz-json-1.1"}});
  }

  const std::array<const wire::ServiceTable*, 3> services_{&ec2::serviceTable(), &kNotes, &kNames};
  DataDirectory directory_ = DataDirectory::ephemeral();
  SystemClock clock_;
  Engine engine_;
  Gateway gateway_;
};

std::string signedFor(std::string_view service, std::string_view region = "us-east-1") {
  return "AWS4-HMAC-SHA256 Credential=AKIDX/20261120/" + std::string(region) + "/" +
         std::string(service) + "/aws4_request, SignedHeaders=host, Signature=00";
}

TEST_F(JsonDoors, AnswersByMethodAndPath) {
  const auto answer = send("PATCH", "/notes/a%2Fb", R"({"Text":"x","Unknown":1})",
                           {{"Authorization", signedFor("notes")}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"Text":"x"})");
  EXPECT_EQ(answer.headers.find("content-type"), "application/json");
  EXPECT_TRUE(answer.headers.contains("x-amzn-RequestId"));
}

TEST_F(JsonDoors, AnswersWithoutContentWhereTheModelSaysSo) {
  const auto answer = send("DELETE", "/notes", R"({"Name":"x"})", {{"Host", "notes.localhost"}});
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.body, "");
  EXPECT_FALSE(answer.headers.contains("content-type"));
}

// The EBS direct APIs carry a block this way (snapshots-volumes-instances.md section 10).
TEST_F(JsonDoors, CarriesBytesBothWays) {
  const std::string bytes("\0{%=&", 5);
  const auto answer =
      send("PUT", "/bytes", bytes,
           {{"Authorization", signedFor("notes")}, {"Content-Type", "application/octet-stream"}});
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, bytes);
  EXPECT_EQ(answer.headers.find("x-amz-size"), "5");
  EXPECT_EQ(answer.headers.find("content-type"), "application/octet-stream");
}

TEST_F(JsonDoors, TellsARestErrorInHeaderAndMembers) {
  const auto answer = send("PATCH", "/notes/n", R"({"Text":"gone"})");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.headers.find("x-amzn-ErrorType"), "ResourceNotFoundException");
  EXPECT_EQ(answer.body,
            R"({"Message":"No such note.","Reason":"NOTE_NOT_FOUND","ResourceIds":["n"]})");
}

TEST_F(JsonDoors, GivesAValidationExceptionItsReason) {
  const auto answer = send("PATCH", "/notes/n", "{}");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.headers.find("x-amzn-ErrorType"), "ValidationException");
  EXPECT_EQ(answer.body,
            R"({"Message":"1 validation error detected: Value at 'text' failed to satisfy )"
            R"(constraint: Member must not be null","Reason":"INVALID_PARAMETER_VALUE"})");
}

TEST_F(JsonDoors, TellsOurOwnFaultsInTheProtocolsWords) {
  const auto answer = send("PATCH", "/notes/n", R"({"Text":"broken"})");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.headers.find("x-amzn-ErrorType"), "InternalServerException");
}

// errors::unknownRoute
TEST_F(JsonDoors, KnowsNoOtherRoute) {
  for (const auto* method : {"GET", "DELETE"}) {
    const auto answer = send(method, "/notes/n", "", {{"Authorization", signedFor("notes")}});
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.headers.find("x-amzn-ErrorType"), "UnknownOperationException");
  }
}

TEST_F(JsonDoors, AnswersByTarget) {
  const auto answer = ask("AmazonNames.SayName", R"({"Name":"x"})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"Name":"x","Region":"us-east-1"})");
  EXPECT_EQ(answer.headers.find("content-type"), "application/x-amz-json-1.1");
}

TEST_F(JsonDoors, TellsAnErrorOfJson11InItsType) {
  const auto answer = ask("AmazonNames.SayName", R"({"Name":7})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, R"({"__type":"SerializationException","message":"Expected a string"})");
  EXPECT_FALSE(answer.headers.contains("x-amzn-ErrorType"));
}

// errors::unknownTarget
TEST_F(JsonDoors, KnowsNoOtherTarget) {
  for (const auto* target : {"AmazonNames.SayAge", "AmazonSQS.SendMessage", "nonsense"}) {
    const auto answer = ask(target, "{}");
    EXPECT_EQ(answer.status, 400);
    EXPECT_NE(answer.body.find(R"("__type":"UnknownOperationException")"), std::string::npos);
  }
  const auto refused = ask("AmazonNames.SingName", "{}").body;
  EXPECT_TRUE(refused.starts_with(R"({"__type":"UnsupportedOperation")")) << refused;
}

TEST_F(JsonDoors, RefusesCredentialsInTheProtocolsWords) {
  const auto region = send("DELETE", "/notes", R"({"Name":"x"})",
                           {{"Authorization", signedFor("notes", "ap-east-1")}});
  EXPECT_EQ(region.headers.find("x-amzn-ErrorType"), "UnrecognizedClientException");
  const auto broken = send("DELETE", "/notes", "", {{"Authorization", "Basic abc"}});
  EXPECT_EQ(broken.headers.find("x-amzn-ErrorType"), "IncompleteSignatureException");
}

TEST_F(JsonDoors, LeavesOtherPathsToEc2) {
  const auto answer = send("GET", "/index.html", "");
  EXPECT_EQ(answer.status, 404);
  EXPECT_NE(answer.body.find("<Code>InvalidRequest</Code>"), std::string::npos);
}

}  // namespace
}  // namespace amilocal
