#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "amilocal/core/hash.h"
#include "amilocal/wire/operation.h"

namespace amilocal::wire {

/// A Call of one operation: its request, its handler, its answer. `Codec` is generated beside the
/// shapes; it has the functions that differ by protocol.
template <class In, class Out, Out (*handler)(RequestContext&, const In&), class Codec>
class CallOf final : public Call {
 public:
  CallOf(const Operation& operation, In in) : operation_(operation), in_(std::move(in)) {}

  const Operation& operation() const override { return operation_; }

  bool isDryRun() const override {
    if constexpr (requires(In in) { in.dryRun; }) return in_.dryRun.value_or(false);
    return false;
  }

  std::string_view clientToken() const override {
    if constexpr (Codec::template hasToken<In>)
      return in_.clientToken ? std::string_view(*in_.clientToken) : std::string_view();
    return {};
  }

  std::string digest() const override {
    if constexpr (Codec::template hasToken<In>) {
      In bare = in_;
      bare.clientToken.reset();
      return sha256Hex(Codec::json(bare));
    }
    return {};
  }

  std::string requestJson() const override { return Codec::json(in_); }

  void execute(RequestContext& context) override { out_ = handler(context, in_); }
  void encode(Answer& answer) const override { Codec::write(answer, out_); }

  std::string saveAnswer() const override {
    if constexpr (Codec::template hasToken<In>) return Codec::json(out_);
    return {};
  }
  void restoreAnswer(std::string_view json) override {
    if constexpr (Codec::template hasToken<In>) Codec::parse(json, out_);
  }

  static std::unique_ptr<Call> decode(const Operation& operation, const CallInput& input) {
    In in;
    Codec::read(input, in);
    return std::make_unique<CallOf>(operation, std::move(in));
  }

 private:
  const Operation& operation_;
  In in_;
  Out out_;
};

}  // namespace amilocal::wire
