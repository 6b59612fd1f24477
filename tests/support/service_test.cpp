#include "support/service_test.h"

#include "amilocal/catalog/migrations.h"
#include "amilocal/services/authorization.h"
#include "amilocal/services/tasks.h"

namespace amilocal::test {
namespace {

using namespace std::chrono;

constexpr std::uint64_t kMaxData = 64ULL << 20U;
constexpr Instant kStart = sys_days{2026y / November / 20} + hours{12};

ServerSettings quietSettings() {
  ServerSettings settings;
  settings.seed = 1;
  return settings;
}

// The tables must be there before the executor looks for its clock.
Database& migrated(Database& database) {
  migrate(database);
  return database;
}

// Only a server that is told to asks policies.
void authorizeWhereOn(RequestContext& ctx, const wire::Call& call) {
  if (ctx.settings.iam != domain::IamMode::off) services::authorize(ctx, call);
}

}  // namespace

ServiceTest::ServiceTest()
    : base_(kStart),
      settings_(quietSettings()),
      database_(":memory:", Database::Mode::readWrite, Durability::ephemeral),
      blobs_(directory_.path(), kMaxData, Durability::ephemeral),
      executor_(migrated(database_), blobs_, base_, settings_, services::taskRows(),
                CheckpointStore(""), &authorizeWhereOn) {}

void ServiceTest::run(wire::Call& call) {
  executor_.begin();
  try {
    executor_.execute(call, caller_, "00000000-0000-4000-8000-000000000000");
  } catch (...) {
    executor_.commit();  // the batch goes on when one of its requests is refused
    throw;
  }
  executor_.commit();
}

void ServiceTest::taskTime(std::string_view text) {
  settings_.taskTime = domain::TaskTime::parse(text).value();
}

void ServiceTest::advance(Duration by) {
  executor_.begin();
  executor_.advanceTo(now() + by);
  executor_.commit();
}

void ServiceTest::finishTaskOf(std::string_view subject,
                               const std::optional<domain::StateReason>& failure) {
  executor_.begin();
  const auto tasks = catalog().tasks().listFor(std::string(subject));
  ASSERT_FALSE(tasks.empty()) << "nothing waits for " << subject;
  EXPECT_TRUE(executor_.finishTask(tasks.front().id, failure));
  executor_.commit();
}

void expectError(const ApiError& error, std::string_view code, std::string_view message) {
  EXPECT_EQ(error.code(), code) << error.message();
  if (!message.empty()) {
    EXPECT_EQ(error.message(), message);
  }
}

}  // namespace amilocal::test
