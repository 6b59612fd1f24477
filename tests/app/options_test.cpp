#include <gtest/gtest.h>

#include <algorithm>

#include "app/option_sources.h"
#include "app/option_table.h"
#include "support/temporary_directory.h"

namespace amilocal::test {
namespace {

using namespace std::chrono;

class Options : public ::testing::Test {
 protected:
  ServeOptions read(const OptionSources& sources) { return readServeOptions(sources); }
  ServeOptions fromFlags(NamedTexts flags) { return read({std::move(flags), {}, {}}); }
  ServeOptions fromFile(std::string_view yaml) {
    return read({{}, directory_.file("amilocal.yaml", yaml), {}});
  }

  /// The text of the refusal, without the directory's name.
  std::string refusalOf(const OptionSources& sources) {
    try {
      read(sources);
    } catch (const UsageError& error) {
      std::string text = error.what();
      const auto at = text.find(directory_.path(""));
      return at == std::string::npos ? text : text.erase(at, directory_.path("").size());
    }
    return "accepted";
  }
  std::string refusalOfFlag(std::string name, std::string value) {
    return refusalOf({{{std::move(name), std::move(value)}}, {}, {}});
  }
  std::string refusalOfVariable(std::string name, std::string value) {
    return refusalOf({{}, {}, {{std::move(name), std::move(value)}}});
  }
  std::string refusalOfFile(std::string_view yaml) {
    return refusalOf({{}, directory_.file("a.yaml", yaml), {}});
  }

