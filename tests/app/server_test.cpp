#include "app/server.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <sstream>
#include <thread>

#include "amilocal/catalog/catalog_error.h"
#include "app/command_line.h"
#include "app/http_client.h"
#include "support/temporary_directory.h"

namespace amilocal::test {
namespace {

ServeOptions quietOptions() {
  log::configure(log::Format::text, log::Level::off);
  ServeOptions options;
  options.endpoint.port = 0;
  options.ioThreads = 1;
  return options;
}

/// A server that answers, on a thread of its own.
class RunningServer {
 public:
  explicit RunningServer(const ServeOptions& options)
      : server_(options), thread_([this] { server_.run(); }) {}
  ~RunningServer() {
    server_.stop();
    thread_.join();
  }
  const StartFacts& facts() const { return server_.facts(); }
  std::string url() const { return urlOf("127.0.0.1", facts().port); }

  /// Runs a client command against it; its output, with the exit code when that is not 0.
  std::string run(std::vector<std::string> arguments) const {
    std::ostringstream out, err;
    const int exitCode = runCommandLine(arguments, {{"AMILOCAL_ENDPOINT", url()}}, out, err);
    if (exitCode == 0 && err.str().empty()) return out.str();
    return out.str() + err.str() + "exit code " + std::to_string(exitCode);
  }

