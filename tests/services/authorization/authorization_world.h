#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/core/log.h"
#include "amilocal/domain/known_users.h"
#include "amilocal/wire/query_reader.h"
#include "amilocal/wire/query_tree.h"
#include "amilocal/wire/rest_request.h"
#include "ec2/table.gen.h"
#include "iam/handlers.gen.h"
#include "iam/table.gen.h"
#include "services/ec2/instance_world.h"
#include "sts/handlers.gen.h"
#include "sts/table.gen.h"

namespace amilocal::test {

/// A world in which policies count: alice is a user of the first account, whose root user has made
/// an image. Requests come as forms, since policies look at what was sent.
class AuthorizationWorld : public InstanceWorld {
 protected:
  AuthorizationWorld() {
    log::configure(log::Format::text, log::Level::off);  // each refusal is a line
    allow("");
  }

  /// From now on alice has these statements, and no others.
  void allow(const std::string& statements) {
    alice_.inlinePolicies = {{"own", policyOf(statements)}};
    enforceNow();
  }
  static std::string policyOf(const std::string& statements) {
    return R"({"Version":"2012-10-17","Statement":[)" + statements + "]}";
  }
  void enforceNow(domain::IamMode mode = domain::IamMode::enforce) {
    enforce({.users = {alice_}, .groups = groups_, .policies = managed_}, mode);
  }

  /// Sends a form to EC2 as alice, or with another key. Empty when it goes through.
  std::optional<ApiError> refusal(const std::string& form, std::string_view key = "AKIAALICE") {
    return refusalOf(ec2::serviceTable(), form, key);
  }
  /// The code of the refusal; empty when there is none.
  std::string codeOf(const std::string& form, std::string_view key = "AKIAALICE") {
    const auto error = refusal(form, key);
    return error ? error->code() : "";
  }
  std::optional<ApiError> refusalOf(const wire::ServiceTable& service, const std::string& form,
                                    std::string_view key = "AKIAALICE") {
    try {
      const auto tree = wire::QueryTree::parse(form);
      const std::string action(tree.take("Action"));
      const auto* operation = service.find(action);
      const auto call = operation->decode(*operation, {.form = &tree});
      return refusalOf(service, *call, key);
    } catch (const ApiError& undecoded) {
      return undecoded;
    }
  }
  std::optional<ApiError> refusalOf(const wire::ServiceTable& service, wire::Call& call,
                                    std::string_view key) {
    with(key);
    of(service.name);
    std::optional<ApiError> error;
    try {
      run(call);
    } catch (const ApiError& refused) {
      error = refused;
    }
    with("AKIDROOT");
    return error;
  }

  /// The same for a service that speaks JSON; `labels` are what its path says.
  std::optional<ApiError> refusalOfJson(const wire::ServiceTable& service,
                                        std::string_view operation, std::string_view body,
                                        wire::NamedTexts labels = {},
                                        std::string_view key = "AKIAALICE") {
    wire::RestRequest rest{.body = body, .labels = std::move(labels), .query = {}};
    rest.header = [](std::string_view) { return std::optional<std::string_view>(); };
    const auto* row = service.find(operation);
    const auto call = row->decode(*row, {.rest = &rest});
    return refusalOf(service, *call, key);
  }
  /// What a refusal says that alice asked for: `ACTION on resource: ARN`; or its code.
  static std::string askedIn(const std::optional<ApiError>& refused) {
    if (!refused) return "";
    const auto& text = refused->message();
    const auto from = text.find("to perform: "), to = text.find(" because");
    if (from == std::string::npos) return refused->code();
    return text.substr(from + 12, to - from - 12);
  }

  const std::string& image() const { return image_.id.str(); }

  domain::User alice_{.account = std::string(kOwner),
                      .name = "alice",
                      .keys = {{"AKIAALICE", "secret"}},
                      .inlinePolicies = {}};
  std::vector<domain::UserGroup> groups_;
  std::vector<domain::ManagedPolicy> managed_;
};

}  // namespace amilocal::test
