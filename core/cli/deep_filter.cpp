#include "core/cli/deep_filter.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace undertone::cli {
namespace {

constexpr const char* kVariable = "UNDERTONE_DEEP";
/// From build/release/ of the repository.
constexpr const char* kFromHere = "/../../tag/dist/command.mjs";

std::string folder_of_this_command() {
  std::array<char, 4096> path{};
  const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
  const std::string whole{path.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
  return whole.substr(0, whole.rfind('/'));
}

/// The package's own command. `npx undertone score` says where it is.
std::string wrapper() {
  const char* given = std::getenv(kVariable);
  return given != nullptr ? std::string{given} : folder_of_this_command() + kFromHere;
}

}  // namespace

std::string deep_is_missing(const std::string& model) {
  if (::access(model.c_str(), R_OK) != 0) return model + ": " + std::strerror(errno);
  if (::access(wrapper().c_str(), R_OK) == 0) return {};
  return "--deep needs Node and the npm package: npx undertone score --deep " + model +
         ", or set " + kVariable + " to its dist/command.mjs";
}

DeepFilter::DeepFilter(int input, const std::string& model) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::array<std::string, 5> words{"node", wrapper(), "deep", "--deep", model};
  std::array<char*, 6> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  const int failed =
      ::posix_spawnp(&process_, "node", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (failed == 0) {
    output_ = ends[0];
    return;
  }
  process_ = -1;
  ::close(ends[0]);
  errno = failed;
}

DeepFilter::~DeepFilter() {
  if (process_ < 0) return;
  ::kill(process_, SIGTERM);
  (void)finish();
}

bool DeepFilter::finish() noexcept {
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  process_ = -1;
  return status == 0;
}

}  // namespace undertone::cli
