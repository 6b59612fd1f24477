// blank OUT FILE… writes OUT, the catalog that the steps of schema/catalog, given in their order,
// make of nothing. A new catalog is a copy of it: going through all steps takes longer with each.

#include <sqlite3.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct Free {
  void operator()(unsigned char* bytes) const { sqlite3_free(bytes); }
};

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::unique_ptr<sqlite3, Close> inMemory() {
  sqlite3* database = nullptr;
  const int code = sqlite3_open(":memory:", &database);
  std::unique_ptr<sqlite3, Close> owned(database);
  if (code != SQLITE_OK) throw std::runtime_error("cannot open a database in memory");
  return owned;
}

void run(sqlite3* database, const std::string& sql, const std::string& what) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(what + ": " + sqlite3_errmsg(database));
}

void write(sqlite3* database, const std::string& path) {
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, Free> bytes(sqlite3_serialize(database, "main", &size, 0));
  if (!bytes) throw std::runtime_error("not enough memory");
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.get()), size);
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) throw std::runtime_error("usage: blank OUT FILE...");
  const auto database = inMemory();
  for (int i = 2; i < argc; ++i) run(database.get(), read(argv[i]), argv[i]);
  run(database.get(), "PRAGMA user_version = " + std::to_string(argc - 2), "user_version");
  write(database.get(), argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "blank: %s\n", error.what());
  return 1;
}
