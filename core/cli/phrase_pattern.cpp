#include "core/cli/phrase_pattern.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "core/model/phrase_table.h"
#include "core/text/fold.h"
#include "core/text/tokenizer.h"

namespace undertone::cli {
namespace {

/// Set symbols count down from the last one until the compiler renumbers them after the words.
constexpr std::uint16_t kFirstSet = phrase_symbol::kLast;

[[noreturn]] void fail(const std::string& reason) { throw std::runtime_error(reason); }

/// From so many words on an alternative is a set of its own: one edge instead of one per word.
constexpr std::size_t kSetFrom = 3;

using Sequence = std::vector<PatternPtr>;

PatternPtr symbol_pattern(std::uint16_t symbol) {
  return std::make_shared<const Pattern>(Pattern{symbol, {}});
}

PatternPtr choice(std::vector<Sequence> alternatives) {
  return std::make_shared<const Pattern>(Pattern{0, std::move(alternatives)});
}

/// Recursive descent over one phrase.
class Parser {
 public:
  Parser(std::string_view text, Lexicon& lexicon) : text_{text}, lexicon_{lexicon} {}

  PatternPtr all() {
    std::vector<Sequence> found = alternatives();
    if (at_ != text_.size()) fail("unexpected " + std::string(1, text_[at_]));
    return choice(std::move(found));
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  [[nodiscard]] bool next_is(char wanted) const {
    return at_ < text_.size() && text_[at_] == wanted;
  }

  std::vector<Sequence> alternatives() {
    std::vector<Sequence> found = {sequence()};
    while (next_is('|')) {
      ++at_;
      found.push_back(sequence());
    }
    return found;
  }

  Sequence sequence() {
    Sequence items;
    for (;;) {
      skip_space();
      if (at_ == text_.size() || next_is('|') || next_is(')') || next_is(']')) return items;
      item(items);
    }
  }

  PatternPtr bracketed(char close) {
    ++at_;
    std::vector<Sequence> found = alternatives();
    if (!next_is(close)) fail(std::string("missing ") + close);
    ++at_;
    lexicon_.gather_words(found);
    if (close == ']') found.emplace_back();
    return choice(std::move(found));
  }

  void item(Sequence& items) {
    switch (text_[at_]) {
      case '(':
        items.push_back(bracketed(')'));
        return;
      case '[':
        items.push_back(bracketed(']'));
        return;
      case '<':
        items.push_back(set());
        return;
      case '*':
        gap(items);
        return;
      case '^':
        items.push_back(edge('^', phrase_symbol::kSentenceBegin, phrase_symbol::kMessageBegin));
        return;
      case '$':
        items.push_back(edge('$', phrase_symbol::kSentenceEnd, phrase_symbol::kMessageEnd));
        return;
      default:
        for (const std::uint16_t symbol : word()) items.push_back(symbol_pattern(symbol));
    }
  }

  PatternPtr edge(char mark, std::uint16_t of_sentence, std::uint16_t of_message) {
    ++at_;
    if (!next_is(mark)) return symbol_pattern(of_sentence);
    ++at_;
    return symbol_pattern(of_message);
  }

  void gap(Sequence& items) {
    ++at_;
    const PatternPtr any = symbol_pattern(phrase_symbol::kAny);
    if (at_ == text_.size() || std::isdigit(static_cast<unsigned char>(text_[at_])) == 0) {
      items.push_back(any);
      return;
    }
    const int most = text_[at_++] - '0';
    std::vector<Sequence> lengths;
    for (int n = 0; n <= most; ++n) lengths.emplace_back(static_cast<std::size_t>(n), any);
    items.push_back(choice(std::move(lengths)));
  }

  PatternPtr set() {
    const std::size_t close = text_.find('>', at_);
    if (close == std::string_view::npos) fail("missing >");
    const std::string name{text_.substr(at_ + 1, close - at_ - 1)};
    at_ = close + 1;
    if (name == "number") return symbol_pattern(phrase_symbol::kNumber);
    if (name == "entity") return symbol_pattern(phrase_symbol::kEntity);
    if (name == "link") return symbol_pattern(phrase_symbol::kLink);
    return lexicon_.set(name);
  }

  std::vector<std::uint16_t> word() {
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

std::vector<std::string> folded_tokens(std::string_view text) {
  TokenBuffer tokens;
  FoldBuffer folded;
  std::vector<std::string> words;
  for (const Token& token : tokenize(text, tokens)) {
    words.emplace_back(fold(token.span.of(text), folded));
  }
  return words;
}

}  // namespace

std::uint16_t Lexicon::symbol_of(const std::string& folded) {
  if (folded == "?") return phrase_symbol::kQuestionMark;
  const auto next = static_cast<std::uint16_t>(phrase_symbol::kFirstWord + words_.size());
  return words_.emplace(folded, next).first->second;
}

void Lexicon::append_symbols(const std::string& folded, std::vector<std::uint16_t>& symbols) {
  const auto other = spellings_.find(folded);
  if (other == spellings_.end()) {
    symbols.push_back(symbol_of(folded));
  } else {
    symbols.insert(symbols.end(), other->second.begin(), other->second.end());
  }
}

std::vector<std::uint16_t> Lexicon::word(const std::string& typed) {
  std::vector<std::uint16_t> symbols;
  for (const std::string& folded : folded_tokens(typed)) append_symbols(folded, symbols);
  if (symbols.empty()) fail("no word: " + typed);
  return symbols;
}

void Lexicon::add_spelling(const std::string& spelling, const std::string& meaning) {
  // Parts of contractions ("'m") are tokens only beside their word: take the spelling as it is.
  FoldBuffer buffer;
  const std::string from{fold(spelling, buffer)};
  std::vector<std::uint16_t> to;
  for (const std::string& folded : folded_tokens(meaning)) append_symbols(folded, to);
  if (to.empty() || to.size() > 2) fail("a spelling stands for one or two words: " + spelling);
  if (words_.count(from) != 0) fail("a word already, so no other spelling: " + spelling);
  if (!spellings_.emplace(from, to).second) fail("twice: " + spelling);
}

void Lexicon::add_set(const std::string& name, const std::string& alternatives) {
  if (sets_.count(name) != 0) fail("set twice: " + name);
  const PatternPtr parsed = parse_phrase(alternatives, *this);
  Set set;
  set.symbol = static_cast<std::uint16_t>(kFirstSet - sets_.size());
  std::vector<Sequence> longer;
  for (const Sequence& sequence : parsed->alternatives) {
    if (sequence.empty()) fail("a set may not be empty: " + name);
    const PatternPtr& first = sequence[0];
    const Set* const inner = set_of(first);
    if (sequence.size() > 1) {
      longer.push_back(sequence);
    } else if (inner != nullptr) {
      // A set inside: its words are ours, too.
      set.members.insert(set.members.end(), inner->members.begin(), inner->members.end());
      for (const Sequence& path : inner->pattern->alternatives) {
        if (path.size() != 1 || path[0]->symbol != inner->symbol) longer.push_back(path);
      }
    } else if (first->alternatives.empty() && first->symbol >= phrase_symbol::kFirstWord) {
      set.members.push_back(first->symbol);
    } else {
      longer.push_back(sequence);
    }
  }
  std::sort(set.members.begin(), set.members.end());
  set.members.erase(std::unique(set.members.begin(), set.members.end()), set.members.end());
  if (!set.members.empty()) longer.push_back({symbol_pattern(set.symbol)});
  set.pattern = choice(std::move(longer));
  sets_.emplace(name, std::move(set));
}

void Lexicon::gather_words(std::vector<std::vector<PatternPtr>>& alternatives) {
  std::vector<std::uint16_t> members;
  std::vector<Sequence> others;
  for (Sequence& sequence : alternatives) {
    const bool word = sequence.size() == 1 && sequence[0]->alternatives.empty() &&
                      sequence[0]->symbol >= phrase_symbol::kFirstWord &&
                      sequence[0]->symbol <= phrase_symbol::kFirstWord + words_.size();
    if (word) {
      members.push_back(sequence[0]->symbol);
    } else {
      others.push_back(sequence);
    }
  }
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  if (members.size() < kSetFrom) return;
  for (const auto& [name, set] : sets_) {
    if (set.members != members) continue;
    others.push_back({symbol_pattern(set.symbol)});
    alternatives = std::move(others);
    return;
  }
  Set set;
  set.symbol = static_cast<std::uint16_t>(kFirstSet - sets_.size());
  set.pattern = symbol_pattern(set.symbol);
  set.members = std::move(members);
  others.push_back({set.pattern});
  sets_.emplace("#" + std::to_string(sets_.size()), std::move(set));
  alternatives = std::move(others);
}

const Lexicon::Set* Lexicon::set_of(const PatternPtr& pattern) const {
  for (const auto& [name, set] : sets_) {
    if (set.pattern == pattern ||
        (pattern->alternatives.empty() && pattern->symbol == set.symbol)) {
      return &set;
    }
  }
  return nullptr;
}

PatternPtr Lexicon::set(const std::string& name) const {
  const auto found = sets_.find(name);
  if (found == sets_.end()) fail("no such set: " + name);
  return found->second.pattern;
}

PatternPtr parse_phrase(std::string_view phrase, Lexicon& lexicon) {
  return Parser{phrase, lexicon}.all();
}

}  // namespace undertone::cli
