#include "services/s3/received_body.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "amilocal/core/signature_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/s3_errors.h"

namespace amilocal::s3 {
namespace {

// Amazon S3 User Guide, "Uploading objects": in a single operation.
constexpr std::uint64_t kPutMax = 5ULL << 30U;

constexpr std::size_t kBufferBytes = 256U * 1024;
constexpr std::size_t kLineMax = 16U * 1024;

constexpr std::string_view kChecksumPrefix = "x-amz-checksum-";
constexpr DigestKind kChecksumKinds[] = {DigestKind::crc32, DigestKind::crc32c,
                                         DigestKind::crc64nvme, DigestKind::sha1,
                                         DigestKind::sha256};

/// Reads a source from its beginning to its end.
class Input {
 public:
  explicit Input(const wire::ByteSource& source) : source_(source) {}

  /// The next bytes, at most so many; empty at the end.
  std::string_view take(std::uint64_t most) {
    if (begin_ == end_) fill();
    const auto size = std::min<std::uint64_t>(most, end_ - begin_);
    const std::string_view bytes(buffer_.data() + begin_, size);
    begin_ += size;
    return bytes;
  }

  /// The next line, without CR and LF. Throws IncompleteBody when there is none.
  std::string line() {
    std::string line;
    while (line.size() < kLineMax) {
      const auto next = take(1);
      if (next.empty()) throw errors::incompleteBody();
      if (next[0] == '\n') {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        return line;
      }
      line += next[0];
    }
    throw errors::incompleteBody();
  }

 private:
  void fill() {
    if (buffer_.empty()) buffer_.resize(kBufferBytes);
    const auto wanted = std::min<std::uint64_t>(buffer_.size(), source_.size - offset_);
    const auto got = wanted == 0 ? 0 : source_.readAt(offset_, buffer_.data(), wanted);
    offset_ += got;
    begin_ = 0;
    end_ = got;
  }

  const wire::ByteSource& source_;
  std::string buffer_;
  std::uint64_t offset_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// A digest that the client says the bytes have.
struct Expected {
  DigestKind kind;
  std::string base64;
};

std::string headerOf(DigestKind kind) {
  return std::string(kChecksumPrefix) + toLower(toString(kind));
}

std::optional<Expected> expectedChecksum(const HeaderLookup& header) {
  std::optional<Expected> expected;
  for (const auto kind : kChecksumKinds) {
    const auto value = header(headerOf(kind));
    if (!value) continue;
    if (expected)
      throw errors::invalidS3Request(
          "Expecting a single x-amz-checksum- header. Multiple checksum "
          "Types are not allowed.");
    expected = Expected{kind, *value};
  }
  return expected;
}

/// The checksum that stands behind the bytes: `x-amz-trailer: x-amz-checksum-crc32`.
std::optional<DigestKind> trailerKind(const HeaderLookup& header) {
  const auto trailer = toLower(trim(header("x-amz-trailer").value_or("")));
  if (!trailer.starts_with(kChecksumPrefix)) return std::nullopt;
  const auto kind = parseDigestKind(std::string_view(trailer).substr(kChecksumPrefix.size()));
  if (!kind)
    throw errors::invalidS3Request(
        "The value specified in the x-amz-trailer header is not supported");
  return kind;
}

std::optional<DigestKind> namedKind(const HeaderLookup& header) {
  for (const auto* name : {"x-amz-sdk-checksum-algorithm", "x-amz-checksum-algorithm"}) {
    const auto text = header(name);
    if (!text) continue;
    const auto kind = parseDigestKind(*text);
    if (!kind || *kind == DigestKind::md5)
      throw errors::invalidS3Request(
          "Checksum algorithm provided is unsupported. Please try again "
          "with any of the valid types: [CRC32, CRC32C, CRC64NVME, "
          "SHA1, SHA256]");
    return kind;
  }
  return std::nullopt;
}

/// All that is computed while the bytes pass.
class Receiver {
 public:
  Receiver(DigestKind checksum, bool sha256, BlobStore& blobs)
      : blob_(blobs.begin()), md5_(DigestKind::md5), checksum_(checksum) {
    if (sha256) sha256_.emplace(DigestKind::sha256);
  }

  void append(std::string_view bytes) {
    if (blob_->size() + bytes.size() > kPutMax) throw errors::entityTooLarge();
    md5_.update(bytes);
    checksum_.update(bytes);
    if (sha256_) sha256_->update(bytes);
    blob_->append(bytes);
  }

  std::uint64_t size() const { return blob_->size(); }
  std::string sha256() { return sha256_->finish(); }

  std::unique_ptr<ReceivedBody> finish() {
    blob_->finish();
    auto body = std::make_unique<ReceivedBody>();
    body->md5 = md5_.finish();
    body->checksumKind = checksum_.kind();
    body->checksum = encodeBase64(checksum_.finish());
    body->blob = std::move(blob_);
    return body;
  }

