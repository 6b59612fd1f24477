#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/catalog/statement.h"
#include "sql_text.h"

namespace amilocal {

/// A table of things with an id, a Region, an owner and a state, and, where they can be shared,
/// the table of permissions with its column of the thing's id.
struct ScopedTable {
  std::string_view name;
  std::string_view permissions = {};
  std::string_view permissionParent = {};
};

/// The query for the ids in a scope, in order, and the values of its parameters. Written so that
/// each part reads an index in the order of ids and stops at the limit: what is the account's own,
/// what is public and what was shared with it are merged, not collected and sorted.
class ScopeQuery {
 public:
  template <class Scope>
  ScopeQuery(ScopedTable table, const Scope& scope)
      : table_(table),
        region_(scope.region),
        owners_(scope.owners),
        afterId_(scope.afterId),
        limit_(scope.limit.value_or(-1)) {
    if constexpr (requires { scope.visibleTo; }) visibleTo_ = scope.visibleTo;
    if constexpr (requires { scope.sharedThrough; })
      if (!scope.sharedThrough.empty()) entitiesJson_ = jsonOf(scope.sharedThrough);
    ownersJson_ = jsonOf(owners_);
    for (const auto state : scope.statesLeftOut)
      statesLeftOut_ += " AND t.state <> '" + std::string(toString(state)) + "'";
  }

  /// A further condition on the table, which is called `t`, and the index to look in first.
  void narrow(std::string condition, std::string index) {
    condition_ = std::move(condition);
    index_ = std::move(index);
  }

  /// Lets ids() answer the number of each row in a second column: by it a row is read sooner.
  void addRows() { rows_ = ", t.rowid AS row"; }

  std::string ids() const;

  /// All of them without order or limit, which is sooner done where few are found.
  std::string idsInAnyOrder() const;

  /// Binds what these need. The query must outlive the statement's last step.
  void bind(Statement& statement) const;

 private:
  enum class Owners { asAsked, any };

  std::string select(std::string_view id) const;
  std::string conditions(Owners owners) const;
  std::string source() const;
  std::string sharedArms() const;
  std::string permissionArm(std::string_view grantee) const;

  ScopedTable table_;
  std::string region_;
  std::vector<std::string> owners_;
  std::optional<std::string> visibleTo_;
  std::optional<std::string> entitiesJson_;
  std::string afterId_;
  std::int64_t limit_;
  std::string ownersJson_;
  /// Conditions on the state, each by itself: a list would become a table that every row is looked
  /// up in, which takes as long as all the rest.
  std::string statesLeftOut_;
  std::string rows_;
  std::string condition_;
  std::string index_;
};

}  // namespace amilocal
