#include "amilocal/domain/page.h"

#include "amilocal/core/hash.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"

namespace amilocal::domain {
namespace {

// Enough to tell a token of ours from anything else, and no secret.
std::string markOf(std::string_view key) { return stableHex("page:" + std::string(key), 8); }

std::string decodePageToken(const std::string& token) {
  const auto text = decodeBase64(token);
  if (!text || text->size() < 9 || (*text)[8] != ':') throw errors::invalidNextToken(token);
  auto key = text->substr(9);
  if (text->substr(0, 8) != markOf(key)) throw errors::invalidNextToken(token);
  return key;
}

}  // namespace

PageScope pageScope(const PageRequest& request, int minimum, int maximum) {
  PageScope scope;
  if (request.maxResults) {
    if (*request.maxResults < minimum)
      throw errors::maxResultsTooSmall(*request.maxResults, minimum);
    if (*request.maxResults > maximum)
      throw errors::maxResultsTooLarge(*request.maxResults, maximum);
    scope.limit = static_cast<std::size_t>(*request.maxResults);
  }
  if (request.nextToken) scope.after = decodePageToken(*request.nextToken);
  return scope;
}

std::string encodePageToken(std::string_view lastKey) {
  return encodeBase64(markOf(lastKey) + ":" + std::string(lastKey));
}

}  // namespace amilocal::domain
