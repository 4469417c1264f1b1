// undertone redact: lines of text in, the same lines without personal data out.
#include "core/pii/redact.h"

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/cli/commands.h"
#include "core/cli/files.h"
#include "core/cli/line_reader.h"
#include "core/cli/line_redactor.h"
#include "core/cli/load_models.h"
#include "core/text/utf8.h"

namespace undertone::cli {
namespace {

/// What is written at once, where nobody waits for a line.
constexpr std::size_t kOutputBytes = 256 * 1024;

struct Options {
  bool spans = false;
  bool placeholders = false;
  /// file of the model of names; empty = the one inside the command
  std::string names;
  std::vector<std::string> files;
};

/// A line, and that it ended: one for each form of output.
class LineWriter : public LineSink {
 public:
  virtual void end_line(bool has_break) = 0;
  /// What follows belongs to another conversation.
  virtual void end_conversation() {}
  /// Writes what is ready.
  void flush() {
    std::fwrite(out_.data(), 1, out_.size(), stdout);
    std::fflush(stdout);
    out_.clear();
  }

 protected:
  void write(std::string_view part) {
    out_ += part;
    if (out_.size() >= kOutputBytes) flush();
  }

  std::string out_;
};

/// The line, each entity replaced by its type.
class RedactedLines final : public LineWriter {
 public:
  explicit RedactedLines(bool numbered) : numbered_{numbered} {}

  void text(std::string_view part) override { write(part); }
  void entity(EntityType type, float /*score*/, std::string_view value) override {
    const Entity whole{{0, static_cast<std::uint32_t>(value.size())}, type, 1.0F};
    if (numbered_) {
      redact(value, {&whole, 1}, placeholders_, out_);
    } else {
      redact(value, {&whole, 1}, out_);
    }
  }
  void end_line(bool has_break) override {
    if (has_break) write("\n");
  }
  void end_conversation() override { placeholders_.clear(); }

 private:
  bool numbered_;
  Placeholders placeholders_;
};

/// {"text": the line as read without its end, "spans": [[begin, end, type, score], ...]}
class SpanRows final : public LineWriter {
 public:
  void text(std::string_view part) override {
    write(at_utf16_ == 0 && !open_ ? "{\"text\":\"" : "");
    open_ = true;
    if (part.empty()) return;
    if (held_return_) write("\\r");
    // Of the line's end, if nothing follows.
    held_return_ = part.back() == '\r';
    write_escaped(part.substr(0, part.size() - (held_return_ ? 1 : 0)));
    at_utf16_ += utf8::utf16_length(part);
  }
  void entity(EntityType type, float score, std::string_view value) override {
    const std::size_t begin = at_utf16_;
    text(value);
    spans_ += spans_.empty() ? "[" : ",[";
    spans_ += std::to_string(begin) + "," + std::to_string(at_utf16_) + ",\"";
    spans_ += name_of(type);
    spans_ += "\",";
    spans_ += nlohmann::json(std::round(static_cast<double>(score) * 100) / 100).dump();
    spans_ += "]";
  }
  void end_line(bool has_break) override {
    text("");
    if (held_return_ && !has_break) write("\\r");
    held_return_ = false;
    write("\",\"spans\":[");
    write(spans_);
    write("]}\n");
    spans_.clear();
    at_utf16_ = 0;
    open_ = false;
  }

 private:
  void write_escaped(std::string_view part) {
    const std::string quoted = nlohmann::json(part).dump();
    write(std::string_view{quoted}.substr(1, quoted.size() - 2));
  }

  std::string spans_;
  std::size_t at_utf16_ = 0;
  bool open_ = false;
  /// the text so far ends with a carriage return that was not written yet
  bool held_return_ = false;
};

/// Passes all lines of an open file through.
///
/// Output  false if reading failed
[[nodiscard]] bool redact_file(int file, const PiiModel& names, LineWriter& writer) {
  LineReader reader{file};
  LineRedactor redactor{&names};
  std::string scratch;
  bool empty_line = true;
  for (;;) {
    if (reader.would_read()) writer.flush();
    const auto piece = reader.next();
    if (!piece || std::ferror(stdout) != 0) break;
    // A piece is small enough that no byte of it is cut, even if each becomes U+FFFD.
    static_assert(3 * LineReader::kPieceBytes <= limits::kMessageBytes);
    const utf8::Sanitized clean = utf8::sanitize(piece->bytes, scratch);
    empty_line = empty_line && clean.text.find_first_not_of(" \t\r") == std::string_view::npos;
    redactor.add(clean.text, piece->ends_line, writer);
    if (!piece->ends_line) continue;
    writer.end_line(piece->has_break);
    if (empty_line) writer.end_conversation();
    empty_line = true;
  }
  return !reader.failed();
}

int run(const Options& options) {
  const std::unique_ptr<PiiModel> names = load_pii_model(options.names);
  if (!names) return kExitBadInput;
  std::unique_ptr<LineWriter> writer;
  if (options.spans) {
    writer = std::make_unique<SpanRows>();
  } else {
    writer = std::make_unique<RedactedLines>(options.placeholders);
  }
  int status = kExitOk;
  for (const std::string& name : options.files) {
    const bool standard = name == "-";
    const int file = standard ? STDIN_FILENO : ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 || !redact_file(file, *names, *writer)) {
      say_errno(name);
      status = kExitBadInput;
    }
    if (file >= 0 && !standard) ::close(file);
    writer->end_conversation();
  }
  writer->flush();
  return status;
}

}  // namespace

Subcommand add_redact(CLI::App& application) {
  const auto options = std::make_shared<Options>();
  CLI::App* app = application.add_subcommand("redact", "Lines of text without personal data");
  app->add_option("files", options->files, "Text files; - or none for standard input");
  CLI::Option* spans = app->add_flag(
      "--spans", options->spans,
      "Write JSON rows with the text as read and its spans, offsets in UTF-16 code units");
  app->add_flag("--placeholders", options->placeholders,
                "Number the values: [PERSON_1]; an empty line begins a new conversation")
      ->excludes(spans);
  app->add_option("--names", options->names,
                  "File of the model of names and addresses, in place of the one inside");
  return {app, [options] {
            if (options->files.empty()) options->files.emplace_back("-");
            return run(*options);
          }};
}

}  // namespace undertone::cli