 private:
  std::unique_ptr<BlobStore::NewBlob> blob_;
  Digest md5_;
  Digest checksum_;
  std::optional<Digest> sha256_;
};

void takePlain(Input& input, Receiver& receiver) {
  for (auto bytes = input.take(kBufferBytes); !bytes.empty(); bytes = input.take(kBufferBytes))
    receiver.append(bytes);
}

struct ChunkHead {
  std::uint64_t size = 0;
  std::string signature;
};

/// `SIZE;chunk-signature=…`
ChunkHead chunkHead(std::string_view line) {
  constexpr std::string_view kSignature = "chunk-signature=";
  const auto end = std::min(line.find(';'), line.size());
  const auto digits = line.substr(0, end);
  constexpr std::size_t kDigitsMax = 10;
  if (digits.empty() || digits.size() > kDigitsMax) throw errors::incompleteBody();
  const auto bytes = decodeHex(std::string(digits.size() % 2, '0') + std::string(digits));
  if (!bytes) throw errors::incompleteBody();
  ChunkHead head;
  for (const char c : *bytes) head.size = (head.size << 8U) | static_cast<unsigned char>(c);
  const auto place = line.find(kSignature, end);
  if (place != std::string_view::npos) head.signature = line.substr(place + kSignature.size());
  return head;
}

/// The parts of an `aws-chunked` body: chunks, an empty one, then headers.
class Chunks {
 public:
  Chunks(Input& input, Receiver& receiver, ChunkSignatures* signatures)
      : input_(input), receiver_(receiver), signatures_(signatures) {}

  void takeAll() {
    while (takeOne())
      if (!input_.line().empty()) throw errors::incompleteBody();
  }

  /// The value of the header `name` behind the chunks.
  std::optional<std::string> takeTrailer(const std::string& name) {
    std::optional<std::string> found;
    std::string signedText, signature;
    for (auto bytes = input_.take(1); !bytes.empty(); bytes = input_.take(1)) {
      const std::string first(bytes);
      if (first == "\r" || first == "\n") continue;
      const auto line = first + input_.line();
      const auto colon = std::min(line.find(':'), line.size());
      const auto header = toLower(line.substr(0, colon));
      const std::string value(
          trim(std::string_view(line).substr(std::min(colon + 1, line.size()))));
      if (header == name) found = value;
      if (header == "x-amz-trailer-signature") {
        signature = value;
      } else {
        signedText += header + ":" + value + "\n";
      }
    }
    const bool isWrong = signatures_ != nullptr && !signedText.empty() &&
                         !signatures_->acceptsTrailers(signature, signedText);
    if (isWrong) throw errors::signatureMismatch("rest-xml");
    return found;
  }

 private:
  /// False for the empty one.
  bool takeOne() {
    const auto head = chunkHead(input_.line());
    std::optional<Digest> digest;
    if (signatures_ != nullptr) digest.emplace(DigestKind::sha256);
    for (auto left = head.size; left > 0;) {
      const auto bytes = input_.take(left);
      if (bytes.empty()) throw errors::incompleteBody();
      receiver_.append(bytes);
      if (digest) digest->update(bytes);
      left -= bytes.size();
    }
    if (digest && !signatures_->accepts(head.signature, encodeHex(digest->finish())))
      throw errors::signatureMismatch("rest-xml");
    return head.size > 0;
  }

  Input& input_;
  Receiver& receiver_;
  ChunkSignatures* signatures_;
};

void checkSize(const HeaderLookup& header, std::uint64_t size) {
  const auto text = header("x-amz-decoded-content-length");
  if (text && parseInteger(*text) != static_cast<std::int64_t>(size))
    throw errors::incompleteBody();
}

void checkMd5(const HeaderLookup& header, const ReceivedBody& body) {
  const auto text = header("content-md5");
  if (!text) return;
  const auto md5 = decodeBase64(*text);
  if (!md5 || md5->size() != body.md5.size()) throw errors::invalidContentMd5();
  if (*md5 != body.md5) throw errors::badContentMd5();
}

}  // namespace

bool isSha256(std::string_view text) {
  constexpr std::size_t kDigits = 64;
  return text.size() == kDigits && decodeHex(text).has_value();
}

bool isAwsChunked(const HeaderLookup& header) {
  return header("x-amz-content-sha256").value_or("").starts_with("STREAMING-") ||
         withoutAwsChunked(header("content-encoding").value_or("")) !=
             header("content-encoding").value_or("");
}

std::string withoutAwsChunked(std::string_view encoding) {
  if (encoding.find("aws-chunked") == std::string_view::npos) return std::string(encoding);
  std::vector<std::string> kept;
  for (const auto part : split(encoding, ','))
    if (const auto name = trim(part); name != "aws-chunked" && !name.empty())
      kept.emplace_back(name);
  return join(kept, ",");
}

std::unique_ptr<ReceivedBody> receive(const Upload& upload, std::optional<DigestKind> otherwise,
                                      BlobStore& blobs) {
  const auto& [content, header, signatures] = upload;
  auto expected = expectedChecksum(header);
  const auto trailing = trailerKind(header);
  const auto named = namedKind(header);
  const auto kind = expected    ? expected->kind
                    : trailing  ? *trailing
                    : named     ? *named
                    : otherwise ? *otherwise
                                : DigestKind::crc64nvme;
  const auto sha256 = header("x-amz-content-sha256").value_or("");
  Receiver receiver(kind, isSha256(sha256), blobs);
  Input input(content);
  if (isAwsChunked(header)) {
    Chunks chunks(input, receiver, signatures);
    chunks.takeAll();
    const auto checksum = chunks.takeTrailer(trailing ? headerOf(*trailing) : "");
    if (trailing && !checksum) throw errors::incompleteBody();
    if (checksum) expected = Expected{kind, *checksum};
  } else {
    takePlain(input, receiver);
    if (receiver.size() != content.size) throw errors::incompleteBody();
  }
  checkSize(header, receiver.size());
  if (isSha256(sha256) && encodeHex(receiver.sha256()) != toLower(sha256))
    throw errors::badContentSha256();
  auto body = receiver.finish();
  checkMd5(header, *body);
  if (expected && decodeBase64(expected->base64) != decodeBase64(body->checksum))
    throw errors::badChecksum(toString(kind));
  return body;
}

}  // namespace amilocal::s3
