// The detectors, in the order in which find.cpp asks them. Each looks at one position of the text
// and offers what it finds there; none looks farther than a bound of its own.
#pragma once

#include <cstddef>

#include "core/pii/id_rule.h"
#include "core/pii/run.h"
#include "core/pii/scan.h"

namespace undertone::pii {

// At a sign.

/// `at`: the '@'. Output: whether there is one
bool find_email(Scan& scan, std::size_t at) noexcept;
/// `at`: an '@' with spaces or brackets around it, or what is written in its place.
void find_hidden_email(Scan& scan, std::size_t at, std::size_t size_bytes) noexcept;
/// `at`: the ':' of "://".
void find_url(Scan& scan, std::size_t at) noexcept;
/// `at`: the first ':'.
void find_ip_v6(Scan& scan, std::size_t at) noexcept;
/// `at`: the first ':', '-' or '.'.
void find_mac_address(Scan& scan, std::size_t at) noexcept;
/// `at`: the first '-'. Output: the end of the key, or `at` if there is none
[[nodiscard]] std::size_t find_private_key(Scan& scan, std::size_t at) noexcept;

// At the beginning of a row of letters, digits, - and _, at least kTokenBytes long.

inline constexpr std::size_t kTokenBytes = 16;
void find_api_key(Scan& scan, std::size_t begin) noexcept;
void find_jwt(Scan& scan, std::size_t begin) noexcept;
/// [begin, end): letters and digits only.
void find_crypto_address(Scan& scan, std::size_t begin, std::size_t end) noexcept;

// At a word.

/// `word` carries Cue::Password.
void find_password(Scan& scan, const Word& word) noexcept;
/// `at_word` carries Cue::At.
void find_spoken_email(Scan& scan, const Word& at_word) noexcept;
/// `month` carries Cue::Month.
void find_birth_date(Scan& scan, const Word& month) noexcept;

// At a digit that nothing is glued to.

void find_ip_v4(Scan& scan, std::size_t at) noexcept;
void find_birth_date(Scan& scan, std::size_t at) noexcept;
void find_payment_card(Scan& scan, const Run& run) noexcept;
void find_phone(Scan& scan, const Run& run) noexcept;

// At a digit, or at letters that go on with digits.

void find_id(Scan& scan, const Run& run) noexcept;
void find_keyword_number(Scan& scan, const Run& run) noexcept;
void find_iban(Scan& scan, const Run& run) noexcept;

}  // namespace undertone::pii