 private:
  Server server_;
  std::thread thread_;
};

class ServerTest : public ::testing::Test {
 protected:
  TemporaryDirectory directory_;
};

TEST_F(ServerTest, AnswersItsOwnClient) {
  const RunningServer server(quietOptions());
  EXPECT_EQ(server.run({"health"}),
            "amilocal " AMILOCAL_VERSION " at " + server.url() +
                ": running (dlm, ebs, ec2, iam, imagebuilder, kms, rbin, s3, ssm, sts)\n");
  EXPECT_TRUE(server.run({"health", "--json"}).starts_with(R"({"status":"running",)"));
  EXPECT_EQ(server.run({"health", "--endpoint", server.url()}), server.run({"health"}));
  EXPECT_NE(server.run({"operations"}).find("GetCallerIdentity"), std::string::npos);
  EXPECT_EQ(server.run({"tasks"}), "Nothing waits.\n");
  EXPECT_EQ(server.run({"reset"}), "Empty again, and the clock is the machine's.\n");
}

TEST_F(ServerTest, LetsItsClientMoveTheClock) {
  const RunningServer server(quietOptions());
  EXPECT_NE(server.run({"clock", "freeze"}).find("frozen"), std::string::npos);
  server.run({"clock", "set", "2030-01-01T00:00:00Z"});
  EXPECT_TRUE(server.run({"clock", "advance", "1h"})
                  .starts_with("now        2030-01-01T01:00:00.000Z  frozen\n"));
  EXPECT_NE(server.run({"clock", "resume"}).find("running"), std::string::npos);
  EXPECT_EQ(server.run({"clock", "advance", "soon"}),
            "amilocal: \"advance\" must be a length of time such as 90s, 1h30m or 7d\nexit code 1");
}

TEST_F(ServerTest, LetsItsClientEndTasks) {
  auto options = quietOptions();
  options.settings.taskTime = {domain::TaskTime::Mode::hold, Duration{0}};
  const RunningServer server(options);
  const auto address = ServerAddress::parse(server.url());
  const auto created = ask(address, "GET",
                           "/?Action=CreateVolume&Version=2016-11-15&Size=1&AvailabilityZone="
                           "us-east-1a",
                           "", std::chrono::seconds{10});
  ASSERT_EQ(created.status, 200) << created.body;
  const auto list = server.run({"tasks", "--kind", "create-volume"});
  EXPECT_NE(list.find("\n1   create-volume  vol-"), std::string::npos) << list;
  EXPECT_NE(list.find("held"), std::string::npos) << list;
  EXPECT_NE(server.run({"tasks", "fail", "1", "--reason", "no room"}).find(") failed.\n"),
            std::string::npos);
  EXPECT_EQ(server.run({"tasks", "complete", "1"}),
            "amilocal: There is no task 1: it has ended, or never was\nexit code 1");
}

TEST_F(ServerTest, WritesItsPortOnceItListens) {
  auto options = quietOptions();
  options.portFile = directory_.path("port");
  const RunningServer server(options);
  EXPECT_EQ(directory_.read("port"), std::to_string(server.facts().port) + "\n");
  EXPECT_FALSE(std::filesystem::exists(directory_.path("port.new")));
}

TEST_F(ServerTest, WritesTheCertificateThatItMade) {
  auto options = quietOptions();
  options.dataDirectory = directory_.path("data");
  options.tls = TlsMode::selfSigned;
  const RunningServer server(options);
  EXPECT_EQ(server.facts().certificateFile, directory_.path("data/certificate.pem"));
  EXPECT_TRUE(directory_.read("data/certificate.pem").starts_with("-----BEGIN CERTIFICATE-----"));
}

TEST_F(ServerTest, KeepsItsDataOnlyWhenTold) {
  auto options = quietOptions();
  options.dataDirectory = directory_.path("data");
  {
    const RunningServer server(options);
    server.run({"clock", "freeze"});
    server.run({"clock", "set", "2030-01-01T00:00:00Z"});
  }
  {
    const RunningServer server(options);
    EXPECT_TRUE(server.run({"clock"}).starts_with("now        2030-01-01T00:00:00.000Z  frozen\n"));
  }
  std::string ephemeral;
  {
    const RunningServer server(quietOptions());
    ephemeral = server.facts().dataDirectory;
    EXPECT_TRUE(std::filesystem::exists(ephemeral));
  }
  EXPECT_FALSE(std::filesystem::exists(ephemeral));
}

TEST_F(ServerTest, KeepsItsCheckpointsAcrossARestart) {
  auto options = quietOptions();
  options.dataDirectory = directory_.path("data");
  {
    const RunningServer server(options);
    EXPECT_EQ(server.run({"checkpoint"}), "No checkpoint is kept.\n");
    server.run({"clock", "freeze"});
    server.run({"clock", "set", "2030-01-01T00:00:00Z"});
    EXPECT_EQ(server.run({"checkpoint", "keep", "start"}), "Checkpoint start kept.\n");
    server.run({"reset"});
  }
  const RunningServer server(options);
  EXPECT_NE(server.run({"checkpoint", "list"}).find("\nstart  2030-01-01T00:00:00.000Z  0"),
            std::string::npos);
  EXPECT_EQ(server.run({"checkpoint", "restore", "start"}), "Checkpoint start restored.\n");
  EXPECT_TRUE(server.run({"clock"}).starts_with("now        2030-01-01T00:00:00.000Z  frozen\n"));
  EXPECT_EQ(server.run({"checkpoint", "remove", "start"}), "Checkpoint start removed.\n");
  EXPECT_EQ(server.run({"checkpoint", "restore", "start"}),
            "amilocal: There is no checkpoint \"start\"\nexit code 1");
}

TEST_F(ServerTest, ExportsItsStateAndImportsIt) {
  auto options = quietOptions();
  options.controlToken = "secret";
  const RunningServer server(options);
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--control-token", "secret"});
    return server.run(arguments);
  };
  run({"clock", "freeze"});
  run({"clock", "set", "2030-01-01T00:00:00Z"});
  const auto file = directory_.path("backup.tar");
  const auto said = run({"export", file});
  EXPECT_EQ(said, "Exported to " + file + ": " + std::to_string(std::filesystem::file_size(file)) +
                      " bytes.\n");
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  run({"reset"});
  EXPECT_TRUE(run({"import", file}).starts_with("Imported 0 images and 0 blobs, as they were at "));
  EXPECT_TRUE(run({"clock"}).starts_with("now        2030-01-01T00:00:00.000Z  frozen\n"));
  EXPECT_TRUE(run({"import", "--json", file}).starts_with("{\"exportedAt\":"));
  EXPECT_TRUE(run({"export", "-"}).starts_with("amilocal-export.txt"));
}

TEST_F(ServerTest, SaysWhyItDoesNotExportOrImport) {
  auto options = quietOptions();
  options.controlToken = "secret";
  const RunningServer server(options);
  const auto file = directory_.path("backup.tar");
  const std::string wrongToken =
      "amilocal: The control API needs 'Authorization: Bearer TOKEN' with the token of "
      "--control-token\nexit code 1";
  EXPECT_EQ(server.run({"export", file}), wrongToken);
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_FALSE(std::filesystem::exists(file + ".part"));
  EXPECT_EQ(server.run({"import", directory_.file("text", "hello")}), wrongToken);
  EXPECT_EQ(server.run({"import", directory_.path("text"), "--control-token", "secret"}),
            "amilocal: The archive cannot be imported: it was not written by 'amilocal export'\n"
            "exit code 1");
  EXPECT_EQ(server.run({"import", file, "--control-token", "secret"}),
            "amilocal: cannot read " + file + ": No such file or directory\nexit code 1");
  EXPECT_NE(server.run({"import", file, "--force"}).find("--force needs --data-dir"),
            std::string::npos);
}

TEST_F(ServerTest, ExportsAndImportsDirectoriesThatNoServerHas) {
  auto options = quietOptions();
  options.dataDirectory = directory_.path("data");
  const auto file = directory_.path("backup.tar"), other = directory_.path("other");
  const RunningServer any(quietOptions());
  {
    const RunningServer server(options);
    server.run({"clock", "freeze"});
    server.run({"clock", "set", "2030-01-01T00:00:00Z"});
    EXPECT_NE(any.run({"export", file, "--data-dir", options.dataDirectory})
                  .find("is in use by another amilocal"),
              std::string::npos);
    EXPECT_NE(any.run({"import", file, "--data-dir", options.dataDirectory}).find("exit code 1"),
              std::string::npos);
  }
  EXPECT_TRUE(any.run({"export", file, "--data-dir", options.dataDirectory})
                  .starts_with("Exported to " + file));
  EXPECT_EQ(any.run({"import", file, "--data-dir", options.dataDirectory}),
            "amilocal: there is a catalog in " + options.dataDirectory +
                " already; --force puts the archive in its place\nexit code 1");
  const auto imported = [](const std::string& directory) {
    return "Imported 0 images and 0 blobs into " + directory + ".\n";
  };
  EXPECT_EQ(any.run({"import", file, "--data-dir", options.dataDirectory, "--force"}),
            imported(options.dataDirectory));
  EXPECT_EQ(any.run({"import", file, "--data-dir", other}), imported(other));
  options.dataDirectory = other;
  const RunningServer server(options);
  EXPECT_TRUE(server.run({"clock"}).starts_with("now        2030-01-01T00:00:00.000Z  frozen\n"));
}

TEST_F(ServerTest, LeavesNoDirectoryBehindThatIsNone) {
  const RunningServer any(quietOptions());
  const auto data = directory_.path("data"), text = directory_.file("text", "hello");
  EXPECT_EQ(any.run({"import", text, "--data-dir", data}),
            "amilocal: The archive cannot be imported: it was not written by 'amilocal export'\n"
            "exit code 1");
  EXPECT_EQ(any.run({"export", text, "--data-dir", data}),
            "amilocal: there is no catalog in " + data + "\nexit code 1");
  EXPECT_FALSE(std::filesystem::exists(data));
}

TEST_F(ServerTest, RefusesADirectoryThatAnotherHas) {
  auto options = quietOptions();
  options.dataDirectory = directory_.path("data");
  const RunningServer first(options);
  try {
    const Server second(options);
    ADD_FAILURE() << "two servers have one directory";
  } catch (const CatalogError& error) {
    EXPECT_EQ(error.kind(), CatalogError::Kind::directoryInUse);
  }
}

TEST_F(ServerTest, RefusesAPortThatIsTakenAndADirectoryThatIsNone) {
  const RunningServer first(quietOptions());
  auto options = quietOptions();
  options.endpoint.port = first.facts().port;
  EXPECT_THROW(Server{options}, std::runtime_error);
  options = quietOptions();
  options.dataDirectory = directory_.file("file", "") + "/data";
  EXPECT_THROW(Server{options}, CatalogError);
  options = quietOptions();
  options.portFile = directory_.path("no/such/directory/port");
  EXPECT_THROW(Server{options}, std::runtime_error);
}

TEST_F(ServerTest, RefusesRequestsForRegionsThatAreNotEnabled) {
  const RunningServer server(quietOptions());
  const auto address = ServerAddress::parse(server.url());
  const auto answer =
      ask(address, "GET",
          "/?Action=DescribeRegions&Version=2016-11-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&"
          "X-Amz-Credential=AKIDEXAMPLE%2F20261120%2Faf-south-1%2Fec2%2Faws4_request&"
          "X-Amz-Date=20261120T120000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00",
          "", std::chrono::seconds{10});
  EXPECT_EQ(answer.status, 401) << answer.body;
  EXPECT_NE(answer.body.find("<Code>AuthFailure</Code>"), std::string::npos) << answer.body;
}

}  // namespace
}  // namespace amilocal::test
