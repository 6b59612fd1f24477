#include <array>
#include <memory>
#include <ostream>
#include <utility>

#include "amilocal/core/cipher.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/net/gzip.h"
#include "app/bundle/bundling.h"
#include "app/bundle/files.h"
#include "app/bundle/keys.h"
#include "app/bundle/tar.h"

namespace amilocal::bundle {
namespace {

/// The image in the making, which goes away unless it is kept.
class ImageFile final : public TarSink {
 public:
  ImageFile(const wire::BundleManifest& manifest, const std::string& directory)
      : manifest_(manifest), path_(beside(directory, manifest.name)) {}
  ~ImageFile() override {
    if (!file_) return;
    file_.reset();
    removeFile(temporaryPath());
  }

  void begin(const std::string& name, std::uint64_t size) override {
    if (name != manifest_.name)
      throw BadTar("its file is called '" + name + "', and the manifest says '" + manifest_.name +
                   "'");
    if (size != manifest_.size)
      throw BadTar("its file has " + std::to_string(size) + " bytes, and the manifest says " +
                   std::to_string(manifest_.size));
    file_ = std::make_unique<File>(temporaryPath(), File::Use::write);
    file_->resize(size);
  }
  void write(std::uint64_t offset, std::string_view bytes) override {
    file_->writeAt(offset, bytes);
  }
  void keep() {
    file_.reset();
    renameFile(temporaryPath(), path_);
  }

 private:
  std::string temporaryPath() const { return path_ + ".new"; }

  const wire::BundleManifest& manifest_;
  std::string path_;
  std::unique_ptr<File> file_;
};

/// Hands the bytes of all parts over, each of which must have its digest.
void readParts(const wire::BundleManifest& manifest, const std::string& directory,
               const std::function<void(std::string_view)>& take) {
  for (const auto& part : manifest.parts) {
    const File file(beside(directory, part.filename), File::Use::read);
    Digest digest(DigestKind::sha1);
    readRun(file, {0, file.size()}, [&](std::string_view bytes) {
      digest.update(bytes);
      take(bytes);
    });
    if (encodeHex(digest.finish()) != part.sha1)
      throw std::runtime_error("the part " + part.filename +
                               " is damaged: its digest is not that of the manifest");
  }
}

/// Parts → AES → gzip → (SHA-1) → tar → image.
void extract(const wire::BundleManifest& manifest, const RsaPrivateKey& privateKey,
             const std::string& directory, ImageFile& image) {
  AesStream cipher(AesStream::Way::decrypt, unwrap(manifest.forUser.key, privateKey),
                   unwrap(manifest.forUser.iv, privateKey));
  TarReader tar(image);
  Digest digest(DigestKind::sha1);
  GzipReader gzip([&](std::string_view bytes) {
    digest.update(bytes);
    tar.write(bytes);
  });
  readParts(manifest, directory, [&](std::string_view bytes) { gzip.write(cipher.update(bytes)); });
  gzip.write(cipher.finish());
  gzip.finish();
  tar.finish();
  if (const auto sha1 = encodeHex(digest.finish()); sha1 != manifest.sha1)
    throw std::runtime_error("the digest is " + sha1 + ", and the manifest says " + manifest.sha1);
}

}  // namespace

void unbundle(const UnbundleWish& wish, std::ostream& out) {
  checkDirectory(wish.source, "--source");
  checkDirectory(wish.destination, "--destination");
  const auto manifest = readManifestFile(wish.manifest);
  const auto privateKey = privateKeyFrom(wish.privateKey);
  ImageFile image(manifest, wish.destination);
  try {
    extract(manifest, privateKey, wish.source, image);
  } catch (const BadCiphertext& error) {
    throw std::runtime_error(std::string("the parts cannot be decrypted: ") + error.what());
  } catch (const BadGzip& error) {
    throw std::runtime_error(std::string("what is in the parts cannot be read: ") + error.what());
  } catch (const BadTar& error) {
    throw std::runtime_error(std::string("the tar in the parts cannot be read: ") + error.what());
  }
  image.keep();
  out << "Unbundled " << manifest.name << '\n';
}

}  // namespace amilocal::bundle
