#include "amilocal/engine/request_context.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/journal_entry.h"

namespace amilocal {

const domain::Account& RequestContext::member() const {
  if (!member_)
    member_ = catalog.accounts().find(account()).value_or(domain::Account{.id = account()});
  return *member_;
}

std::string limitSettingName(domain::Limit limit) {
  return "quota." + std::string(domain::rowOf(limit).name);
}

std::int64_t limitValue(const Catalog& catalog, const ServerSettings& settings,
                        domain::Limit limit) {
  const auto& row = domain::rowOf(limit);
  if (const auto changed = catalog.settings().find({}, {}, limitSettingName(limit)))
    return parseInteger(*changed).value_or(row.value);
  const auto given = settings.limits.find(row.name);
  return given == settings.limits.end() ? row.value : given->second;
}

std::int64_t RequestContext::limit(domain::Limit limit) const {
  return limitValue(catalog, settings, limit);
}

domain::Task RequestContext::newTask(domain::TaskKind kind, std::string subject) const {
  domain::Task task;
  task.kind = kind;
  task.account = caller.account;
  task.region = caller.region;
  task.subject = std::move(subject);
  task.createdAt = now;
  task.failure = taskFailure_;
  task.requestId = requestId_;
  return task;
}

domain::Task RequestContext::taskFor(domain::TaskKind kind, std::string subject,
                                     std::int64_t sizeGib) const {
  auto task = newTask(kind, std::move(subject));
  task.dueAt = domain::dueAt(settings.taskTime, kind, sizeGib, now);
  return task;
}

RequestContext RequestContext::contextOf(const domain::Task& task) const {
  return RequestContext({.account = task.account, .region = task.region, .accessKeyId = {}}, now,
                        catalog, blobs, ids, settings, domain::toString(task.kind), requestId_);
}

domain::Task RequestContext::schedule(domain::TaskKind kind, std::string subject,
                                      std::int64_t sizeGib, std::string detail) {
  auto task = taskFor(kind, std::move(subject), sizeGib);
  task.detail = std::move(detail);
  task.id = catalog.tasks().insert(task);
  return task;
}

domain::Task RequestContext::scheduleAt(domain::TaskKind kind, std::string subject, Instant dueAt,
                                        std::string detail) {
  auto task = newTask(kind, std::move(subject));
  task.detail = std::move(detail);
  task.dueAt = dueAt;
  task.id = catalog.tasks().insert(task);
  return task;
}

void RequestContext::emit(domain::Event event) {
  event.uuid = ids.nextUuid();
  event.at = now;
  if (event.account.empty()) event.account = caller.account;
  if (event.region.empty()) event.region = caller.region;
  catalog.events().append(event);
}

void RequestContext::record(std::string_view resourceId, std::string_view from, std::string_view to,
                            std::string_view reason) {
  domain::JournalEntry entry;
  entry.at = now;
  entry.account = caller.account;
  entry.region = caller.region;
  entry.resourceId = resourceId;
  entry.fromState = from;
  entry.toState = to;
  entry.cause = cause_;
  entry.reason = reason;
  entry.requestId = requestId_;
  catalog.journal().append(entry);
}

}  // namespace amilocal
