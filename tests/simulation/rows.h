#pragma once

#include <string>
#include <vector>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/database.h"

/// The catalog as its rows tell it, read past the program's own tables.
namespace amilocal::simulation {

/// What Model::everything() says, out of the rows.
std::vector<std::string> everythingIn(Database& database);

/// What is wrong with the rows, whatever was asked for before: a line for each thing. Empty when
/// all is as it must always be.
std::vector<std::string> violationsIn(Database& database, const BlobStore& blobs);

/// What SQLite finds wrong with the file. Empty when it is whole.
std::vector<std::string> damageIn(Database& database);

/// The name of the blob of a block that is full of this letter.
std::string blobOf(char letter);

}  // namespace amilocal::simulation
