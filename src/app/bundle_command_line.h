#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "app/bundle/bundling.h"
#include "app/bundle/transfer.h"

namespace CLI {
class App;
}

namespace amilocal {

/// `amilocal bundle …`: the options of the commands for S3-backed images, by the names that the
/// Amazon EC2 AMI tools have for them. Must outlive the tree of commands.
class BundleCommandLine {
 public:
  /// Tells the tree what a command does.
  using Adder = std::function<void(CLI::App& command, std::function<void()> action)>;

  /// `endpoint` is where buckets are, unless `--url` says it.
  BundleCommandLine(std::string endpoint, std::istream& in, std::ostream& out);

  void addTo(CLI::App& root, const Adder& add);

 private:
  void addImage(CLI::App& parent, const Adder& add);
  void addUnbundle(CLI::App& parent, const Adder& add);
  void addUpload(CLI::App& parent, const Adder& add);
  void addDownload(CLI::App& parent, const Adder& add);
  void addDelete(CLI::App& parent, const Adder& add);
  void addMigrate(CLI::App& parent, const Adder& add);

  std::istream& in_;
  std::ostream& out_;
  bundle::BundleWish image_;
  bundle::UnbundleWish unbundle_;
  bundle::UploadWish upload_;
  bundle::DownloadWish download_;
  bundle::DeleteWish delete_;
  bundle::MigrationWish migration_;
};

}  // namespace amilocal
