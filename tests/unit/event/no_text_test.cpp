// The promise "text never leaves", as the compiler sees it: no field of an event, and nothing that
// is kept between messages, can take a string, and no stage after the features is handed one. Were
// there one, this file would not compile. The tag's side of it: tests/types/event.ts.
#include <catch2/catch.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/conversation/conversation.h"
#include "core/conversation/snapshot.h"
#include "core/event/encode.h"
#include "core/signals/derive.h"

using namespace undertone;

namespace {

template <class T>
concept TakesText =
    std::is_assignable_v<T&, std::string_view> || std::is_assignable_v<T&, std::string> ||
    std::is_assignable_v<T&, const char*> || std::is_assignable_v<T&, std::span<const char>>;

template <class T>
inline constexpr bool is_number = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <class T>
inline constexpr bool is_number<std::optional<T>> = is_number<T>;
template <class Enum>
inline constexpr bool is_number<EnumSet<Enum>> = true;
template <class Enum>
inline constexpr bool is_number<EnumCounts<Enum>> = true;

/// Every field is a number, a label, or a set or count of labels.
template <class Record>
constexpr bool holds_numbers_only() {
  Record record{};
  bool all = true;
  Record::visit(record, [&all](auto, auto, auto, const auto& member) {
    using Member = std::decay_t<decltype(member)>;
    // Any pointer becomes a bool, which tells nothing of what it points to.
    all = all && is_number<Member> && (!TakesText<Member> || std::is_same_v<Member, bool>);
  });
  return all;
}

/// No argument of the function is text, or can be made of text.
template <class Function>
inline constexpr bool is_handed_text = true;
template <class Result, class... Arguments>
inline constexpr bool is_handed_text<Result (*)(Arguments...) noexcept> =
    ((std::is_convertible_v<std::string_view, Arguments> ||
      std::is_convertible_v<const char*, Arguments> ||
      std::is_same_v<std::decay_t<Arguments>, std::string_view>) ||
     ...);

// What leaves.
static_assert(holds_numbers_only<UserMessageEvent>());
static_assert(holds_numbers_only<AssistantMessageEvent>());
static_assert(holds_numbers_only<ConversationEvent>());
static_assert(holds_numbers_only<MomentEvent>());
static_assert(!TakesText<Update> && std::is_trivially_copyable_v<Update>);
static_assert(!is_handed_text<decltype(&encode)>);

// What stays between messages, and what a page may store of it.
static_assert(!TakesText<Conversation> && std::is_trivially_copyable_v<Conversation>);
static_assert(!is_handed_text<decltype(&save)>);

// What makes signals of a turn.
static_assert(!is_handed_text<decltype(&derive_user_signals)>);
static_assert(!is_handed_text<decltype(&derive_assistant_signals)>);

// That the questions above can be answered with yes.
struct Leaky {
  std::string text;
  template <class Self, class Visitor>
  static constexpr void visit(Self& self, Visitor&& visitor) {
    visitor(1U, FieldKind::Uint, "text", self.text);
  }
};
static_assert(TakesText<std::string> && TakesText<std::string_view>);
static_assert(is_handed_text<void (*)(int, std::string_view) noexcept>);

}  // namespace

TEST_CASE("a record with a string would be noticed", "[event][no_text]") {
  CHECK_FALSE(holds_numbers_only<Leaky>());
}
