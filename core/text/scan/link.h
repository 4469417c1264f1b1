// URLs, e-mail addresses, mentions and hashtags.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/text/token.h"

namespace undertone::scan {

/// Where a link ends and what it is; no link: `end` is where it would have begun.
struct Link {
  std::size_t end = 0;
  TokenKind kind = TokenKind::Url;
};

/// Finds links of one text, asked at ascending positions.
///
/// Links are found by form alone: "scheme://...", "www. ...", "name@host.tld", and hosts whose
/// top-level domain is in core/text/tables/domains.tsv. Marks that close the sentence around a link
/// are left out of it.
class LinkScanner {
 public:
  /// Lifetime  keeps a view of `text`
  explicit LinkScanner(std::string_view text) noexcept : text_{text} {}

  /// The URL or e-mail address that begins with the letter or digit at `at`.
  ///
  /// Cost  linear over all calls: a run of address signs is measured once
  [[nodiscard]] Link find(std::size_t at) noexcept;

 private:
  /// A run of letters, digits and . _ % + -, and what stands at its end: from any of its bytes on
  /// the answer is the same, so it is worked out once.
  struct Run {
    std::size_t end = 0;
    /// end of the URL whose scheme it ends with; 0 = none
    std::size_t scheme_url_end = 0;
    /// end of the e-mail address whose local part it ends with; 0 = none
    std::size_t email_end = 0;
    /// end of the URL whose host it ends with; 0 = none
    std::size_t host_url_end = 0;
    /// first byte at which that host may begin
    std::size_t host_begin = 0;
  };
  [[nodiscard]] Run measure(std::size_t at) const noexcept;
  void measure_host(std::size_t at, Run& run) const noexcept;

  std::string_view text_;
  Run run_;
};

/// Where the mention ("@name") or hashtag ("#name") that begins at `at` ends; `at` if none.
[[nodiscard]] std::size_t handle_end(std::string_view text, std::size_t at) noexcept;

}  // namespace undertone::scan
