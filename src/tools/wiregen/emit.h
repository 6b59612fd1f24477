#pragma once

#include <string>

#include "tools/wiregen/schema.h"

namespace amilocal::wiregen {

// Each answers the whole text of one generated file.

std::string emitShapes(const Schema& schema);       // shapes.gen.h: the structs
std::string emitDescribe(const Schema& schema);     // describe.gen.h: fields and describe()
std::string emitHandlers(const Schema& schema);     // handlers.gen.h: what services must define
std::string emitCodec(const Schema& schema);        // codec.gen.h: declarations of the codecs
std::string emitCodecIn(const Schema& schema);      // codec_in.gen.cpp: readers
std::string emitCodecOut(const Schema& schema);     // codec_out.gen.cpp: writers
std::string emitOperations(const Schema& schema);   // operations.gen.cpp: the table
std::string emitTableHeader(const Schema& schema);  // table.gen.h: the table's declaration
std::string emitDocument(const Schema& schema);     // operations.md

}  // namespace amilocal::wiregen
