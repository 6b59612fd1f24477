#include "amilocal/core/key_pair.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <vector>

#include "amilocal/core/text.h"

namespace amilocal {
namespace {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* held) const {
    release(held);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;
using Memory = std::unique_ptr<BIO, Release<BIO_free>>;

constexpr std::string_view kRsaName = "ssh-rsa", kEd25519Name = "ssh-ed25519";
constexpr std::size_t kEd25519Size = 32;

void require(bool success) {
  if (!success) throw std::runtime_error("OpenSSL cannot make or write the key");
}

std::string_view nameOf(KeyType type) { return type == KeyType::rsa ? kRsaName : kEd25519Name; }

// ---- The wire format of SSH (RFC 4251 section 5)

std::string uint32Text(std::size_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
  return out;
}
std::string sshString(std::string_view bytes) { return uint32Text(bytes.size()).append(bytes); }
std::string sshNumber(const BIGNUM* number) {
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  // A number whose first bit is set would be negative.
  if (!bytes.empty() && (bytes[0] & 0x80) != 0) bytes.insert(bytes.begin(), '\0');
  return sshString(bytes);
}

// Takes one string off the front; empty when the bytes end too soon.
std::optional<std::string_view> takeString(std::string_view& bytes) {
  if (bytes.size() < 4) return std::nullopt;
  std::size_t size = 0;
  for (int i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(bytes[i]);
  if (bytes.size() - 4 < size) return std::nullopt;
  const auto taken = bytes.substr(4, size);
  bytes.remove_prefix(4 + size);
  return taken;
}

// ---- Parts of a key

Number numberOf(const Key& key, const char* name) {
  BIGNUM* number = nullptr;
  require(EVP_PKEY_get_bn_param(key.get(), name, &number) == 1);
  return Number(number);
}

std::string rawPart(const Key& key, int (*get)(const EVP_PKEY*, unsigned char*, std::size_t*)) {
  std::string raw(kEd25519Size, '\0');
  std::size_t size = raw.size();
  require(get(key.get(), reinterpret_cast<unsigned char*>(raw.data()), &size) == 1);
  return raw;
}

std::string publicBlob(const Key& key, KeyType type) {
  const auto name = sshString(nameOf(type));
  if (type == KeyType::ed25519) return name + sshString(rawPart(key, EVP_PKEY_get_raw_public_key));
  return name + sshNumber(numberOf(key, OSSL_PKEY_PARAM_RSA_E).get()) +
         sshNumber(numberOf(key, OSSL_PKEY_PARAM_RSA_N).get());
}

// ---- Fingerprints

std::string digestOf(const EVP_MD* kind, std::string_view bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  require(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                     &size, kind, nullptr) == 1);
  digest.resize(size);
  return digest;
}

std::string hexOf(std::string_view bytes) {
  return encodeHex({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

// `1f:51:ae:28:…`
std::string withColons(std::string_view digest) {
  const auto hex = hexOf(digest);
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 2) text += (i > 0 ? ":" : "") + hex.substr(i, 2);
  return text;
}

std::string derOf(const Key& key, int (*write)(BIO*, const EVP_PKEY*)) {
  const Memory memory(BIO_new(BIO_s_mem()));
  require(memory && write(memory.get(), key.get()) == 1);
  const char* bytes = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

int writePkcs8(BIO* out, const EVP_PKEY* key) {
  return i2d_PKCS8PrivateKey_bio(out, key, nullptr, nullptr, 0, nullptr, nullptr);
}

// KeyPairInfo: SHA-1 of the private key's DER for the ones that EC2 made, MD5 of the public key's
// for imported ones, and for ED25519 OpenSSH's SHA-256 of the public key in both cases.
std::string ed25519Fingerprint(std::string_view blob) {
  return encodeBase64(digestOf(EVP_sha256(), blob));
}

// ---- Files of private keys

std::string pkcs1Pem(const Key& key) {
  const Memory memory(BIO_new(BIO_s_mem()));
  require(memory && PEM_write_bio_PrivateKey_traditional(memory.get(), key.get(), nullptr, nullptr,
                                                         0, nullptr, nullptr) == 1);
  const char* bytes = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

std::string wrapped(std::string_view bytes, std::size_t width) {
  const auto base64 = encodeBase64(bytes);
  std::string text;
  for (std::size_t i = 0; i < base64.size(); i += width) text += base64.substr(i, width) + "\n";
  return text;
}

// OpenSSH, PROTOCOL.key: no cipher, one key, padded to eight bytes with 1, 2, 3 …
std::string openSshPem(const Key& key, std::string_view blob, std::string_view comment) {
  const auto publicPart = rawPart(key, EVP_PKEY_get_raw_public_key);
  const auto seed = rawPart(key, EVP_PKEY_get_raw_private_key);
  std::array<unsigned char, 4> random{};
  require(RAND_bytes(random.data(), random.size()) == 1);
  const std::string check(reinterpret_cast<const char*>(random.data()), random.size());
  auto secret = check + check + sshString(kEd25519Name) + sshString(publicPart) +
                sshString(seed + publicPart) + sshString(comment);
  for (char pad = 1; secret.size() % 8 != 0; ++pad) secret += pad;
  const auto file = std::string("openssh-key-v1\0", 15) + sshString("none") + sshString("none") +
                    sshString("") + uint32Text(1) + sshString(blob) + sshString(secret);
  return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + wrapped(file, 70) +
         "-----END OPENSSH PRIVATE KEY-----\n";
}

std::string puttySecret(const Key& key, KeyType type) {
  if (type == KeyType::ed25519) return sshString(rawPart(key, EVP_PKEY_get_raw_private_key));
  std::string secret;
  for (const auto* name : {OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_FACTOR1,
                           OSSL_PKEY_PARAM_RSA_FACTOR2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1})
    secret += sshNumber(numberOf(key, name).get());
  return secret;
}

// PuTTY's file, version 2 (PuTTY manual, appendix C.4): the MAC proves that nothing was changed.
std::string puttyFile(const Key& key, KeyType type, std::string_view blob,
                      std::string_view comment) {
  const auto secret = puttySecret(key, type);
  const auto signedText = sshString(nameOf(type)) + sshString("none") + sshString(comment) +
                          sshString(blob) + sshString(secret);
  const auto macKey = digestOf(EVP_sha1(), "putty-private-key-file-mac-key");
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  require(HMAC(EVP_sha1(), macKey.data(), static_cast<int>(macKey.size()),
               reinterpret_cast<const unsigned char*>(signedText.data()), signedText.size(),
               mac.data(), &size) != nullptr);
  const auto lines = [](const std::string& text) {
    return std::to_string(std::ranges::count(text, '\n')) + "\n" + text;
  };
  return "PuTTY-User-Key-File-2: " + std::string(nameOf(type)) +
         "\nEncryption: none\nComment: " + std::string(comment) +
         "\nPublic-Lines: " + lines(wrapped(blob, 64)) +
         "Private-Lines: " + lines(wrapped(secret, 64)) +
         "Private-MAC: " + encodeHex({mac.data(), size}) + "\n";
}

Key generate(KeyType type) {
  constexpr int kRsaBits = 2048;
  const KeyContext context(
      EVP_PKEY_CTX_new_id(type == KeyType::rsa ? EVP_PKEY_RSA : EVP_PKEY_ED25519, nullptr));
  require(context && EVP_PKEY_keygen_init(context.get()) == 1);
  if (type == KeyType::rsa) require(EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), kRsaBits) == 1);
  EVP_PKEY* key = nullptr;
  require(EVP_PKEY_keygen(context.get(), &key) == 1);
  return Key(key);
}

// ---- Public keys that somebody else made

Key rsaOf(std::string_view exponent, std::string_view modulus) {
  const auto number = [](std::string_view bytes) {
    return Number(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                            static_cast<int>(bytes.size()), nullptr));
  };
  const auto e = number(exponent), n = number(modulus);
  const std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD_free>> builder(OSSL_PARAM_BLD_new());
  require(builder && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
          OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1);
  const std::unique_ptr<OSSL_PARAM, Release<OSSL_PARAM_free>> parameters(
      OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return nullptr;
  return Key(key);
}

ImportedKey imported(KeyType type, std::string_view blob, std::string fingerprint) {
  return {type, std::string(nameOf(type)) + " " + encodeBase64(blob), std::move(fingerprint)};
}

bool isImportableSize(int bits) { return bits == 1024 || bits == 2048 || bits == 4096; }

std::optional<ImportedKey> readRsa(const Key& key) {
  if (!key || !isImportableSize(EVP_PKEY_get_bits(key.get()))) return std::nullopt;
  const auto der = derOf(key, i2d_PUBKEY_bio);
  return imported(KeyType::rsa, publicBlob(key, KeyType::rsa),
                  withColons(digestOf(EVP_md5(), der)));
}

std::optional<ImportedKey> readBlob(std::string_view blob) {
  auto rest = blob;
  const auto name = takeString(rest);
  const auto first = takeString(rest);
  if (!name || !first) return std::nullopt;
  if (*name == kEd25519Name) {
    if (first->size() != kEd25519Size || !rest.empty()) return std::nullopt;
    return imported(KeyType::ed25519, blob, ed25519Fingerprint(blob));
  }
  const auto modulus = takeString(rest);
  if (*name != kRsaName || !modulus || !rest.empty()) return std::nullopt;
  return readRsa(rsaOf(*first, *modulus));
}

std::optional<ImportedKey> readPem(std::string_view text) {
  const Memory memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  const Key key(PEM_read_bio_PUBKEY(memory.get(), nullptr, nullptr, nullptr));
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return std::nullopt;
  return readRsa(key);
}

// The base64 between the marks of RFC 4716; headers are lines with a colon, continued after a
// backslash.
std::string withoutMarks(std::string_view text) {
  std::string base64;
  bool inHeader = false;
  for (const auto part : split(text, '\n')) {
    const auto line = trim(part);
    const bool isHeader = inHeader || line.find(':') != std::string_view::npos;
    inHeader = isHeader && line.ends_with('\\');
    if (!isHeader && !line.starts_with("----")) base64 += line;
  }
  return base64;
}

std::string_view base64Part(std::string_view line) {
  for (const auto part : split(line, ' '))
    if (part.starts_with("AAAA")) return part;
  return line;
}

}  // namespace

NewKeyPair makeKeyPair(KeyType type, KeyFormat format, std::string_view comment) {
  const auto key = generate(type);
  const auto blob = publicBlob(key, type);
  NewKeyPair made;
  made.publicKey = std::string(nameOf(type)) + " " + encodeBase64(blob);
  made.fingerprint = type == KeyType::rsa ? withColons(digestOf(EVP_sha1(), derOf(key, writePkcs8)))
                                          : ed25519Fingerprint(blob);
  if (format == KeyFormat::ppk)
    made.privateKey = puttyFile(key, type, blob, comment);
  else
    made.privateKey = type == KeyType::rsa ? pkcs1Pem(key) : openSshPem(key, blob, comment);
  return made;
}

std::optional<ImportedKey> readPublicKey(std::string_view text) {
  text = trim(text);
  if (text.starts_with("-----BEGIN PUBLIC KEY-----")) return readPem(text);
  const auto marked = text.starts_with("---- BEGIN SSH2 PUBLIC KEY ----");
  const auto base64 = marked ? withoutMarks(text) : std::string(base64Part(text));
  const auto blob = decodeBase64(base64);
  return blob ? readBlob(*blob) : std::nullopt;
}

std::optional<std::string> encryptFor(std::string_view publicKey, std::string_view text) {
  const auto blob = decodeBase64(base64Part(publicKey));
  if (!blob) return std::nullopt;
  auto rest = std::string_view(*blob);
  const auto name = takeString(rest), exponent = takeString(rest), modulus = takeString(rest);
  if (name != kRsaName || !exponent || !modulus) return std::nullopt;
  const auto key = rsaOf(*exponent, *modulus);
  if (!key) return std::nullopt;
  const KeyContext context(EVP_PKEY_CTX_new(key.get(), nullptr));
  require(context && EVP_PKEY_encrypt_init(context.get()) == 1 &&
          EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1);
  std::string cipher(static_cast<std::size_t>(EVP_PKEY_get_size(key.get())), '\0');
  std::size_t size = cipher.size();
  require(EVP_PKEY_encrypt(context.get(), reinterpret_cast<unsigned char*>(cipher.data()), &size,
                           reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1);
  cipher.resize(size);
  return cipher;
}

}  // namespace amilocal
