#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/tag.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/operation.h"

namespace amilocal::services {

/// What a request asks for: the members of Call::requestJson(), under the model's names. There is
/// no second reading of what came, so that nothing passes a policy as one thing and is done as
/// another.
class RequestMembers {
 public:
  explicit RequestMembers(const wire::Call& call);
  explicit RequestMembers(std::string_view json);

  /// The texts, numbers and truth values at the end of a path, of a list on the way those of all
  /// its items: `BlockDeviceMappings.Ebs.SnapshotId`. Several paths are set apart by `|`. Empty
  /// texts are left out.
  std::vector<std::string> texts(std::string_view paths) const;

  /// The first of them; empty when there is none.
  std::string text(std::string_view paths) const;

  /// The members `Key` and `Value` of a list's items.
  domain::Tags tags(std::string_view path) const;

  wire::JsonDocument::Value root() const { return document_.root(); }

 private:
  wire::JsonDocument document_;
};

/// The same for a part of a request.
std::vector<std::string> textsIn(wire::JsonDocument::Value from, std::string_view paths);
std::string textIn(wire::JsonDocument::Value from, std::string_view paths);
domain::Tags tagsIn(wire::JsonDocument::Value from, std::string_view path);

/// The items of a list, however deep it lies; the value itself when it is no list.
std::vector<wire::JsonDocument::Value> itemsIn(wire::JsonDocument::Value from,
                                               std::string_view path);

}  // namespace amilocal::services
