#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "amilocal/catalog/archive.h"
#include "amilocal/catalog/data_sweep.h"
#include "amilocal/core/instant.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/wire/json_object.h"
#include "control/body.h"
#include "control/routes.h"

namespace amilocal::control {
namespace {

// What an archive holds that its blobs' store does not: checked before, so that a sweep is made
// where there is need of one, and none else.
void makeRoomFor(Engine& engine, std::uint64_t bytes) {
  auto& blobs = engine.blobs();
  if (blobs.bytesUsed() + bytes <= blobs.limit()) return;
  engine.performAndWait(
      [&](Executor& executor) { sweepData(executor.catalog().database(), blobs); });
}

// The blobs of a state that has not come: nothing names them.
void sweepAway(Engine& engine) {
  engine.performAndWait(
      [&](Executor& executor) { sweepData(executor.catalog().database(), engine.blobs()); });
}

void takeOver(Engine& engine, IncomingState& incoming) {
  auto still = engine.blobs().keepStill();
  try {
    incoming.adoptBlobs();
    engine.performAloneAndWait(
        [&](Executor& executor) { executor.replaceState(incoming.catalog()); });
  } catch (...) {
    still.reset();
    sweepAway(engine);
    throw;
  }
}

// The server's end waits for what it reads.
ArchiveBytes whileServed(const ArchiveBytes& bytes, const std::function<bool()>& isEnding) {
  return {bytes.size,
          [read = bytes.readAt, isEnding](std::uint64_t offset, char* into, std::size_t room) {
            if (isEnding()) throw errors::unavailable();
            return read(offset, into, room);
          }};
}

std::string describe(const ArchiveNote& note) {
  return wire::JsonObject()
      .text("exportedAt", formatInstant(note.exportedAt))
      .text("version", note.version)
      .number("schema", note.schema)
      .number("images", note.images)
      .number("blobs", note.blobs)
      .end();
}

}  // namespace

Aside exportArchive(const Surroundings& here, const Demand& demand) {
  refuseBody(demand.body);
  return [machine = here.machine](Engine& engine) {
    // Before the copy: what it names must not be swept until it has been sent.
    auto still = engine.blobs().keepStill();
    engine.performAloneAndWait(
        [&](Executor& executor) { executor.copyState(outgoingCatalog(engine.blobs())); });
    const auto writer = std::make_shared<ArchiveWriter>(engine.blobs(), machine->now());
    log::info("state.exported", {{"bytes", writer->size()}, {"blobs", writer->note().blobs}});
    auto source = std::make_shared<ContentSource>();
    source->size = writer->size();
    // It is asked for one piece behind the other.
    source->readAt = [writer, still = std::move(still)](std::uint64_t, char* into,
                                                        std::size_t room) {
      return writer->read(into, room);
    };
    return Reply(std::move(source));
  };
}

Aside importArchive(const Surroundings& here, const Demand& demand) {
  return [archive = whileServed(demand.archive, here.isEnding)](Engine& engine) {
    makeRoomFor(engine, archive.size);
    IncomingState incoming(archive, engine.blobs());
    takeOver(engine, incoming);
    log::info("state.imported",
              {{"images", incoming.note().images}, {"blobs", incoming.note().blobs}});
    return Reply(describe(incoming.note()));
  };
}

ArchiveBytes archiveIn(const HttpRequest& request) {
  if (const auto file = request.bodyFile) {
    return {file->size(), [file](std::uint64_t offset, char* into, std::size_t room) {
              return file->readAt(offset, into, room);
            }};
  }
  const auto body = std::make_shared<const std::string>(request.body);
  return {body->size(), [body](std::uint64_t offset, char* into, std::size_t room) {
            const auto count = std::min<std::size_t>(room, body->size() - offset);
            std::memcpy(into, body->data() + offset, count);
            return count;
          }};
}

}  // namespace amilocal::control
