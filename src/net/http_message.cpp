#include "amilocal/net/http_message.h"

#include "amilocal/core/text.h"

namespace amilocal {

HeaderList::HeaderList(std::initializer_list<HeaderField> fields) {
  for (const auto& field : fields) add(field.name, field.value);
}

void HeaderList::add(std::string_view name, std::string_view value) {
  spans_.push_back({static_cast<std::uint32_t>(text_.size()),
                    static_cast<std::uint32_t>(name.size()),
                    static_cast<std::uint32_t>(value.size())});
  text_.append(name).append(value);
}

std::optional<std::string_view> HeaderList::find(std::string_view name) const {
  for (const auto field : *this) {
    if (equalsIgnoringCase(field.name, name)) return field.value;
  }
  return std::nullopt;
}

HeaderField HeaderList::operator[](std::size_t index) const {
  const auto& span = spans_[index];
  const char* text = text_.data() + span.offset;
  return {{text, span.nameSize}, {text + span.nameSize, span.valueSize}};
}

void HeaderList::reserve(std::size_t fields, std::size_t bytes) {
  spans_.reserve(fields);
  text_.reserve(bytes);
}

}  // namespace amilocal
