// The look of the HTML report: one column of cards, light and dark, printable.
#pragma once

#include <string_view>

namespace undertone::cli {

inline constexpr std::string_view kReportStyle = R"css(
:root { color-scheme: light dark; --ink: #1c2330; --soft: #5d6878; --line: #dfe4ec; --card: #fff;
  --page: #f4f6f9; --accent: #3b6fd4; --good: #2f8f63; --fair: #7fb89a; --warn: #d9903a;
  --bad: #c94f4f; --calm: #9aa5b5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf1; --soft: #9aa5b5; --line: #2c3442;
  --card: #1a202b; --page: #12161e; --accent: #7ba3f0; --good: #4fb487; --fair: #356b53;
  --warn: #e0a353; --bad: #e07070; --calm: #5b6678; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 0 0 .75rem; }
p { margin: 0 0 1rem; color: var(--soft); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
  padding: 1.25rem; margin: 1.25rem 0; overflow-x: auto; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; }
.tile { border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem; }
.tile b { display: block; font-size: 1.6rem; font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .35rem .6rem; border-bottom: 1px solid var(--line);
  white-space: nowrap; }
th { color: var(--soft); font-weight: 600; }
th:first-child, td:first-child { text-align: left; max-width: 22rem; overflow: hidden;
  text-overflow: ellipsis; }
td small, td.of { color: var(--soft); }
th.of { text-align: left; }
td.of { text-align: left; white-space: normal; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { fill: var(--soft); font-size: 11px; }
.meter { display: inline-block; width: 4.5rem; height: .5rem; border-radius: 3px; margin-right: .4rem;
  background: linear-gradient(var(--accent), var(--accent)) 0 / var(--part) 100% no-repeat, var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; margin-top: .75rem; color: var(--soft); }
.legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: 3px;
  margin-right: .4rem; vertical-align: -1px; }
.worse { color: var(--bad); font-weight: 600; }
.better { color: var(--good); font-weight: 600; }
)css";

}  // namespace undertone::cli
