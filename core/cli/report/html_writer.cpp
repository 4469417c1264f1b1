#include "core/cli/report/html_writer.h"

#include <array>
#include <cstdio>

#include "core/cli/report/report_views.h"

namespace undertone::cli {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string decimal(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", number);
  return text.data();
}

std::string element(std::string_view tag, std::string_view name, std::string_view content) {
  std::string out{"<"};
  out.append(tag);
  if (!name.empty()) out.append(" class=\"").append(name).append("\"");
  out.append(">").append(content).append("</").append(tag).append(">\n");
  return out;
}

}  // namespace undertone::cli
