#include "amilocal/domain/network_rules.h"

#include <algorithm>

#include "amilocal/core/ip_address.h"
#include "amilocal/domain/errors/network_errors.h"

namespace amilocal::domain {
namespace {

constexpr int kLargestBlock = 16, kSmallestBlock = 28;  // the lengths of their prefixes
constexpr std::size_t kNameMax = 255;

Ipv4Block requireBlock(std::string_view cidr) {
  const auto block = Ipv4Block::parse(cidr);
  if (!block) throw errors::malformedCidrBlock(cidr, "cidrBlock");
  return *block;
}

bool isAllowedSize(const Ipv4Block& block) {
  return block.prefixLength >= kLargestBlock && block.prefixLength <= kSmallestBlock;
}

}  // namespace

std::string vpcBlock(std::string_view cidr) {
  const auto block = requireBlock(cidr);
  if (!isAllowedSize(block)) throw errors::invalidVpcRange(cidr);
  return block.str();
}

std::string subnetBlock(std::string_view cidr, const Vpc& vpc, std::span<const Subnet> others) {
  const auto block = requireBlock(cidr);
  const auto whole = Ipv4Block::parse(vpc.cidrBlock);
  if (!isAllowedSize(block) || !whole || !whole->contains(block))
    throw errors::invalidSubnetRange(cidr);
  for (const auto& other : others) {
    const auto taken = Ipv4Block::parse(other.cidrBlock);
    if (other.vpcId == vpc.id && taken && taken->overlaps(block))
      throw errors::subnetConflict(cidr);
  }
  return block.str();
}

void checkAsciiName(std::string_view name, std::string_view parameter) {
  const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (!std::ranges::all_of(name, isAscii)) throw errors::nameNotAscii(name, parameter);
  if (name.empty() || name.size() > kNameMax) throw errors::nameTooLong(name, parameter);
}

}  // namespace amilocal::domain
