// Updates with any values their types allow, drawn from a stream of numbers.
#pragma once

#include "core/event/update.h"

namespace undertone::test {

/// Fills every member of a record; `next(bound)` gives a number in [0, bound].
template <class Next>
class Filler {
 public:
  explicit Filler(Next next) : next_{std::move(next)} {}

  template <class Member>
  void operator()(std::uint32_t, FieldKind, std::string_view, Member& member) {
    fill(member);
  }

  Update update() {
    Update update;
    if (next_(1) == 1) UserMessageEvent::visit(update.user.emplace(), *this);
    if (!update.user) AssistantMessageEvent::visit(update.assistant.emplace(), *this);
    update.num_moments = next_(enum_size<Moment>);
    for (std::size_t i = 0; i < update.num_moments; ++i) {
      MomentEvent::visit(update.moments[i], *this);
    }
    ConversationEvent::visit(update.conversation, *this);
    return update;
  }

 private:
  static constexpr std::uint32_t kMax = 0xffffffffU;

  void fill(std::uint32_t& value) { value = next_(1) == 0 ? next_(300) : next_(kMax); }
  void fill(std::int32_t& value) { value = static_cast<std::int32_t>(next_(200)) - 100; }
  void fill(bool& value) { value = next_(1) == 1; }
  template <class Value>
  void fill(std::optional<Value>& value) {
    if (next_(1) == 1) fill(value.emplace());
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void fill(Enum& value) { value = static_cast<Enum>(next_(enum_size<Enum> - 1)); }
  template <class Enum>
  void fill(EnumSet<Enum>& set) {
    set = EnumSet<Enum>::from_bits(next_((std::uint64_t{1} << enum_size<Enum>)-1));
  }
  template <class Enum>
  void fill(EnumCounts<Enum>& counts) {
    for (std::uint32_t left = next_(4); left > 0; --left) {
      counts.add(static_cast<Enum>(next_(enum_size<Enum> - 1)), next_(70000));
    }
  }

  Next next_;
};

}  // namespace undertone::test
