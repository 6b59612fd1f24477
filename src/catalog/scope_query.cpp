#include "scope_query.h"

namespace amilocal {

std::string ScopeQuery::select(std::string_view id) const {
  return "SELECT " + std::string(id) + " AS id" + rows_;
}

std::string ScopeQuery::source() const {
  auto text = " FROM " + std::string(table_.name) + " AS t";
  if (!index_.empty()) text += " INDEXED BY " + index_;
  return text;
}

std::string ScopeQuery::conditions(Owners owners) const {
  // What is looked up need not be in the order of ids, in which `:after` lets SQLite begin.
  const bool isFirstPage = afterId_.empty() && !index_.empty();
  std::string text = isFirstPage ? " WHERE true" : " WHERE t.id > :after";
  // Without an owner to look up, going through the ids in their order beats collecting and sorting
  // a Region's; the plus sign keeps SQLite from the latter.
  const bool byId = !visibleTo_ && owners_.empty() && index_.empty();
  if (!region_.empty()) text += byId ? " AND +t.region = :region" : " AND t.region = :region";
  if (owners == Owners::asAsked && owners_.size() == 1) text += " AND t.owner = :owner";
  if (owners == Owners::asAsked && owners_.size() > 1)
    text += " AND t.owner IN (SELECT value FROM json_each(:owners))";
  text += statesLeftOut_;
  if (!condition_.empty()) text += " AND " + condition_;
  return text;
}

std::string ScopeQuery::sharedArms() const {
  std::string arms;
  if (owners_.empty() || std::find(owners_.begin(), owners_.end(), *visibleTo_) != owners_.end()) {
    arms +=
        select("t.id") + source() + conditions(Owners::any) + " AND t.owner = :account" + " UNION ";
  }
  arms += select("t.id") + source() + conditions(Owners::asAsked) + " AND t.is_public = 1";
  arms += permissionArm("p.kind = 'userId' AND p.value = :account");
  if (entitiesJson_) arms += permissionArm("p.entity IN (SELECT value FROM json_each(:entities))");
  return arms;
}

/// What is shared with a grantee, looked up by the index of grantees.
std::string ScopeQuery::permissionArm(std::string_view grantee) const {
  const auto parent = "p." + std::string(table_.permissionParent);
  return " UNION " + select(parent) + " FROM " + std::string(table_.permissions) +
         " AS p CROSS JOIN " + std::string(table_.name) + " AS t ON t.id = " + parent +
         conditions(Owners::asAsked) + " AND " + parent + " > :after AND " + std::string(grantee);
}

std::string ScopeQuery::ids() const { return idsInAnyOrder() + " ORDER BY id LIMIT :limit"; }

std::string ScopeQuery::idsInAnyOrder() const {
  const bool ownOnly = visibleTo_ && owners_.size() == 1 && owners_.front() == *visibleTo_;
  return visibleTo_ && !ownOnly ? sharedArms()
                                : select("t.id") + source() + conditions(Owners::asAsked);
}

void ScopeQuery::bind(Statement& statement) const {
  statement.bindIfUsed(":after", afterId_)
      .bindIfUsed(":limit", limit_)
      .bindIfUsed(":region", region_);
  if (owners_.size() == 1) statement.bindIfUsed(":owner", owners_.front());
  statement.bindIfUsed(":owners", ownersJson_);
  statement.bindIfUsed(":account", visibleTo_);
  statement.bindIfUsed(":entities", entitiesJson_);
}

}  // namespace amilocal
