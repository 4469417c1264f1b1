// Every cap in one place. Going over one is defined behaviour, stated beside it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace undertone::limits {

/// Bytes of one message that are analysed; the rest is cut at a code point and only counted.
/// A long chat message has 2 kB; pasted logs and documents reach megabytes and would stall a phone.
inline constexpr std::size_t kMessageBytes = 32 * 1024;

/// Tokens of one message that become features; the rest is only counted.
inline constexpr std::size_t kMessageTokens = 4096;

/// Tokens of one message that become words of TurnFeatures. Chat messages have 5 to 60; of a
/// pasted document the beginning tells what the user wants, the rest is only counted.
inline constexpr std::size_t kFeatureTokens = 512;

/// Letter groups of one message. Full at about 10 per word; words after that have none.
inline constexpr std::size_t kFeatureSubwords = 4096;

/// PII entities reported for one message; further ones are still redacted block by block in the
/// native command but not counted apart.
inline constexpr std::size_t kMessageEntities = 512;

/// Bytes of a model file.
inline constexpr std::size_t kModelBytes = 8 * 1024 * 1024;

/// Labels of a site's taxonomy, and example sentences of all together. A hundred labels of ten
/// sentences are a large one; more would cost each message over 50 us.
inline constexpr std::size_t kTopicLabels = 256;
inline constexpr std::size_t kTopicExamples = 4096;

/// User turns that a rephrase may refer back to (SIGNALS section 1).
inline constexpr std::size_t kRephraseWindow = 3;

/// Assistant answers kept for repeat detection.
inline constexpr std::size_t kAnswerWindow = 8;

/// Bytes of all events that one call may produce.
inline constexpr std::size_t kEventBytes = 4096;

}  // namespace undertone::limits
