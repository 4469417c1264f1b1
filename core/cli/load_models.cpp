#include "core/cli/load_models.h"

#include <cstdio>

#include "core/analyzer.h"
#include "core/cli/embedded_model.h"
#include "core/cli/files.h"

namespace undertone::cli {
namespace {

/// Gives the bytes of a file to `load`, which returns a Status.
template <class Load>
bool load_file(const std::string& path, Load load) {
  const auto bytes = read_file(path);
  if (!bytes) {
    say_errno(path);
    return false;
  }
  const Status status = load(std::as_bytes(std::span{*bytes}));
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
    const auto load = [&](std::span<const std::byte> file) { return analyzer.load_model(file); };
    if (!load_file(path, load)) return false;
  }
  return true;
}

std::unique_ptr<PiiModel> load_pii_model(const std::string& file) {
  auto model = std::make_unique<PiiModel>();
  const auto load = [&](std::span<const std::byte> bytes) { return model->load(bytes); };
  const bool loaded = file.empty() ? load(embedded_names()) == Status::Ok : load_file(file, load);
  return loaded ? std::move(model) : nullptr;
}

}  // namespace undertone::cli
