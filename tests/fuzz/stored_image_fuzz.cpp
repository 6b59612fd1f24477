// The object of a stored image, which anybody may have put into the bucket.
#include "amilocal/catalog/data_directory.h"
#include "fuzz_target.h"
#include "services/ec2/stored_image.h"

namespace amilocal::fuzz {

void run(std::string_view input) {
  static const DataDirectory directory = DataDirectory::ephemeral();
  static BlobStore blobs(directory.path(), 1U << 30U, Durability::ephemeral);
  const auto blob = blobs.begin();
  blob->append(input);
  blob->finish();
  s3::ObjectBytes object(blobs, {{blob->name(), 0, static_cast<std::int64_t>(input.size())}});
  try {
    const auto read = ec2::readStoredImage(object);
    ec2::checkWhole(read, object);
    BlobStore::Hold hold(blobs);
    ec2::takeBlocks(read, object, hold, {});
  } catch (const ec2::BadStoredImage&) {
    // A refusal is an answer.
  }
}

}  // namespace amilocal::fuzz
