#include "amilocal/wire/bundle_manifest.h"

#include <algorithm>
#include <set>

#include "amilocal/core/api_error.h"
#include "amilocal/core/text.h"
#include "amilocal/wire/xml_reader.h"
#include "amilocal/wire/xml_writer.h"

namespace amilocal::wire {
namespace {

using Node = XmlDocument::Node;

constexpr std::string_view kVersion = "2007-10-10";
constexpr std::string_view kCipher = "AES-128-CBC";
constexpr std::string_view kDigest = "SHA1";
constexpr std::size_t kSha1Digits = 40;

// A part of 10 MiB each makes ten terabytes; nobody has more, and a hostile number must not fill
// the memory.
constexpr std::int64_t kPartsMax = 1'000'000;

// ---- Reading -----------------------------------------------------------------------------------

std::string textOf(const Node& parent, std::string_view name) {
  const auto node = parent.child(name);
  if (!node.isThere()) throw BadManifest("it has no element " + std::string(name));
  auto text = node.text();
  if (text.empty()) throw BadManifest("its element " + std::string(name) + " is empty");
  return text;
}

std::string textOrEmpty(const Node& parent, std::string_view name) {
  const auto node = parent.child(name);
  return node.isThere() ? node.text() : std::string();
}

std::optional<std::string> optionalText(const Node& parent, std::string_view name) {
  auto text = textOrEmpty(parent, name);
  if (text.empty()) return std::nullopt;
  return text;
}

Node requiredChild(const Node& parent, std::string_view name) {
  const auto node = parent.child(name);
  if (!node.isThere()) throw BadManifest("it has no element " + std::string(name));
  return node;
}

std::uint64_t numberOf(const Node& parent, std::string_view name) {
  const auto text = textOf(parent, name);
  const auto number = isDigits(text) ? parseInteger(text) : std::nullopt;
  if (!number) throw BadManifest("its element " + std::string(name) + " is no number");
  return static_cast<std::uint64_t>(*number);
}

std::string hexOf(const Node& parent, std::string_view name) {
  auto text = textOf(parent, name);
  if (!decodeHex(text))
    throw BadManifest("its element " + std::string(name) + " is not hexadecimal");
  return text;
}

void checkAlgorithm(const Node& node, std::string_view wanted) {
  const auto algorithm = node.attribute("algorithm");
  if (!algorithm.empty() && !equalsIgnoringCase(algorithm, wanted))
    throw BadManifest("the algorithm of its element " + std::string(node.name()) + " is " +
                      algorithm + ", not " + std::string(wanted));
}

std::string sha1Of(const Node& parent) {
  checkAlgorithm(requiredChild(parent, "digest"), kDigest);
  auto text = hexOf(parent, "digest");
  if (text.size() != kSha1Digits) throw BadManifest("one of its digests is no SHA-1");
  return toLower(text);
}

std::string keyOf(const Node& image, std::string_view name) {
  checkAlgorithm(requiredChild(image, name), kCipher);
  return hexOf(image, name);
}

std::vector<std::string> textsOf(const Node& parent, std::string_view list, std::string_view item) {
  std::vector<std::string> texts;
  const auto node = parent.child(list);
  if (!node.isThere()) return texts;
  for (const auto& each : node.children(item))
    if (auto text = each.text(); !text.empty()) texts.push_back(std::move(text));
  return texts;
}

void readMachine(const Node& machine, BundleManifest& manifest) {
  manifest.architecture = textOf(machine, "architecture");
  manifest.platform = optionalText(machine, "platform");
  manifest.kernelId = optionalText(machine, "kernel_id");
  manifest.ramdiskId = optionalText(machine, "ramdisk_id");
  manifest.productCodes = textsOf(machine, "product_codes", "product_code");
  const auto mappings = machine.child("block_device_mapping");
  if (!mappings.isThere()) return;
  std::set<std::string> names;
  for (const auto& each : mappings.children("mapping")) {
    BundleMapping mapping{textOf(each, "virtual"), textOf(each, "device")};
    if (!names.insert(mapping.virtualName).second)
      throw BadManifest("its mapping has " + mapping.virtualName + " twice");
    manifest.mappings.push_back(std::move(mapping));
  }
}

std::vector<BundlePart> readParts(const Node& image) {
  const auto list = requiredChild(image, "parts");
  const auto nodes = list.children("part");
  const auto count = parseInteger(list.attribute("count"));
  if (!count || *count < 1 || *count > kPartsMax)
    throw BadManifest("the number of its parts is missing or impossible");
  if (nodes.size() != static_cast<std::size_t>(*count))
    throw BadManifest("it says that there are " + std::to_string(*count) + " parts, and lists " +
                      std::to_string(nodes.size()));
  std::vector<BundlePart> parts(nodes.size());
  std::set<std::string> names;
  for (const auto& node : nodes) {
    const auto index = parseInteger(node.attribute("index"));
    if (!index || *index < 0 || *index >= *count)
      throw BadManifest("one of its parts has an impossible index");
    auto& part = parts[static_cast<std::size_t>(*index)];
    if (!part.filename.empty())
      throw BadManifest("two of its parts have the index " + std::to_string(*index));
    part = {textOf(node, "filename"), sha1Of(node)};
    if (!isPlainFilename(part.filename))
      throw BadManifest("'" + part.filename + "' is no name of a part");
    if (!names.insert(part.filename).second)
      throw BadManifest("two of its parts are called " + part.filename);
  }
  return parts;
}

void readImage(const Node& image, BundleManifest& manifest) {
  manifest.name = textOf(image, "name");
  if (!isPlainFilename(manifest.name))
    throw BadManifest("'" + manifest.name + "' is no name of an image");
  manifest.user = textOf(image, "user");
  manifest.type = textOf(image, "type");
  manifest.ancestors = textsOf(image, "ancestry", "ancestor_ami_id");
  manifest.sha1 = sha1Of(image);
  manifest.size = numberOf(image, "size");
  manifest.bundledSize = numberOf(image, "bundled_size");
  manifest.forEc2 = {keyOf(image, "ec2_encrypted_key"), hexOf(image, "ec2_encrypted_iv")};
  manifest.forUser = {keyOf(image, "user_encrypted_key"), hexOf(image, "user_encrypted_iv")};
  manifest.parts = readParts(image);
}

// ---- Writing -----------------------------------------------------------------------------------

/// An element that ends with the object.
class Element {
 public:
  Element(std::string& out, std::string_view name, std::string_view attribute = {},
          std::string_view value = {})
      : out_(out), name_(name) {
    out_.append("<").append(name_);
    if (!attribute.empty()) {
      out_.append(" ").append(attribute).append("=\"");
      appendEscaped(out_, value);
      out_ += '"';
    }
    out_ += '>';
  }
  ~Element() { out_.append("</").append(name_).append(">"); }
  Element(const Element&) = delete;
  Element& operator=(const Element&) = delete;

