#include "core/cli/phrase_pattern.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "core/model/phrase_table.h"
#include "core/text/fold.h"
#include "core/text/tokenizer.h"

namespace undertone::cli {
namespace {

/// More paths than this from one line is a slip of the pen.
constexpr std::size_t kMaxPaths = 20'000;
/// Set symbols count down from the last one until the compiler renumbers them after the words.
constexpr std::uint16_t kFirstSet = phrase_symbol::kLast;

[[noreturn]] void fail(const std::string& reason) { throw std::runtime_error(reason); }

void append_all(std::vector<Path>& paths, const std::vector<Path>& ends) {
  std::vector<Path> joined;
  if (paths.size() * ends.size() > kMaxPaths) fail("stands for too many paths");
  for (const Path& path : paths) {
    for (const Path& end : ends) {
      joined.push_back(path);
      joined.back().insert(joined.back().end(), end.begin(), end.end());
    }
  }
  paths = std::move(joined);
}

/// Recursive descent over one phrase.
class Parser {
 public:
  Parser(std::string_view text, Lexicon& lexicon) : text_{text}, lexicon_{lexicon} {}

  std::vector<Path> all() {
    std::vector<Path> paths = alternatives();
    if (at_ != text_.size()) fail("unexpected " + std::string(1, text_[at_]));
    return paths;
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  [[nodiscard]] bool next_is(char wanted) const {
    return at_ < text_.size() && text_[at_] == wanted;
  }

  std::vector<Path> alternatives() {
    std::vector<Path> paths = sequence();
    while (next_is('|')) {
      ++at_;
      for (Path& path : sequence()) paths.push_back(std::move(path));
    }
    return paths;
  }

  std::vector<Path> sequence() {
    std::vector<Path> paths = {{}};
    for (;;) {
      skip_space();
      if (at_ == text_.size() || next_is('|') || next_is(')') || next_is(']')) return paths;
      append_all(paths, item());
    }
  }

  std::vector<Path> bracketed(char close) {
    ++at_;
    std::vector<Path> paths = alternatives();
    if (!next_is(close)) fail(std::string("missing ") + close);
    ++at_;
    if (close == ']') paths.emplace_back();
    return paths;
  }

  std::vector<Path> item() {
    switch (text_[at_]) {
      case '(':
        return bracketed(')');
      case '[':
        return bracketed(']');
      case '<':
        return set();
      case '*':
        return gap();
      case '^':
        return edge('^', phrase_symbol::kSentenceBegin, phrase_symbol::kMessageBegin);
      case '$':
        return edge('$', phrase_symbol::kSentenceEnd, phrase_symbol::kMessageEnd);
      default:
        return {word()};
    }
  }

  std::vector<Path> edge(char mark, std::uint16_t of_sentence, std::uint16_t of_message) {
    ++at_;
    if (!next_is(mark)) return {{of_sentence}};
    ++at_;
    return {{of_message}};
  }

  std::vector<Path> gap() {
    ++at_;
    if (at_ == text_.size() || std::isdigit(static_cast<unsigned char>(text_[at_])) == 0) {
      return {{phrase_symbol::kAny}};
    }
    const int most = text_[at_++] - '0';
    std::vector<Path> paths;
    for (int n = 0; n <= most; ++n) {
      paths.emplace_back(static_cast<std::size_t>(n), phrase_symbol::kAny);
    }
    return paths;
  }

  std::vector<Path> set() {
    const std::size_t close = text_.find('>', at_);
    if (close == std::string_view::npos) fail("missing >");
    const std::string name{text_.substr(at_ + 1, close - at_ - 1)};
    at_ = close + 1;
    if (name == "number") return {{phrase_symbol::kNumber}};
    if (name == "entity") return {{phrase_symbol::kEntity}};
    if (name == "link") return {{phrase_symbol::kLink}};
    return lexicon_.set(name);
  }

  Path word() {
    std::string typed;
    while (at_ < text_.size() &&
           std::string_view{" |()[]<>^$*"}.find(text_[at_]) == std::string_view::npos) {
      if (text_[at_] == '\\' && ++at_ == text_.size()) fail("nothing after \\");
      typed += text_[at_++];
      // An escaped sign may be followed by further ones of the same token.
      while (at_ + 1 < text_.size() && text_[at_] == '\\') {
        typed += text_[at_ + 1];
        at_ += 2;
      }
    }
    if (typed.empty()) fail("unexpected " + std::string(1, text_[at_]));
    return lexicon_.word(typed);
  }

  std::string_view text_;
  Lexicon& lexicon_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> folded_tokens(std::string_view text) {
  TokenBuffer tokens;
  FoldBuffer folded;
  std::vector<std::string> words;
  for (const Token& token : tokenize(text, tokens)) {
    words.emplace_back(fold(token.span.of(text), folded));
  }
  return words;
}

std::uint16_t Lexicon::symbol_of(const std::string& folded) {
  if (folded == "?") return phrase_symbol::kQuestionMark;
  const auto next = static_cast<std::uint16_t>(phrase_symbol::kFirstWord + words_.size());
  return words_.emplace(folded, next).first->second;
}

Path Lexicon::word(const std::string& text) {
  Path path;
  for (const std::string& folded : folded_tokens(text)) {
    if (const auto other = spellings_.find(folded); other != spellings_.end()) {
      path.insert(path.end(), other->second.begin(), other->second.end());
    } else {
      path.push_back(symbol_of(folded));
    }
  }
  return path;
}

void Lexicon::add_spelling(const std::string& spelling, const std::string& meaning) {
  const std::vector<std::string> from = folded_tokens(spelling);
  if (from.size() != 1) fail("a spelling has to be one token: " + spelling);
  Path to;
  for (const std::string& folded : folded_tokens(meaning)) {
    const auto other = spellings_.find(folded);
    if (other != spellings_.end()) {
      to.insert(to.end(), other->second.begin(), other->second.end());
    } else {
      to.push_back(symbol_of(folded));
    }
  }
  if (to.empty() || to.size() > 2) fail("a spelling stands for one or two words: " + spelling);
  if (words_.count(from[0]) != 0) fail("a word already, so no other spelling: " + spelling);
  if (!spellings_.emplace(from[0], to).second) fail("twice: " + spelling);
}

void Lexicon::add_set(const std::string& name, const std::string& alternatives) {
  if (has_set(name)) fail("set twice: " + name);
  Set set;
  set.symbol = static_cast<std::uint16_t>(kFirstSet - sets_.size());
  for (Path& path : expand_phrase(alternatives, *this)) {
    if (path.empty()) fail("a set may not be empty: " + name);
    const bool single = path.size() == 1 && path[0] >= phrase_symbol::kFirstWord;
    bool is_set = false;
    if (single) {
      // A set inside: its members are ours, too.
      for (const auto& [other_name, other] : sets_) {
        if (other.symbol != path[0]) continue;
        set.members.insert(set.members.end(), other.members.begin(), other.members.end());
        is_set = true;
      }
    }
    if (single && !is_set) set.members.push_back(path[0]);
    if (!single) set.paths.push_back(std::move(path));
  }
  std::sort(set.members.begin(), set.members.end());
  set.members.erase(std::unique(set.members.begin(), set.members.end()), set.members.end());
  if (!set.members.empty()) set.paths.push_back({set.symbol});
  sets_.emplace(name, std::move(set));
}

const std::vector<Path>& Lexicon::set(const std::string& name) const {
  const auto found = sets_.find(name);
  if (found == sets_.end()) fail("no such set: " + name);
  return found->second.paths;
}

std::vector<Path> expand_phrase(std::string_view phrase, Lexicon& lexicon) {
  return Parser{phrase, lexicon}.all();
}

}  // namespace undertone::cli
