#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/wire/xml_writer.h"

namespace amilocal::s3 {

/// A document of S3, element after element.
class Xml {
 public:
  explicit Xml(std::string_view root) : root_(root) {
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root_ +
           " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
  }

  /// The name may have attributes behind it.
  Xml& open(std::string_view name) { return tag("<", name); }
  Xml& close(std::string_view name) { return tag("</", name); }
  Xml& add(std::string_view name, std::string_view text) {
    open(name);
    wire::appendEscaped(out_, text);
    return close(name);
  }
  Xml& add(std::string_view name, std::int64_t number) {
    return add(name, std::string_view(std::to_string(number)));
  }
  Xml& add(std::string_view name, Instant at) {
    return add(name, std::string_view(formatInstant(at)));
  }
  Xml& flag(std::string_view name, bool value) {
    return add(name, value ? std::string_view("true") : std::string_view("false"));
  }

  std::string finish() && {
    close(root_);
    return std::move(out_);
  }

 private:
  Xml& tag(std::string_view begin, std::string_view name) {
    ((out_ += begin) += name) += '>';
    return *this;
  }

  std::string root_;
  std::string out_;
};

}  // namespace amilocal::s3
