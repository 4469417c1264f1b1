// A customer's page: a chat widget with Undertone's attributes, and one script tag from elsewhere.

/** What the widget's page offers to code that a test runs in it. */
declare global {
  var undertone: { push(...commands: unknown[][]): void };
  function say(role: string, text: string): void;
}

export interface WidgetOptions {
  /** where `undertone.js` is */
  readonly tagUrl: string;
  /** attributes of the script tag; without a collector the page calls `init` itself */
  readonly attributes?: Readonly<Record<string, string>>;
  /** script that runs before the tag is there */
  readonly before?: string;
}

const kWidget = `
function say(role, text) {
  const bubble = document.createElement("div");
  bubble.setAttribute("data-undertone-role", role);
  bubble.textContent = text;
  document.getElementById("log").append(bubble);
}
window.undertone = window.undertone || [];
`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

export function widgetPage({ tagUrl, attributes = {}, before = "" }: WidgetOptions): string {
  const pairs = Object.entries(attributes).map(
    ([name, value]) => ` data-${name}="${escaped(value)}"`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,"></head>
<body>
<div id="log"></div>
<form><input id="composer" data-undertone-role="composer"></form>
<script>${kWidget}${before}</script>
<script async src="${escaped(tagUrl)}"${pairs.join("")}></script>
</body>
</html>`;
}
