#include "amilocal/catalog/transfer_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::Transfer;

struct TransferColumns {
  static constexpr const char* kTable = "transfer";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& transfer) {
    column("number", transfer.number);
    column("id", transfer.id);
    column("account", transfer.account);
    column("region", transfer.region);
    column("kind", transfer.kind);
    column("state", transfer.state);
    column("status_message", transfer.statusMessage);
    column("started_at", transfer.startedAt);
    column("due_at", transfer.dueAt);
    column("image_id", transfer.imageId);
    column("encrypted", transfer.encrypted);
    column("kms_key_id", transfer.kmsKeyId);
    column("request", transfer.request);
  }
};

struct DiskColumns {
  static constexpr const char* kTable = "transfer_disk";
  static constexpr const char* kParent = "transfer_id";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& disk) {
    column("format", disk.format);
    column("file_bytes", disk.fileBytes);
    column("device_name", disk.deviceName);
    column("snapshot_id", disk.snapshotId);
    column("container", disk.container);
  }
};

using TransferRows = Rows<Transfer, TransferColumns>;
using Disks = Lists<domain::TransferDisk, DiskColumns>;

}  // namespace

std::optional<Transfer> TransferTable::find(const std::string& id) const {
  static const auto kSql = TransferRows::sql().select + " WHERE id = ?1";
  Statement statement(database_, kSql);
  statement.bindAt(1, id);
  if (!statement.step()) return std::nullopt;
  auto transfer = TransferRows::read(statement);
  transfer.disks = Disks::find(database_, id);
  return transfer;
}

std::vector<Transfer> TransferTable::list(const std::string& account, const std::string& region,
                                          domain::TransferKind kind) const {
  static const auto kSql = TransferRows::sql().select +
                           " WHERE account = ?1 AND region = ?2 AND kind = ?3 ORDER BY number";
  Statement statement(database_, kSql);
  statement.bindAt(1, account);
  statement.bindAt(2, region);
  statement.bindAt(3, kind);
  auto transfers = TransferRows::readAll(statement);
  for (auto& transfer : transfers) transfer.disks = Disks::find(database_, transfer.id);
  return transfers;
}

void TransferTable::insert(const Transfer& transfer) {
  Statement statement(database_, TransferRows::sql().insert);
  ColumnBinder binder(statement, 1);
  TransferColumns::visit(binder, transfer);
  if (transfer.number == 0) statement.bindNull(1);
  statement.run();
  Disks::insert(database_, transfer.id, transfer.disks);
}

void TransferTable::update(const Transfer& transfer) {
  TransferRows::update(database_, transfer);
  Disks::replace(database_, transfer.id, transfer.disks);
}

void TransferTable::remove(const Transfer& transfer) {
  TransferRows::remove(database_, transfer.number);
}

}  // namespace amilocal
