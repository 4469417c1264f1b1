// The detectors, in the order in which find.cpp asks them. Each looks at one position of the text
// and offers what it finds there; none looks farther than a bound of its own.
#pragma once

#include <cstddef>

#include "core/pii/run.h"
#include "core/pii/scan.h"

namespace undertone::pii {

/// `at`: the '@'.
void find_email(Scan& scan, std::size_t at) noexcept;

/// `run` begins with a digit and is not glued to a letter or digit before it.
void find_payment_card(Scan& scan, const Run& run) noexcept;
void find_phone(Scan& scan, const Run& run) noexcept;

/// `run` begins with two letters and two digits.
void find_iban(Scan& scan, const Run& run) noexcept;

/// `at`: the first digit.
void find_ip_v4(Scan& scan, std::size_t at) noexcept;
/// `at`: the first ':'.
void find_ip_v6(Scan& scan, std::size_t at) noexcept;

}  // namespace undertone::pii
