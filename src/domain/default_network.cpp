#include "amilocal/domain/default_network.h"

#include <algorithm>

#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/region.h"

namespace amilocal::domain {
namespace {

constexpr int kBlockOctets = 16;  // a /20 spans 16 values of the third octet
constexpr int kFirstHost = 4;     // the VPC keeps the first four addresses

std::string idOf(std::string_view prefix, std::string_view account, std::string_view region,
                 std::string_view what) {
  const auto name = std::string(prefix) + ":" + std::string(account) + ":" + std::string(region) +
                    ":" + std::string(what);
  return std::string(prefix) + "-0" + stableHex(name, 16);
}

std::string addressAt(const DefaultSubnet& subnet, int offset) {
  return "172.31." + std::to_string(subnet.thirdOctet + offset / 256) + "." +
         std::to_string(offset % 256);
}

// Where in the subnet an address lies; empty when it is not a well-formed one in it.
std::optional<int> offsetOf(const DefaultSubnet& subnet, std::string_view address) {
  const auto parts = split(address, '.');
  if (parts.size() != 4 || parts[0] != "172" || parts[1] != "31") return std::nullopt;
  const auto third = parseInteger(parts[2]), fourth = parseInteger(parts[3]);
  if (!third || !fourth || *fourth < 0 || *fourth > 255) return std::nullopt;
  const auto block = *third - subnet.thirdOctet;
  if (block < 0 || block >= kBlockOctets) return std::nullopt;
  return static_cast<int>(block * 256 + *fourth);
}

std::string dashed(std::string_view address) {
  std::string text(address);
  std::ranges::replace(text, '.', '-');
  return text;
}

}  // namespace

const DefaultSubnet* DefaultNetwork::subnetById(std::string_view id) const {
  const auto found = std::ranges::find(subnets, id, &DefaultSubnet::id);
  return found == subnets.end() ? nullptr : &*found;
}

const DefaultSubnet* DefaultNetwork::subnetInZone(std::string_view zone) const {
  const auto found = std::ranges::find(subnets, zone, &DefaultSubnet::zone);
  return found == subnets.end() ? nullptr : &*found;
}

DefaultNetwork defaultNetwork(std::string_view account, std::string_view region) {
  DefaultNetwork network;
  network.vpcId = idOf("vpc", account, region, "default");
  network.securityGroupId = idOf("sg", account, region, "default");
  const auto* place = findRegion(region);
  if (place == nullptr) return network;
  int octet = 0;
  for (const auto& zone : place->zones) {
    network.subnets.push_back(
        {idOf("subnet", account, region, zone.name), std::string(zone.name), octet});
    octet += kBlockOctets;
  }
  return network;
}

bool isInSubnet(const DefaultSubnet& subnet, std::string_view address) {
  const auto offset = offsetOf(subnet, address);
  return offset && *offset >= kFirstHost && *offset < kBlockOctets * 256 - 1;
}

std::optional<std::string> freeAddress(const DefaultSubnet& subnet,
                                       const std::vector<std::string>& taken) {
  std::vector<bool> used(kBlockOctets * 256, false);
  for (const auto& address : taken)
    if (const auto offset = offsetOf(subnet, address))
      used[static_cast<std::size_t>(*offset)] = true;
  for (int offset = kFirstHost; offset < kBlockOctets * 256 - 1; ++offset)
    if (!used[static_cast<std::size_t>(offset)]) return addressAt(subnet, offset);
  return std::nullopt;
}

std::string privateDnsName(std::string_view address, std::string_view region) {
  const auto host = "ip-" + dashed(address);
  return region == "us-east-1" ? host + ".ec2.internal"
                               : host + "." + std::string(region) + ".compute.internal";
}

std::string publicDnsName(std::string_view address, std::string_view region) {
  const auto host = "ec2-" + dashed(address);
  return region == "us-east-1" ? host + ".compute-1.amazonaws.com"
                               : host + "." + std::string(region) + ".compute.amazonaws.com";
}

}  // namespace amilocal::domain
