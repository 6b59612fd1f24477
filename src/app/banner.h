#pragma once

#include <string>
#include <vector>

#include "app/serve_options.h"

namespace amilocal {

/// What is known only once the server has started.
struct StartFacts {
  std::uint16_t port = 0;
  std::string dataDirectory;
  std::string certificateFile;  ///< what HTTPS clients are to trust; empty without self-made TLS
};

/// `http://127.0.0.1:4566`, as a client on this machine would write it.
std::string urlOf(std::string_view host, std::uint16_t port);

/// The lines that say what is on.
std::vector<std::string> bannerOf(const ServeOptions& options, const StartFacts& facts);

/// What somebody who has just started the server may type next.
std::vector<std::string> nextStepsOf(const ServeOptions& options, const StartFacts& facts);

}  // namespace amilocal
