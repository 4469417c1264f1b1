#include "core/cli/topics/proposal.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>

#include "core/base/word_hash.h"
#include "core/cli/topics/clusters.h"
#include "core/text/fold.h"
#include "core/text/tokenizer.h"

namespace undertone::cli {
namespace {

/// Centres as near as this are one topic for people.
constexpr double kOneTopic = 0.85;
/// A request farther from the centre stands for nothing; a cluster whose median does is none.
constexpr double kNear = 0.55;
constexpr std::size_t kExamples = 10;
constexpr std::size_t kNameWords = 2;
constexpr std::size_t kNameLetters = 3;

using Words = std::vector<std::string>;
using Counts = std::map<std::string, std::size_t, std::less<>>;

/// Folded words, each once; what redaction put into brackets is none.
class WordReader {
 public:
  Words read(std::string_view text) {
    std::set<std::string> words;
    bool in_brackets = false;
    for (const Token& token : tokenize(text, tokens_)) {
      const std::string_view raw = text.substr(token.span.begin, token.span.end - token.span.begin);
      if (raw == "[") in_brackets = true;
      if (!in_brackets && token.kind == TokenKind::Word) words.emplace(fold(raw, folded_));
      if (raw == "]") in_brackets = false;
    }
    return {words.begin(), words.end()};
  }

 private:
  TokenBuffer tokens_;
  FoldBuffer folded_{};
};

Counts count_words(const std::vector<Words>& words, const std::vector<std::size_t>& members) {
  Counts counts;
  for (const std::size_t member : members) {
    for (const std::string& word : words[member]) ++counts[word];
  }
  return counts;
}

/// Which words carry meaning: what the sketches of the requests say.
std::set<std::uint32_t> content_words(const std::vector<Request>& requests) {
  std::set<std::uint32_t> content;
  for (const Request& request : requests) {
    for (std::size_t i = 0; i < request.words.num_words; ++i) {
      if ((request.words.content >> i & 1U) != 0) content.insert(request.words.words[i]);
    }
  }
  return content;
}

/// The words that this cluster uses more than others do, most telling first.
std::string name_of(const Counts& here, std::size_t size, const Counts& all, std::size_t total,
                    std::size_t least_use, const std::set<std::uint32_t>& content) {
  std::vector<std::pair<double, std::string_view>> ranked;
  for (const auto& [word, count] : here) {
    const std::size_t uses = all.find(word)->second;
    if (word.size() < kNameLetters || uses < least_use || content.count(word_hash(word)) == 0) {
      continue;
    }
    const double lift = static_cast<double>(count) * static_cast<double>(total) /
                        (static_cast<double>(uses) * static_cast<double>(size));
    ranked.emplace_back(-static_cast<double>(count) * std::log(lift), word);
  }
  std::sort(ranked.begin(), ranked.end());
  std::string name;
  for (std::size_t i = 0; i < ranked.size() && i < kNameWords; ++i) {
    name += (i > 0 ? "-" : "") + std::string{ranked[i].second};
  }
  return name.empty() ? "topic" : name;
}

}  // namespace

std::vector<ProposedTopic> propose_topics(const std::vector<Request>& requests,
                                          const ProposalOptions& options) {
  std::vector<Direction> directions;
  std::vector<Words> words;
  std::vector<std::size_t> everyone;
  WordReader reader;
  for (const Request& request : requests) {
    everyone.push_back(directions.size());
    directions.push_back(request.meaning);
    words.push_back(reader.read(request.text));
  }
  const Counts all = count_words(words, everyone);
  const std::set<std::uint32_t> content = content_words(requests);
  const auto by_size =
      static_cast<std::size_t>(std::sqrt(static_cast<double>(requests.size()) / 4));
  const std::size_t count =
      options.count > 0 ? options.count : std::clamp<std::size_t>(by_size, 4, 60);

  std::vector<ProposedTopic> topics;
  std::map<std::string, std::size_t> names;
  for (const Cluster& cluster : clusters_of(directions, count, kOneTopic)) {
    if (cluster.members.size() < options.least_size) continue;
    const std::size_t median = cluster.members[cluster.members.size() / 2];
    if (likeness(directions[median], cluster.centre) < kNear) continue;
    ProposedTopic& topic = topics.emplace_back();
    for (const std::size_t member : cluster.members) topic.counts.add(requests[member].failure);
    topic.name = name_of(count_words(words, cluster.members), cluster.members.size(), all,
                         requests.size(), options.least_word_use, content);
    if (const std::size_t number = ++names[topic.name]; number > 1) {
      topic.name += "-" + std::to_string(number);
    }
    // A word that few have used may be a name: it stays unseen.
    std::set<Words> seen;
    for (const std::size_t member : cluster.members) {
      if (topic.examples.size() == kExamples) break;
      if (likeness(directions[member], cluster.centre) < kNear) break;
      const Words& said = words[member];
      const bool common = std::all_of(said.begin(), said.end(), [&](const std::string& word) {
        return all.find(word)->second >= options.least_word_use;
      });
      if (common && seen.insert(said).second) topic.examples.push_back(requests[member].text);
    }
    if (topic.examples.empty()) topics.pop_back();
  }
  return topics;
}

}  // namespace undertone::cli
