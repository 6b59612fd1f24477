#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/database.h"
#include "amilocal/core/api_error.h"
#include "amilocal/engine/executor.h"
#include "amilocal/engine/server_settings.h"
#include "amilocal/wire/operation.h"
#include "ec2/codec.gen.h"
#include "ec2/handlers.gen.h"
#include "support/manual_clock.h"
#include "support/temporary_directory.h"

namespace amilocal::test {

/// A handler and its request as a Call, without a table and without bytes.
template <class In, class Out>
class HandlerCall final : public wire::Call {
 public:
  using Handler = Out (*)(RequestContext&, const In&);

  HandlerCall(Handler handler, const In& in, std::string_view name)
      : operation_{name, wire::Access::write, nullptr}, handler_(handler), in_(in) {}

  const wire::Operation& operation() const override { return operation_; }
  bool isDryRun() const override {
    if constexpr (requires(In request) { request.dryRun; }) return in_.dryRun.value_or(false);
    return false;
  }
  std::string_view clientToken() const override {
    if constexpr (ec2::Codec::hasToken<In>)
      return in_.clientToken ? std::string_view(*in_.clientToken) : std::string_view();
    return {};
  }
  std::string digest() const override {
    if constexpr (ec2::Codec::hasToken<In>) {
      In bare = in_;
      bare.clientToken.reset();
      return ec2::Codec::json(bare);
    }
    return {};
  }
  void execute(RequestContext& context) override { out = handler_(context, in_); }
  void encode(wire::Answer&) const override {}
  std::string saveAnswer() const override {
    if constexpr (ec2::Codec::hasToken<In>) return ec2::Codec::json(out);
    return {};
  }
  void restoreAnswer(std::string_view json) override {
    if constexpr (ec2::Codec::hasToken<In>) ec2::Codec::parse(json, out);
  }

  Out out;

 private:
  const wire::Operation operation_;
  Handler handler_;
  In in_;
};

/// A world for one test of services: a catalog in memory, a clock that the test moves, ids that
/// repeat. Handlers run through the Executor, so transactions, tokens, dry runs and tasks are real.
class ServiceTest : public ::testing::Test {
 protected:
  static constexpr std::string_view kOwner = "111111111111";
  static constexpr std::string_view kOther = "222222222222";

  ServiceTest();

  /// Runs a handler as the present caller: `call(&copyImage, {.name = "x", …})`.
  template <class In, class Out>
  Out call(Out (*handler)(RequestContext&, const In&), const std::type_identity_t<In>& request,
           std::string_view operation = "Operation") {
    HandlerCall<In, Out> made(handler, request, operation);
    run(made);
    return std::move(made.out);
  }

  /// The error that a call ends with; fails the test when it goes through.
  template <class In, class Out>
  ApiError errorOf(Out (*handler)(RequestContext&, const In&),
                   const std::type_identity_t<In>& request) {
    try {
      call(handler, request);
    } catch (const ApiError& error) {
      return error;
    }
    ADD_FAILURE() << "the call went through";
    return {"", "", 0};
  }

  /// What follows is done by this account, or in this Region.
  void as(std::string_view account) { caller_.account = account; }
  void in(std::string_view region) { caller_.region = region; }
  void with(std::string_view accessKeyId) { caller_.accessKeyId = accessKeyId; }
  void of(std::string_view service) { caller_.service = service; }
  const domain::Caller& caller() const { return caller_; }

  /// From now on tasks take this long (`0`, `2s`, `hold`, `aws`).
  void taskTime(std::string_view text);

  /// From now on reports on the use of images see what is new at once, or as late as on AWS.
  void usageDelay(domain::UsageDelay delay) { settings_.usageDelay = delay; }

  /// Moves the clock; everything that comes due meanwhile happens.
  void advance(Duration by);
  Instant now() const { return executor_.clock().now(); }

  /// Ends one waiting task of the subject, with a reason in failure.
  void finishTaskOf(std::string_view subject,
                    const std::optional<domain::StateReason>& failure = std::nullopt);

  /// From now on these users are known, and policies count.
  void enforce(domain::KnownUsers users, domain::IamMode mode = domain::IamMode::enforce) {
    settings_.users = std::move(users);
    settings_.iam = mode;
  }

  /// From now on the buckets are those of another server.
  void bucketsAt(std::shared_ptr<RemoteS3> server) { settings_.remoteS3 = std::move(server); }

  Catalog& catalog() { return executor_.catalog(); }
  BlobStore& blobs() { return blobs_; }

  /// Runs a call as the engine does.
  void run(wire::Call& call);

 private:
  ManualClock base_;
  ServerSettings settings_;
  Database database_;
  TemporaryDirectory directory_;
  BlobStore blobs_;
  Executor executor_;
  domain::Caller caller_{std::string(kOwner), "us-east-1", "AKIDEXAMPLE"};
};

/// Expects an ApiError of this code and, unless empty, this text.
void expectError(const ApiError& error, std::string_view code, std::string_view message = {});

}  // namespace amilocal::test
