// Business risk said by the user, about themselves, as a fact.
#include <array>

#include "core/signals/rules.h"

namespace undertone {
namespace {

constexpr std::uint8_t kNotSaid = mark::kQuoted | mark::kThirdParty;
constexpr std::uint8_t kNotMeant = kNotSaid | mark::kNegated;

struct RiskClass {
  PhraseClass phrase_class;
  Risk risk;
  std::uint8_t vetoes;
};
// A question about the rules ("how do I cancel my subscription?") still is a wish to leave, and "if
// ..." a threat; only where the phrase names a state of things does a question say nothing.
constexpr std::array kRiskClasses = {
    RiskClass{PhraseClass::Churn, Risk::Churn, kNotMeant},
    RiskClass{PhraseClass::Refund, Risk::Refund, kNotMeant},
    RiskClass{PhraseClass::Legal, Risk::Legal, kNotMeant},
    RiskClass{PhraseClass::Payment, Risk::Payment, kNotMeant | mark::kHypothetical},
    RiskClass{PhraseClass::Unavailable, Risk::Unavailable, kNotMeant | mark::kHypothetical},
    RiskClass{PhraseClass::Outage, Risk::Outage, kNotMeant | mark::kHypothetical},
    RiskClass{PhraseClass::Slow, Risk::Slow, kNotMeant | mark::kHypothetical},
    RiskClass{PhraseClass::Safety, Risk::Safety, kNotMeant},
};

/// Typed secrets: cards, government identifiers, passwords and keys. Contact data are none.
bool is_sensitive(EntityType type) noexcept {
  switch (type) {
    case EntityType::EmailAddress:
    case EntityType::PhoneNumber:
    case EntityType::IpAddress:
    case EntityType::MacAddress:
    case EntityType::Url:
    case EntityType::DateOfBirth:
    case EntityType::Crypto:
    case EntityType::IbanCode:
    case EntityType::BankAccount:
    case EntityType::UsNpi:
    case EntityType::UsAba:
    case EntityType::IdNumber:
    case EntityType::LicensePlate:
    case EntityType::Location:
    case EntityType::Person:
    case EntityType::AuAbn:
    case EntityType::BrCnpj:
      return false;
    default:
      return true;
  }
}

}  // namespace

EnumSet<Risk> find_risks(const TurnView& view, std::span<const Entity> entities) noexcept {
  EnumSet<Risk> risks;
  for (const RiskClass& one : kRiskClasses) {
    if (view.phrases.best(one.phrase_class, one.vetoes) != nullptr) risks.insert(one.risk);
  }
  for (const Entity& entity : entities) {
    if (is_sensitive(entity.type)) risks.insert(Risk::SensitiveData);
  }
  return risks;
}

}  // namespace undertone
