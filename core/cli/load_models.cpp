#include "core/cli/load_models.h"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "core/analyzer.h"
#include "core/cli/embedded_model.h"

namespace undertone::cli {
namespace {

bool load_file(Analyzer& analyzer, const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    std::fprintf(stderr, "undertone: cannot read the model %s\n", path.c_str());
    return false;
  }
  const std::vector<char> bytes{std::istreambuf_iterator<char>{file}, {}};
  const Status status = analyzer.load_model(std::as_bytes(std::span{bytes}));
  if (status == Status::Ok) return true;
  std::fprintf(stderr, "undertone: model %s: %s\n", path.c_str(), describe(status));
  return false;
}

}  // namespace

bool load_models(Analyzer& analyzer, const std::vector<std::string>& files) {
  for (const std::span<const std::byte> embedded : embedded_models()) {
    if (const Status status = analyzer.load_model(embedded); status != Status::Ok) {
      std::fprintf(stderr, "undertone: embedded model: %s\n", describe(status));
      return false;
    }
  }
  for (const std::string& path : files) {
    if (!load_file(analyzer, path)) return false;
  }
  return true;
}

}  // namespace undertone::cli
