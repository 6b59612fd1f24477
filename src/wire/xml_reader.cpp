#include "amilocal/wire/xml_reader.h"

#include <pugixml.hpp>

#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"

namespace amilocal::wire {
namespace {

std::string_view localName(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node nodeOf(void* node) {
  return pugi::xml_node(static_cast<pugi::xml_node_struct*>(node));
}

}  // namespace

std::string_view XmlDocument::Node::name() const { return localName(nodeOf(node_).name()); }

std::string XmlDocument::Node::text() const {
  return std::string(trim(nodeOf(node_).text().get()));
}

std::string XmlDocument::Node::wholeText() const { return nodeOf(node_).text().get(); }

std::vector<XmlDocument::Node> XmlDocument::Node::children() const {
  std::vector<Node> nodes;
  for (auto child = nodeOf(node_).first_child(); child; child = child.next_sibling())
    if (child.type() == pugi::node_element) nodes.push_back(Node(child.internal_object()));
  return nodes;
}

std::vector<XmlDocument::Node> XmlDocument::Node::children(std::string_view name) const {
  auto nodes = children();
  std::erase_if(nodes, [&](const Node& node) { return node.name() != name; });
  return nodes;
}

XmlDocument::Node XmlDocument::Node::child(std::string_view name) const {
  const auto nodes = children(name);
  return nodes.empty() ? Node(nullptr) : nodes.front();
}

std::string XmlDocument::Node::attribute(std::string_view name) const {
  for (const auto& attribute : nodeOf(node_).attributes())
    if (localName(attribute.name()) == name) return attribute.value();
  return {};
}

struct XmlDocument::Impl {
  pugi::xml_document document;
};

XmlDocument::XmlDocument(std::string_view text) : impl_(std::make_unique<Impl>()) {
  const auto result = impl_->document.load_buffer(
      text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single,
      pugi::encoding_utf8);
  if (!result || !impl_->document.document_element()) throw errors::malformedXml();
}

XmlDocument::~XmlDocument() = default;

XmlDocument::Node XmlDocument::root() const {
  return Node(impl_->document.document_element().internal_object());
}

}  // namespace amilocal::wire
