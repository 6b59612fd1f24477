#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace amilocal::wire {

/// How many answers have a shape?
enum class Share { one, many };

/// A shape that does not change any more, in the place of its copies. Of one that many answers have
/// (`Share::many`) the text is made once: the public images of a Region are a megabyte of XML. Safe
/// for all threads.
template <class Shape>
class Shared {
 public:
  /// Implicit: whoever answers with a shape of its own need not care.
  Shared(Shape shape, Share share = Share::one)
      : kept_(std::make_shared<const Kept>(std::move(shape), share)) {}

  const Shape& operator*() const { return kept_->shape; }
  const Shape* operator->() const { return &kept_->shape; }

  bool isOfMany() const { return kept_->share == Share::many; }

  /// What `write(shape)` answered when it was first asked for. Each member of an answer has one
  /// place in it, and so one text.
  template <class Write>
  const std::string& text(Write write) const {
    std::call_once(kept_->once, [&] { kept_->text = write(kept_->shape); });
    return kept_->text;
  }

  friend bool operator==(const Shared& a, const Shared& b) { return *a == *b; }

 private:
  struct Kept {
    Kept(Shape made, Share how) : shape(std::move(made)), share(how) {}
    Shape shape;
    Share share;
    mutable std::once_flag once{};
    mutable std::string text{};
  };
  std::shared_ptr<const Kept> kept_;
};

}  // namespace amilocal::wire
