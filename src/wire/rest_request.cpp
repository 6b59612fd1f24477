#include "amilocal/wire/rest_request.h"

#include <algorithm>

#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"

namespace amilocal::wire {
namespace {

bool isLabel(std::string_view part) { return part.starts_with('{') && part.ends_with('}'); }
bool isGreedy(std::string_view part) { return part.ends_with("+}"); }

std::string_view nameOf(std::string_view label) {
  return label.substr(1, label.size() - (isGreedy(label) ? 3 : 2));
}

// Takes the first segment off `path`, or all of it.
std::string_view takeSegment(std::string_view& path, std::string_view part) {
  const auto end = isGreedy(part) ? std::string_view::npos : path.find('/');
  const auto segment = path.substr(0, end);
  path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
  return segment;
}

bool matches(std::string_view pattern, std::string_view path, NamedTexts& labels) {
  labels.clear();
  const auto parts = split(pattern, '/');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool isLast = i + 1 == parts.size();
    if (!isLast && !isGreedy(parts[i]) && path.find('/') == std::string_view::npos) return false;
    if (isLast && !isGreedy(parts[i]) && path.find('/') != std::string_view::npos) return false;
    const auto segment = takeSegment(path, parts[i]);
    if (!isLabel(parts[i])) {
      if (segment != parts[i]) return false;
      continue;
    }
    auto text = decodePercent(segment);
    if (!text || text->empty()) return false;
    labels.emplace_back(nameOf(parts[i]), std::move(*text));
  }
  return true;
}

}  // namespace

const Operation* matchRoute(const ServiceTable& service, std::string_view method,
                            std::string_view path, NamedTexts& labels) {
  for (const auto& operation : service.operations)
    if (operation.method == method && matches(operation.path, path, labels)) return &operation;
  labels.clear();
  return nullptr;
}

bool hasPath(const ServiceTable& service, std::string_view path) {
  NamedTexts labels;
  return std::ranges::any_of(service.operations, [&](const Operation& operation) {
    return !operation.path.empty() && matches(operation.path, path, labels);
  });
}

NamedTexts parseQueryString(std::string_view query) {
  NamedTexts parameters;
  for (const auto parameter : split(query, '&')) {
    if (parameter.empty()) continue;
    const auto equals = parameter.find('=');
    auto name = decodeForm(parameter.substr(0, equals));
    auto value = decodeForm(equals == std::string_view::npos ? std::string_view()
                                                             : parameter.substr(equals + 1));
    if (!name || !value) throw errors::malformedQueryString("a broken percent-coding");
    parameters.emplace_back(std::move(*name), std::move(*value));
  }
  return parameters;
}

}  // namespace amilocal::wire