  TemporaryDirectory directory_;
};

// The help tells a default for each option, and it must be the one that is in force.
TEST_F(Options, TheTableTellsTheTrueDefaults) {
  const auto sameAsDefault = [](const ServeOptions& o) {
    const ServeOptions d;
    return o.endpoint.host == d.endpoint.host && o.endpoint.port == d.endpoint.port &&
           o.durable == d.durable && o.maxDataBytes == d.maxDataBytes &&
           o.settings.taskTime == d.settings.taskTime &&
           o.settings.usageDelay == d.settings.usageDelay &&
           o.settings.seedCatalogue == d.settings.seedCatalogue &&
           o.settings.defaultRegion == d.settings.defaultRegion && o.auth == d.auth &&
           o.settings.iam == d.settings.iam && o.settings.lenient == d.settings.lenient &&
           o.logFormat == d.logFormat && o.logLevel == d.logLevel && o.ioThreads == d.ioThreads &&
           o.tls == d.tls && o.limits.maxHeaderBytes == d.limits.maxHeaderBytes &&
           o.limits.maxBodyBytes == d.limits.maxBodyBytes &&
           o.limits.maxConnections == d.limits.maxConnections &&
           o.limits.headerTimeout == d.limits.headerTimeout &&
           o.limits.bodyTimeout == d.limits.bodyTimeout &&
           o.limits.idleTimeout == d.limits.idleTimeout &&
           o.limits.drainTimeout == d.limits.drainTimeout;
  };
  for (const auto& row : optionTable()) {
    if (row.defaultValue.empty()) continue;
    ServeOptions options;
    row.set(options, row.defaultValue);
    EXPECT_TRUE(sameAsDefault(options)) << row.name;
  }
}

TEST_F(Options, NamesOfVariablesFollowFromTheFlags) {
  EXPECT_EQ(environmentName("port"), "AMILOCAL_PORT");
  EXPECT_EQ(environmentName("max-body-bytes"), "AMILOCAL_MAX_BODY_BYTES");
}

TEST_F(Options, AFlagOverridesAVariableAndThatTheFile) {
  const auto file = directory_.file("a.yaml", "port: 1\nseed: 1\nhost: 10.0.0.1\n");
  const auto options = read(
      {{{"port", "3"}}, file, {{"AMILOCAL_PORT", "2"}, {"AMILOCAL_SEED", "2"}, {"PATH", "/bin"}}});
  EXPECT_EQ(options.endpoint.port, 3);
  EXPECT_EQ(options.settings.seed, 2U);
  EXPECT_EQ(options.endpoint.host, "10.0.0.1");
}

TEST_F(Options, TheFileIsNamedByAFlagOrElseByAVariable) {
  const auto one = directory_.file("one.yaml", "port: 1");
  const auto two = directory_.file("two.yaml", "port: 2");
  EXPECT_EQ(read({{}, {}, {{"AMILOCAL_CONFIG", one}}}).endpoint.port, 1);
  EXPECT_EQ(read({{}, two, {{"AMILOCAL_CONFIG", one}}}).endpoint.port, 2);
  EXPECT_EQ(read({{}, {}, {{"AMILOCAL_CONFIG", ""}}}).endpoint.port, 4566);
}

// Compose files pass variables on that are not set; and clients' variables are not the server's.
TEST_F(Options, EmptyVariablesAndTheClientsOneAreNoOptions) {
  const auto options =
      read({{}, {}, {{"AMILOCAL_SEED", ""}, {"AMILOCAL_ENDPOINT", "http://localhost:1"}}});
  EXPECT_FALSE(options.settings.seed);
}

TEST_F(Options, EveryOptionCanBeSet) {
  const auto o = fromFlags({{"host", "::1"},
                            {"port", "0"},
                            {"port-file", "p"},
                            {"data-dir", "d"},
                            {"durable", "true"},
                            {"task-time", "2s"},
                            {"usage-delay", "aws"},
                            {"seed", "18446744073709551615"},
                            {"seed-catalogue", "off"},
                            {"default-region", "eu-west-1"},
                            {"enable-regions", "af-south-1, ap-east-1"},
                            {"lenient", "yes"},
                            {"tls", "auto"},
                            {"tls-cert", "c"},
                            {"tls-key", "k"},
                            {"log-format", "json"},
                            {"log-level", "off"},
                            {"io-threads", "7"},
                            {"max-header-bytes", "8k"},
                            {"max-body-bytes", "2MiB"},
                            {"max-connections", "5"},
                            {"request-timeout", "500ms"},
                            {"idle-timeout", "1m30s"},
                            {"drain-timeout", "0"}});
  EXPECT_EQ(o.endpoint.host, "::1");
  EXPECT_EQ(o.endpoint.port, 0);
  EXPECT_EQ(o.portFile, "p");
  EXPECT_EQ(o.dataDirectory, "d");
  EXPECT_TRUE(o.durable);
  EXPECT_EQ(o.settings.taskTime.duration, seconds{2});
  EXPECT_EQ(o.settings.usageDelay, domain::UsageDelay::aws);
  EXPECT_EQ(o.settings.seed, 18446744073709551615ULL);
  EXPECT_FALSE(o.settings.seedCatalogue);
  EXPECT_EQ(o.settings.defaultRegion, "eu-west-1");
  EXPECT_EQ(o.settings.enabledRegions, (std::vector<std::string>{"af-south-1", "ap-east-1"}));
  EXPECT_TRUE(o.settings.lenient);
  EXPECT_EQ(o.tls, TlsMode::automatic);
  EXPECT_EQ(o.tlsCertificateFile, "c");
  EXPECT_EQ(o.tlsKeyFile, "k");
  EXPECT_EQ(o.logFormat, log::Format::json);
  EXPECT_EQ(o.logLevel, log::Level::off);
  EXPECT_EQ(o.ioThreads, 7);
  EXPECT_EQ(o.limits.maxHeaderBytes, 8192U);
  EXPECT_EQ(o.limits.maxBodyBytes, 2U << 20);
  EXPECT_EQ(o.limits.maxConnections, 5U);
  EXPECT_EQ(o.limits.headerTimeout, milliseconds{500});
  EXPECT_EQ(o.limits.bodyTimeout, milliseconds{500});
  EXPECT_EQ(o.limits.idleTimeout, seconds{90});
  EXPECT_EQ(o.limits.drainTimeout, seconds{0});
}

TEST_F(Options, AllRegionsMeansThoseToOptInTo) {
  const auto regions = fromFlags({{"enable-regions", "all"}}).settings.enabledRegions;
  EXPECT_NE(std::ranges::find(regions, "af-south-1"), regions.end());
  EXPECT_EQ(std::ranges::find(regions, "us-east-1"), regions.end());
  EXPECT_TRUE(fromFlags({{"enable-regions", ""}}).settings.enabledRegions.empty());
}

struct BadFlag {
  const char* name;
  const char* value;
  const char* refusal;
};
class BadFlags : public Options, public ::testing::WithParamInterface<BadFlag> {};

TEST_P(BadFlags, AreRefusedWithWhatIsExpected) {
  EXPECT_EQ(refusalOfFlag(GetParam().name, GetParam().value), GetParam().refusal);
}

INSTANTIATE_TEST_SUITE_P(
    Values, BadFlags,
    ::testing::Values(
        BadFlag{"host", "", "--host: '' is not an IP address or localhost"},
        BadFlag{"port", "abc", "--port: 'abc' is not a port number (0 to 65535)"},
        BadFlag{"port", "65536", "--port: '65536' is not a port number (0 to 65535)"},
        BadFlag{"port", "-1", "--port: '-1' is not a port number (0 to 65535)"},
        BadFlag{"port", "", "--port: '' is not a port number (0 to 65535)"},
        BadFlag{"port-file", "", "--port-file: '' is not the name of a file"},
        BadFlag{"data-dir", "", "--data-dir: '' is not the name of a directory"},
        BadFlag{"durable", "maybe",
                "--durable: 'maybe' is not true, false, yes, no, on, off, 1 or 0"},
        BadFlag{"task-time", "soon",
                "--task-time: 'soon' is not 0, a length of time such as 2s, aws or hold"},
        BadFlag{"seed", "1.5",
                "--seed: '1.5' is not a whole number from 0 to 18446744073709551615"},
        BadFlag{"seed", "18446744073709551616",
                "--seed: '18446744073709551616' is not a whole number from 0 to "
                "18446744073709551615"},
        BadFlag{"seed-catalogue", "no",
                "--seed-catalogue: 'no' is not on or off; did you mean on?"},
        BadFlag{"default-region", "us-esat-1",
                "--default-region: 'us-esat-1' is not the name of an AWS Region; did you mean "
                "us-east-1?"},
        BadFlag{"enable-regions", "af-south-1,af-suoth-1",
                "--enable-regions: 'af-south-1,af-suoth-1' is not the name of an AWS Region; did "
                "you mean af-south-1?"},
        BadFlag{"tls", "self", "--tls: 'self' is not auto, off or self-signed"},
        BadFlag{"log-format", "jsn", "--log-format: 'jsn' is not text or json; did you mean json?"},
        BadFlag{"log-level", "warning",
                "--log-level: 'warning' is not debug, info, warn, error or off"},
        BadFlag{"io-threads", "0",
                "--io-threads: '0' is not auto or a number of threads (1 to 1024)"},
        BadFlag{"max-body-bytes", "0",
                "--max-body-bytes: '0' is not a number of bytes such as 65536, 64k or 16m"},
        BadFlag{"max-body-bytes", "16mb",
                "--max-body-bytes: '16mb' is not a number of bytes such as 65536, 64k or 16m"},
        BadFlag{"max-body-bytes", "99999999g",
                "--max-body-bytes: '99999999g' is not a number of bytes such as 65536, 64k or 16m"},
        BadFlag{"max-connections", "none",
                "--max-connections: 'none' is not a number of connections (1 to 1000000)"},
        BadFlag{"request-timeout", "0",
                "--request-timeout: '0' is not a length of time above zero"},
        BadFlag{"idle-timeout", "-5s",
                "--idle-timeout: '-5s' is not a length of time such as 500ms, 30s or 2m"},
        BadFlag{"prot", "1", "unknown option --prot; did you mean --port?"},
        BadFlag{"durable", "true",
                "--durable needs --data-dir: without a directory nothing is kept"},
        BadFlag{"auth", "sigv4",
                "--auth sigv4 needs --credentials: without a file nobody has a key"},
        BadFlag{"credentials", "/none", "/none: cannot be read: No such file or directory"},
        BadFlag{"tls-cert", "c", "--tls-cert needs --tls-key"},
        BadFlag{"tls-key", "k", "--tls-key needs --tls-cert"}));

TEST_F(Options, ACertificateAndASelfSignedOneExcludeEachOther) {
  EXPECT_EQ(refusalOf({{{"tls", "self-signed"}, {"tls-cert", "c"}, {"tls-key", "k"}}, {}, {}}),
            "--tls self-signed and --tls-cert exclude each other");
}

TEST_F(Options, TlsFollowsFromModeAndCertificate) {
  EXPECT_FALSE(fromFlags({}).tlsOptions());
  EXPECT_EQ(fromFlags({{"tls-cert", "c"}, {"tls-key", "k"}}).tlsOptions()->keyFile, "k");
  EXPECT_FALSE(fromFlags({{"tls", "off"}, {"tls-cert", "c"}, {"tls-key", "k"}}).tlsOptions());
  EXPECT_EQ(fromFlags({{"tls", "self-signed"}}).tlsOptions()->certificateFile, "");
}

TEST_F(Options, VariablesAreRefusedByTheirName) {
  EXPECT_EQ(refusalOfVariable("AMILOCAL_PROT", "1"),
            "unknown environment variable AMILOCAL_PROT; did you mean AMILOCAL_PORT?");
  EXPECT_EQ(refusalOfVariable("AMILOCAL_DATADIR", "d"),
            "unknown environment variable AMILOCAL_DATADIR; did you mean AMILOCAL_DATA_DIR?");
  EXPECT_EQ(refusalOfVariable("AMILOCAL_CONFG", "f"),
            "unknown environment variable AMILOCAL_CONFG; did you mean AMILOCAL_CONFIG?");
  EXPECT_EQ(refusalOfVariable("AMILOCAL_QUANTUM_FLUX", ""),
            "unknown environment variable AMILOCAL_QUANTUM_FLUX");
  EXPECT_EQ(refusalOfVariable("AMILOCAL_PORT", "abc"),
            "AMILOCAL_PORT: 'abc' is not a port number (0 to 65535)");
}

// What another source overrides is read all the same: it is a mistake that somebody will meet.
TEST_F(Options, AnOverriddenValueMustBeRightToo) {
  EXPECT_EQ(refusalOf({{{"port", "1"}}, {}, {{"AMILOCAL_PORT", "abc"}}}),
            "AMILOCAL_PORT: 'abc' is not a port number (0 to 65535)");
}

TEST_F(Options, TheFileTakesValuesAsTheyAreWritten) {
  const auto options = fromFile(
      "# how we test\n"
      "port: \"4570\"\n"
      "task-time: 0\n"
      "lenient: true\n"
      "seed-catalogue: off\n"
      "enable-regions:\n  - af-south-1\n  - ap-east-1\n");
  EXPECT_EQ(options.endpoint.port, 4570);
  EXPECT_TRUE(options.settings.lenient);
  EXPECT_FALSE(options.settings.seedCatalogue);
  EXPECT_EQ(options.settings.enabledRegions.size(), 2U);
  EXPECT_EQ(fromFile("").endpoint.port, 4566);
  EXPECT_EQ(fromFile("# nothing yet\n").endpoint.port, 4566);
}

// docs/control-api.md, Accounts.
TEST_F(Options, TheFileNamesAccountsOfOrganizations) {
  const auto options = fromFile(
      "accounts:\n"
      "  - id: 011111111111\n    name: the build\n    organization: o-exampleorgid\n"
      "    unit: ou-exam-ple00001/ou-exam-ple00002\n"
      "  - id: \"222222222222\"\n");
  const std::vector<domain::Account> expected = {
      {"011111111111", "the build", "o-exampleorgid", "ou-exam-ple00001/ou-exam-ple00002"},
      {.id = "222222222222"}};
  EXPECT_EQ(options.settings.accounts, expected);
}

TEST_F(Options, AFlagNamesAccountsToo) {
  const auto options =
      fromFlags({{"accounts", "id=111111111111;organization=o-exampleorgid,id=222222222222"}});
  ASSERT_EQ(options.settings.accounts.size(), 2U);
  EXPECT_EQ(options.settings.accounts[0].organization, "o-exampleorgid");
}

TEST_F(Options, AccountsThatCannotBeAreRefused) {
  for (const auto* bad :
       {"111111111111", "id=1", "id=111111111111;color=red",
        "id=111111111111;unit=ou-exam-ple00001", "id=111111111111,id=111111111111"})
    EXPECT_NE(refusalOf({{{"accounts", bad}}, {}, {}}).find("is not a"), std::string::npos) << bad;
}

struct BadFile {
  const char* yaml;
  const char* refusal;
};
class BadFiles : public Options, public ::testing::WithParamInterface<BadFile> {};

TEST_P(BadFiles, AreRefusedWithThePlace) {
  EXPECT_EQ(refusalOfFile(GetParam().yaml), GetParam().refusal);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, BadFiles,
    ::testing::Values(
        BadFile{"seed: 1\nprot: 4566\n", "a.yaml:2: unknown key 'prot'; did you mean port?"},
        BadFile{"data_dir: d\n", "a.yaml:1: unknown key 'data_dir'; did you mean data-dir?"},
        BadFile{"config: b.yaml\n", "a.yaml:1: unknown key 'config'"},
        BadFile{"\nport: abc\n", "a.yaml:2: port: 'abc' is not a port number (0 to 65535)"},
        BadFile{"port: [1, 2]\n", "a.yaml:1: port: '1,2' is not a port number (0 to 65535)"},
        BadFile{"port:\n", "a.yaml:1: port has no value"},
        BadFile{"port: {a: 1}\n", "a.yaml:1: port: 'a=1' is not a port number (0 to 65535)"},
        BadFile{"enable-regions: [[a]]\n",
                "a.yaml:1: enable-regions must be a list of single values"},
        BadFile{"port: 1\nport: 2\n", "a.yaml:2: the key 'port' is given twice"},
        BadFile{"[a]: 1\n", "a.yaml:1: a key must be a name"},
        BadFile{"- port\n", "a.yaml:1: must be lines of 'key: value'"},
        BadFile{"port\n", "a.yaml:1: must be lines of 'key: value'"},
        BadFile{"port: 1\n---\nport: 2\n", "a.yaml: must hold one document"},
        BadFile{"seed: 1\nport: [1\n", "a.yaml:3: is not YAML: end of sequence flow not found"}));

// A quota of the flag overrides the file's and leaves its others alone.
TEST_F(Options, QuotasComeFromListsAndMappings) {
  const auto options =
      read({{{"quota", "images=3,public-images=1"}},
            directory_.file("q.yaml", "quota:\n  images: 9\n  fast-snapshot-restores: 2\n"),
            {{"AMILOCAL_UNUSABLE_KMS_KEY", "alias/a, alias/b"}}});
  EXPECT_EQ(
      options.settings.limits,
      (domain::LimitValues{{"fast-snapshot-restores", 2}, {"images", 3}, {"public-images", 1}}));
  EXPECT_EQ(options.settings.unusableKmsKeys, (std::vector<std::string>{"alias/a", "alias/b"}));
}

TEST_F(Options, QuotasAreRefusedByTheirNames) {
  EXPECT_EQ(refusalOfFlag("quota", "public-image=1"),
            "--quota: 'public-image=1' is not a quota and its value, such as public-images=1; did "
            "you mean public-images?");
  EXPECT_EQ(refusalOfFlag("quota", "images=x"),
            "--quota: 'images=x' is not a quota and its value, such as public-images=1 (0 to "
            "1000000000)");
  EXPECT_EQ(refusalOfFlag("unusable-kms-key", ","),
            "--unusable-kms-key: ',' is not a name, or several separated by commas");
}

TEST_F(Options, AFileThatCannotBeReadIsRefused) {
  EXPECT_EQ(refusalOf({{}, directory_.path("none.yaml"), {}}),
            "none.yaml: cannot be read: No such file or directory");
  EXPECT_EQ(refusalOf({{}, directory_.path("."), {}}), ".: cannot be read: Is a directory");
  EXPECT_EQ(refusalOf({{}, "", {}}), "--config: '' is not the name of a file");
}

TEST_F(Options, TheEnvironmentIsTakenApartAtTheFirstSign) {
  const char* const variables[] = {"A=1", "B=x=y", "C=", "D", nullptr};
  EXPECT_EQ(readEnvironment(variables),
            (NamedTexts{{"A", "1"}, {"B", "x=y"}, {"C", ""}, {"D", ""}}));
}

// ---- --s3-endpoint -----------------------------------------------------------------------------

const NamedTexts kAwsKey = {{"AWS_ACCESS_KEY_ID", "AKID"},
                            {"AWS_SECRET_ACCESS_KEY", "secret"},
                            {"AWS_SESSION_TOKEN", "token"},
                            {"AWS_CA_BUNDLE", "ca.pem"}};

TEST_F(Options, AnS3EndpointTakesTheKeyOfAwsClients) {
  const auto s3 = read({{{"s3-endpoint", "http://minio:9000/"}}, {}, kAwsKey}).s3;
  EXPECT_EQ(s3.url, "http://minio:9000");
  EXPECT_EQ(s3.region, "us-east-1");
  EXPECT_EQ(s3.accessKey, "AKID");
  EXPECT_EQ(s3.secretKey, "secret");
  EXPECT_EQ(s3.sessionToken, "token");
  EXPECT_EQ(s3.trustedFile, "ca.pem");
  EXPECT_EQ(read({{}, {}, kAwsKey}).s3.accessKey, "") << "for nothing";
}

// A key is one thing: parts of two do not make one.
TEST_F(Options, AnS3EndpointTakesAKeyOfItsOwnWhole) {
  const auto s3 =
      read(
          {{{"s3-access-key", "minio"}, {"s3-secret-key", "minio123"}, {"s3-ca", "own.pem"}},
           {directory_.file("amilocal.yaml", "s3-endpoint: https://minio\ns3-region: eu-west-1\n")},
           kAwsKey})
          .s3;
  EXPECT_EQ(s3.url, "https://minio");
  EXPECT_EQ(s3.region, "eu-west-1");
  EXPECT_EQ(s3.accessKey, "minio");
  EXPECT_EQ(s3.secretKey, "minio123");
  EXPECT_EQ(s3.sessionToken, "");
  EXPECT_EQ(s3.trustedFile, "own.pem");
  EXPECT_NE(refusalOf({{{"s3-endpoint", "http://minio"}, {"s3-access-key", "minio"}}, {}, kAwsKey})
                .find("--s3-endpoint needs --s3-access-key and --s3-secret-key"),
            std::string::npos);
}

TEST_F(Options, AnS3EndpointMustBeOneAndHaveAKey) {
  EXPECT_EQ(refusalOfFlag("s3-endpoint", "minio:9000"),
            "--s3-endpoint: 'minio:9000' is not an address such as http://127.0.0.1:9000");
  EXPECT_EQ(refusalOfFlag("s3-endpoint", "http://minio:9000"),
            "--s3-endpoint needs --s3-access-key and --s3-secret-key, or AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY in the environment");
  EXPECT_EQ(refusalOfVariable("AMILOCAL_S3_SECRET_KEY", "x"),
            "--s3-access-key, --s3-secret-key, --s3-session-token and --s3-ca need --s3-endpoint");
}

}  // namespace
}  // namespace amilocal::test
