#include "core/cli/files.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace undertone::cli {

std::optional<std::vector<char>> read_file(const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::vector<char> bytes;
  std::array<char, 1U << 16U> part;
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), file)) {
    bytes.insert(bytes.end(), part.data(), part.data() + size);
  }
  const int error = std::ferror(file) != 0 ? errno : 0;
  std::fclose(file);
  errno = error;
  return error == 0 ? std::optional{std::move(bytes)} : std::nullopt;
}

bool write_file(const std::string& path, std::string_view bytes) {
  const bool standard = path == "-";
  std::FILE* const file = standard ? stdout : std::fopen(path.c_str(), "wb");
  bool ok = file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  if (file != nullptr) ok = (standard ? std::fflush(file) : std::fclose(file)) == 0 && ok;
  if (!ok && !standard) say_errno(path);
  return ok;
}

void say_errno(const std::string& path) {
  std::fprintf(stderr, "undertone: %s: %s\n", path.c_str(), std::strerror(errno));
}

}  // namespace undertone::cli
