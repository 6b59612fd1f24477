#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/iam.h"

/// What IAM and STS know. Names are found whatever their case, and lists are in the order of names.
/// All throw CatalogError.
namespace amilocal {

class RoleTable {
 public:
  explicit RoleTable(Database& database) : database_(database) {}

  std::optional<domain::Role> find(const std::string& arn) const;
  std::optional<domain::Role> findNamed(const std::string& account, const std::string& name) const;
  std::vector<domain::Role> list(const std::string& account) const;
  std::int64_t countAttached(const std::string& policyArn) const;  ///< roles with this policy

  void insert(const domain::Role& role);
  void update(const domain::Role& role);
  bool remove(const std::string& arn);  ///< was it there?

 private:
  Database& database_;
};

class PolicyTable {
 public:
  explicit PolicyTable(Database& database) : database_(database) {}

  std::optional<domain::ManagedPolicy> find(const std::string& arn) const;
  std::optional<domain::ManagedPolicy> findNamed(const std::string& account,
                                                 const std::string& name) const;

  void insert(const domain::ManagedPolicy& policy);
  bool remove(const std::string& arn);

 private:
  Database& database_;
};

class InstanceProfileTable {
 public:
  explicit InstanceProfileTable(Database& database) : database_(database) {}

  std::optional<domain::InstanceProfile> find(const std::string& arn) const;
  std::optional<domain::InstanceProfile> findNamed(const std::string& account,
                                                   const std::string& name) const;
  std::vector<domain::InstanceProfile> list(const std::string& account) const;

  void insert(const domain::InstanceProfile& profile);
  void update(const domain::InstanceProfile& profile);
  bool remove(const std::string& arn);

 private:
  Database& database_;
};

/// Expired sessions stay, so that their keys are known to be old.
class SessionTable {
 public:
  explicit SessionTable(Database& database) : database_(database) {}

  std::optional<domain::Session> find(const std::string& accessKeyId) const;
  void insert(const domain::Session& session);

 private:
  Database& database_;
};

}  // namespace amilocal
