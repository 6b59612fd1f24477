#include "amilocal/catalog/lifecycle_policy_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::LifecyclePolicy;

struct PolicyColumns {
  static constexpr const char* kTable = "lifecycle_policy";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& policy) {
    column("id", policy.id);
    column("region", policy.region);
    column("owner", policy.owner);
    column("state", policy.state);
    column("description", policy.description);
    column("execution_role", policy.executionRole);
    column("created_at", policy.createdAt);
    column("modified_at", policy.modifiedAt);
    column("data", policy.data);
  }
};

using PolicyRows = Rows<LifecyclePolicy, PolicyColumns>;

}  // namespace

std::optional<LifecyclePolicy> LifecyclePolicyTable::find(const LifecyclePolicyId& id) const {
  return PolicyRows::find(database_, id);
}

std::vector<LifecyclePolicy> LifecyclePolicyTable::list(const std::string& owner,
                                                        const std::string& region) const {
  static const auto kSql =
      PolicyRows::sql().select + " WHERE region = ?1 AND owner = ?2 ORDER BY id";
  Statement statement(database_, kSql);
  statement.bindAt(1, region);
  statement.bindAt(2, owner);
  return PolicyRows::readAll(statement);
}

void LifecyclePolicyTable::insert(const LifecyclePolicy& policy) {
  PolicyRows::insert(database_, policy);
}

void LifecyclePolicyTable::update(const LifecyclePolicy& policy) {
  PolicyRows::update(database_, policy);
}

bool LifecyclePolicyTable::remove(const LifecyclePolicyId& id) {
  return PolicyRows::remove(database_, id);
}

}  // namespace amilocal