 private:
  std::string& out_;
  std::string name_;
};

void write(std::string& out, std::string_view name, std::string_view text,
           std::string_view algorithm = {}) {
  const Element element(out, name, algorithm.empty() ? "" : "algorithm", algorithm);
  appendEscaped(out, text);
}

void writeIfThere(std::string& out, std::string_view name, const std::optional<std::string>& text) {
  if (text) write(out, name, std::string_view(*text));
}

void writeList(std::string& out, std::string_view list, std::string_view item,
               const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  const Element element(out, list);
  for (const auto& text : texts) write(out, item, text);
}

void writeMachine(std::string& out, const BundleManifest& manifest) {
  const Element machine(out, "machine_configuration");
  write(out, "architecture", manifest.architecture);
  if (!manifest.mappings.empty()) {
    const Element mappings(out, "block_device_mapping");
    for (const auto& each : manifest.mappings) {
      const Element mapping(out, "mapping");
      write(out, "virtual", each.virtualName);
      write(out, "device", each.device);
    }
  }
  writeIfThere(out, "kernel_id", manifest.kernelId);
  writeIfThere(out, "ramdisk_id", manifest.ramdiskId);
  writeList(out, "product_codes", "product_code", manifest.productCodes);
  writeIfThere(out, "platform", manifest.platform);
}

void writeParts(std::string& out, const std::vector<BundlePart>& parts) {
  const Element list(out, "parts", "count", std::to_string(parts.size()));
  std::size_t index = 0;
  for (const auto& each : parts) {
    const Element part(out, "part", "index", std::to_string(index++));
    write(out, "filename", each.filename);
    write(out, "digest", each.sha1, kDigest);
  }
}

void writeImage(std::string& out, const BundleManifest& manifest) {
  const Element image(out, "image");
  write(out, "name", manifest.name);
  write(out, "user", manifest.user);
  write(out, "type", manifest.type);
  writeList(out, "ancestry", "ancestor_ami_id", manifest.ancestors);
  write(out, "digest", manifest.sha1, kDigest);
  write(out, "size", std::to_string(manifest.size));
  write(out, "bundled_size", std::to_string(manifest.bundledSize));
  write(out, "ec2_encrypted_key", manifest.forEc2.key, kCipher);
  write(out, "user_encrypted_key", manifest.forUser.key, kCipher);
  write(out, "ec2_encrypted_iv", manifest.forEc2.iv);
  write(out, "user_encrypted_iv", manifest.forUser.iv);
  writeParts(out, manifest.parts);
}

void writeManifest(std::string& out, const BundleManifest& manifest) {
  const Element root(out, "manifest");
  write(out, "version", kVersion);
  {
    const Element bundler(out, "bundler");
    write(out, "name", manifest.bundler.name);
    write(out, "version", manifest.bundler.version);
    write(out, "release", manifest.bundler.release);
  }
  writeMachine(out, manifest);
  writeImage(out, manifest);
  if (!manifest.signature.empty()) write(out, "signature", manifest.signature);
}

std::string_view elementOf(std::string_view xml, std::string_view name) {
  const auto begin = xml.find("<" + std::string(name) + ">");
  const auto endMark = "</" + std::string(name) + ">";
  const auto end = xml.find(endMark, begin == std::string_view::npos ? 0 : begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  return xml.substr(begin, end + endMark.size() - begin);
}

}  // namespace

bool isPlainFilename(std::string_view name) {
  if (name.empty() || name == "." || name == "..") return false;
  return std::ranges::all_of(
      name, [](unsigned char c) { return c >= 0x20 && c != 0x7f && c != '/' && c != '\\'; });
}

BundleManifest readBundleManifest(std::string_view xml) {
  try {
    const XmlDocument document(xml);
    const auto root = document.root();
    if (root.name() != "manifest") throw BadManifest("its root element is not manifest");
    if (const auto version = textOf(root, "version"); version != kVersion)
      throw BadManifest("it has the version " + version + " of the format, and only " +
                        std::string(kVersion) + " is known");
    BundleManifest manifest;
    if (const auto bundler = root.child("bundler"); bundler.isThere())
      manifest.bundler = {textOrEmpty(bundler, "name"), textOrEmpty(bundler, "version"),
                          textOrEmpty(bundler, "release")};
    readMachine(requiredChild(root, "machine_configuration"), manifest);
    readImage(requiredChild(root, "image"), manifest);
    manifest.signature = hexOf(root, "signature");
    return manifest;
  } catch (const ApiError&) {
    throw BadManifest("it is not well-formed XML");
  }
}

std::string bundleManifestXml(const BundleManifest& manifest) {
  std::string out = "<?xml version='1.0'?>";
  writeManifest(out, manifest);
  return out;
}

std::string signedPartOf(std::string_view xml) {
  return std::string(elementOf(xml, "machine_configuration")).append(elementOf(xml, "image"));
}

std::optional<std::vector<BundleMapping>> parseBundleMappings(std::string_view text) {
  std::vector<BundleMapping> mappings;
  for (const auto pair : split(text, ',')) {
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto name = trim(pair.substr(0, equals));
    const auto device = trim(pair.substr(equals + 1));
    if (name.empty() || device.empty()) return std::nullopt;
    const auto same = std::ranges::find(mappings, name, &BundleMapping::virtualName);
    if (same != mappings.end()) return std::nullopt;
    mappings.push_back({std::string(name), std::string(device)});
  }
  // As the tools order them, by the virtual name.
  std::ranges::sort(mappings, {}, &BundleMapping::virtualName);
  return mappings;
}

}  // namespace amilocal::wire
