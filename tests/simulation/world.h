#pragma once

#include <memory>
#include <string>

#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/database.h"
#include "amilocal/engine/executor.h"
#include "amilocal/engine/request_context.h"
#include "amilocal/engine/server_settings.h"
#include "simulation/model.h"
#include "support/manual_clock.h"

namespace amilocal::simulation {

/// A server without its threads: an executor on a catalog's file and, for readers, a connection of
/// their own. It can end at any time and begin again.
class World {
 public:
  World(std::string directory, ServerSettings settings, Durability durability, Instant start);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// Begins a life, as the engine does. Throws CatalogError.
  void open();
  void close();
  bool isOpen() const { return life_ != nullptr; }

  Executor& executor();
  Catalog& committed();  ///< what readers see
  BlobStore& blobs();
  test::ManualClock& machineClock() { return clock_; }
  const std::string& directory() const { return directory_; }

  /// The context of a read by this account on that catalog.
  RequestContext reading(const Place& who, Catalog& catalog);

 private:
  struct Life;

  const std::string directory_;
  const ServerSettings settings_;
  const Durability durability_;
  test::ManualClock clock_;
  IdSource ids_{0};
  std::unique_ptr<Life> life_;
};

}  // namespace amilocal::simulation
