#pragma once

#include <map>
#include <string>
#include <vector>

namespace amilocal::wiregen {

/// One member of a shape, with every name spelled out.
struct Member {
  std::string name;   // `SourceImageId`
  std::string field;  // the C++ member: `sourceImageId`
  std::string type;   // a scalar's name, or a shape's
  bool isList = false;
  bool isMap = false;     // of texts, by texts
  bool isShared = false;  // a list of shapes that other answers may have too
  bool required = false;
  bool keepEmpty = false;
  std::string query;
  std::string xml;
  std::string item;
  std::string missing;
  std::string empty;           // sent, absent, explicit
  std::string place = "body";  // body, path, query, header, payload
  bool isIsoTime = false;
  std::vector<std::string> allowed;
};

struct Shape {
  std::string name;
  std::vector<Member> members;
};

struct Operation {
  std::string name;     // `CopyImage`
  std::string handler;  // `copyImage`
  std::string in;
  std::string out;
  bool isWrite = false;
  bool hasToken = false;
  std::string method;  // of the REST protocols: `PATCH`
  std::string path;    // `/rules/{identifier}/lock`
  int status = 200;
};

/// One service as schema/api/SERVICE.json describes it, checked and in the order of emission.
struct Schema {
  std::string service;
  std::string protocol;
  std::string version;
  std::string xmlNamespace;
  std::string target;                 // of json-1.1: `AmazonSSM`
  std::vector<Operation> operations;  // by name
  std::vector<std::string> refused;   // by name
  std::vector<Shape> shapes;          // a shape comes after those it is made of

  const Shape& shape(const std::string& name) const;
  bool isJson() const { return protocol == "rest-json" || protocol == "json-1.1"; }
};

/// Throws std::runtime_error naming the place when the schema is not sound: an unknown type, two
/// members with one wire name, a shape that no operation reaches, a cycle, a REST operation without
/// a path, a label of a path without its member.
Schema readSchema(const std::string& path);

bool isScalar(const std::string& type);

}  // namespace amilocal::wiregen
