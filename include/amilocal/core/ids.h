#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace amilocal {

/// Is `text` the prefix, a hyphen and 8 or 17 lower-case hexadecimal digits? EC2 has both lengths
/// (aws-facts/errors.md section 2, "Long ids are checksummed": we accept any digits).
bool isResourceId(std::string_view prefix, std::string_view text);

/// An identifier of one kind of resource. Once made, it has the right form and cannot be mistaken
/// for an id of another kind. `Kind::kPrefix` is the text before the hyphen.
template <class Kind>
class Id {
 public:
  static constexpr std::string_view kPrefix = Kind::kPrefix;

  /// Empty when `text` does not have the form AWS gives this kind of id.
  static std::optional<Id> parse(std::string_view text) {
    if (!isResourceId(kPrefix, text)) return std::nullopt;
    return Id(std::string(text));
  }

  /// For text that is known to be right: our own rows, our own id source.
  static Id trusted(std::string text) { return Id(std::move(text)); }

  const std::string& str() const { return text_; }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

struct ImageKind {
  static constexpr std::string_view kPrefix = "ami";
};
struct SnapshotKind {
  static constexpr std::string_view kPrefix = "snap";
};
struct VolumeKind {
  static constexpr std::string_view kPrefix = "vol";
};
struct InstanceKind {
  static constexpr std::string_view kPrefix = "i";
};
struct ReservationKind {
  static constexpr std::string_view kPrefix = "r";
};

struct LaunchTemplateKind {
  static constexpr std::string_view kPrefix = "lt";
};
struct UsageReportKind {
  static constexpr std::string_view kPrefix = "amiur";
};
struct LifecyclePolicyKind {
  static constexpr std::string_view kPrefix = "policy";
};

using ImageId = Id<ImageKind>;
using SnapshotId = Id<SnapshotKind>;
using VolumeId = Id<VolumeKind>;
using InstanceId = Id<InstanceKind>;
using ReservationId = Id<ReservationKind>;
using LaunchTemplateId = Id<LaunchTemplateKind>;
using UsageReportId = Id<UsageReportKind>;
using LifecyclePolicyId = Id<LifecyclePolicyKind>;

/// Where new ids come from: the machine's entropy, or a seed for runs that must repeat.
/// For one thread at a time (the engine's).
class IdSource {
 public:
  IdSource();                             ///< unpredictable
  explicit IdSource(std::uint64_t seed);  ///< the same ids in the same order for the same seed

  /// A new id in the long form (17 digits, the first of them `0` as AWS issues them).
  template <class Kind>
  Id<Kind> next() {
    return Id<Kind>::trusted(nextText(Kind::kPrefix));
  }

  /// The same for kinds that have no type of their own: `nextText("eni")`.
  std::string nextText(std::string_view prefix);

  /// The ids made between two calls begin with the same four digits, so that rows that are written
  /// in one go lie near each other in the catalog, and fewer of its pages change. Of no effect with
  /// a seed: which ids come then must not depend on what is written in one go.
  void moveOn();

  /// A random UUID (version 4).
  std::string nextUuid();

  /// `count` random lower-case letters and digits.
  std::string nextToken(int count);

 private:
  std::uint64_t nextDigits();

  std::mt19937_64 random_;
  bool isSeeded_ = false;
  std::optional<std::uint64_t> neighbourhood_{};
};

}  // namespace amilocal

template <class Kind>
struct std::hash<amilocal::Id<Kind>> {
  std::size_t operator()(const amilocal::Id<Kind>& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
