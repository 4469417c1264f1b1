// `undertone score --deep MODEL`: ONNX Runtime runs in Node, so conversations go through
// `undertone deep` of the npm package (tag/src/node/) before they are scored.
#pragma once

#include <sys/types.h>

#include <string>

namespace undertone::cli {

/// A process that reads conversations and writes them with what the deep model says of their turns.
class DeepFilter {
 public:
  /// Starts it on an open file, which may be closed then.
  ///
  /// Input   `model`: path of the deep model
  DeepFilter(int input, const std::string& model);
  /// Ends it if it still runs.
  ~DeepFilter();
  DeepFilter(const DeepFilter&) = delete;  // owns a process
  DeepFilter& operator=(const DeepFilter&) = delete;

  /// Where to read from: lines like those of the file. Negative if it could not be started. The
  /// caller closes it.
  [[nodiscard]] int output() const noexcept { return output_; }

  /// Waits for the end of what was started, after `output` is closed; false if it failed. Once.
  [[nodiscard]] bool finish() noexcept;

 private:
  int output_ = -1;
  pid_t process_ = -1;
};

/// What is missing before a filter can run, for people; empty = nothing.
[[nodiscard]] std::string deep_is_missing(const std::string& model);

}  // namespace undertone::cli
