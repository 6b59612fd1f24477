// A policy, and what it says of a request.
#include "amilocal/core/api_error.h"
#include "amilocal/domain/policy.h"
#include "fuzz_target.h"

namespace amilocal::fuzz {

void run(std::string_view input) {
  domain::AccessQuestion question{"ec2:CopyImage", "arn:aws:ec2:us-east-1::image/ami-1"};
  for (const auto* key : {"aws:username", "aws:SourceIp", "aws:CurrentTime", "ec2:Owner"})
    question.facts.put(key, std::string(input.substr(0, 16)));
  question.facts.add("aws:TagKeys", "a");
  question.facts.add("aws:TagKeys", "b");
  try {
    const auto policy = domain::Policy::parse(input);
    policy.verdict(question);
    std::string by;
    policy.verdict(question, {"AWS", {"111122223333"}}, by);
  } catch (const ApiError&) {
    // A refusal is an answer.
  }
}

}  // namespace amilocal::fuzz
