#include "amilocal/domain/caller.h"

#include "amilocal/domain/region.h"

namespace amilocal::domain {

std::string rootArn(const Caller& caller) {
  return "arn:" + std::string(partitionOf(caller.region)) + ":iam::" + caller.account + ":root";
}

}  // namespace amilocal::domain
