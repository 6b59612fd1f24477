#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/wire/field.h"
#include "amilocal/wire/scalar_text.h"
#include "amilocal/wire/shared.h"

namespace amilocal::wire {

/// Appends `text` with the five characters escaped that XML gives a meaning.
void appendEscaped(std::string& out, std::string_view text);

/// Appends `<element>text</element>`, with the text escaped.
void appendElement(std::string& out, std::string_view element, std::string_view text);

/// Visitor that appends a shape's members as XML elements: EC2's and the query protocols' way out.
class XmlWriter {
 public:
  explicit XmlWriter(std::string& out) : out_(out) {}

  template <class T>
  void operator()(const Field& field, const T& member) {
    write(field, field.xml, member);
  }

 private:
  template <class T>
  void write(const Field& field, std::string_view element, const std::optional<T>& member) {
    if (member) write(field, element, *member);
  }
  template <class T>
  void write(const Field& field, std::string_view element, const std::vector<T>& list) {
    if (list.empty()) {
      if (field.presence != ListPresence::absent) appendEmpty(element);
      return;
    }
    open(element);
    const auto begin = out_.size();
    for (const auto& member : list) {
      write(field, field.item, member);
      // The others are about as long as the first.
      if (&member == &list.front()) out_.reserve(begin + (out_.size() - begin) * list.size());
    }
    close(element);
  }
  template <class T>
  void write(const Field& field, std::string_view element, const Shared<T>& shape) {
    if (!shape.isOfMany()) return write(field, element, *shape);
    out_ += shape.text([&](const T& once) {
      std::string text;
      XmlWriter(text).write(field, element, once);
      return text;
    });
  }
  void write(const Field&, std::string_view element, const std::string& text) {
    appendElement(out_, element, text);
  }
  void write(const Field&, std::string_view element, bool value) {
    appendElement(out_, element, value ? "true" : "false");
  }
  void write(const Field&, std::string_view element, std::int64_t value) {
    appendElement(out_, element, std::to_string(value));
  }
  void write(const Field&, std::string_view element, double value) {
    appendElement(out_, element, doubleText(value));
  }
  void write(const Field&, std::string_view element, Instant at) {
    appendElement(out_, element, formatInstant(at));
  }
  template <class T>
  requires std::is_class_v<T>
  void write(const Field&, std::string_view element, const T& shape) {
    open(element);
    const auto before = out_.size();
    describe(*this, shape);
    if (out_.size() != before) return close(element);
    // A structure without members is an empty element: `<lastLaunchedTime/>`.
    out_.resize(before - element.size() - 2);
    appendEmpty(element);
  }

  void open(std::string_view element) { ((out_ += '<') += element) += '>'; }
  void close(std::string_view element) { ((out_ += "</") += element) += '>'; }
  void appendEmpty(std::string_view element) { ((out_ += '<') += element) += "/>"; }

  std::string& out_;
};

}  // namespace amilocal::wire
