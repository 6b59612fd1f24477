#include "simulation/world.h"

#include <utility>

#include "amilocal/catalog/data_sweep.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/services/tasks.h"

namespace amilocal::simulation {
namespace {

constexpr std::uint64_t kMaxData = 64ULL << 20U;

struct Writer {
  Writer(const std::string& path, Durability durability, BlobStore& blobs)
      : database(path, Database::Mode::readWrite, durability) {
    migrate(database);
    sweepData(database, blobs);
  }
  Database database;
};

}  // namespace

struct World::Life {
  explicit Life(const World& world)
      : blobs(world.directory_, kMaxData, Durability::ephemeral),
        writer(pathIn(world), world.durability_, blobs),
        executor(writer.database, blobs, world.clock_, world.settings_, services::taskRows(),
                 CheckpointStore(world.directory_ + "/checkpoints", world.durability_)),
        reader(pathIn(world), Database::Mode::readOnly, world.durability_),
        committed(reader) {}

  static std::string pathIn(const World& world) { return world.directory_ + "/catalog.sqlite3"; }

  BlobStore blobs;
  Writer writer;
  Executor executor;
  Database reader;
  Catalog committed;
};

World::World(std::string directory, ServerSettings settings, Durability durability, Instant start)
    : directory_(std::move(directory)),
      settings_(std::move(settings)),
      durability_(durability),
      clock_(start) {}

World::~World() = default;

void World::open() { life_ = std::make_unique<Life>(*this); }
void World::close() { life_.reset(); }
Executor& World::executor() { return life_->executor; }
Catalog& World::committed() { return life_->committed; }
BlobStore& World::blobs() { return life_->blobs; }

RequestContext World::reading(const Place& who, Catalog& catalog) {
  return RequestContext({.account = who.account, .region = who.region, .accessKeyId = {}},
                        executor().clock().now(), catalog, blobs(), ids_, settings_, "Read",
                        "simulation");
}

}  // namespace amilocal::simulation
