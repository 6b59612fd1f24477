#pragma once

namespace amilocal {

/// The tags of what other services than EC2 own: a list of the resource itself, since nobody else
/// tags it and EC2's DescribeTags does not show them.
struct TagColumns {
  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& tag) {
    column("key", tag.key);
    column("value", tag.value);
  }
};

}  // namespace amilocal
