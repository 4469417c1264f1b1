#include "core/cli/embedded_model.h"

// The assembler copies the files; as arrays in C++ they would cost the compiler minutes.
__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    "undertone_language_model:\n"
    ".incbin \"" UNDERTONE_LANGUAGE_MODEL
    "\"\n"
    "undertone_language_model_end:\n"
    ".balign 16\n"
    "undertone_english_model:\n"
    ".incbin \"" UNDERTONE_ENGLISH_MODEL
    "\"\n"
    "undertone_english_model_end:\n"
    ".balign 16\n"
    "undertone_names_model:\n"
    ".incbin \"" UNDERTONE_NAMES_MODEL
    "\"\n"
    "undertone_names_model_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" const std::byte undertone_language_model[];
extern "C" const std::byte undertone_language_model_end[];
extern "C" const std::byte undertone_english_model[];
extern "C" const std::byte undertone_english_model_end[];
extern "C" const std::byte undertone_names_model[];
extern "C" const std::byte undertone_names_model_end[];

namespace undertone::cli {

std::array<std::span<const std::byte>, 3> embedded_models() noexcept {
  return {std::span{undertone_language_model, undertone_language_model_end},
          std::span{undertone_english_model, undertone_english_model_end}, embedded_names()};
}

std::span<const std::byte> embedded_names() noexcept {
  return {undertone_names_model, undertone_names_model_end};
}

}  // namespace undertone::cli
