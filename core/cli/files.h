// Whole files, and what is said when one cannot be read or written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::cli {

/// The bytes of a file; nothing if it cannot be read (a directory cannot), and errno says why.
[[nodiscard]] std::optional<std::vector<char>> read_file(const std::string& path);

/// Writes a file, or standard output as -.
///
/// Output  false: it could not be written; said on stderr, of standard output by main.cpp
[[nodiscard]] bool write_file(const std::string& path, std::string_view bytes);

/// Says on stderr what errno says of a file.
void say_errno(const std::string& path);

}  // namespace undertone::cli
