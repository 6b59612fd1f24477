#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace amilocal::wire {

/// A parsed XML text, without the library's header. Nodes live as long as the document. Names are
/// without their namespace's prefix.
class XmlDocument {
 public:
  /// An element, or none: one that is not there has no name, no text and no children.
  class Node {
   public:
    bool isThere() const { return node_ != nullptr; }
    std::string_view name() const;
    std::string text() const;                 ///< without blanks around it
    std::string wholeText() const;            ///< with them
    Node child(std::string_view name) const;  ///< the first of that name
    std::vector<Node> children() const;
    std::vector<Node> children(std::string_view name) const;
    /// The value of an attribute, whatever its prefix; empty when it is not there.
    std::string attribute(std::string_view name) const;

   private:
    friend class XmlDocument;
    explicit Node(void* node) : node_(node) {}
    void* node_;
  };

  /// Throws ApiError MalformedXML for what is no XML.
  explicit XmlDocument(std::string_view text);
  ~XmlDocument();
  XmlDocument(const XmlDocument&) = delete;
  XmlDocument& operator=(const XmlDocument&) = delete;

  Node root() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace amilocal::wire
