// What is known of single widgets, as data: names, times and marks that the rules tell from words in
// most languages, and a list in all. No widget needs to be here to be caught.

interface Preset {
  /** an element that only it has */
  readonly marker: string;
  /** in it: what is no part of a message */
  readonly ignore: readonly string[];
}

const kPresets: readonly Preset[] = [
  // @chatscope/chat-ui-kit-react
  {
    marker: ".cs-message",
    ignore: [".cs-message__header", ".cs-message__footer"],
  },
  // @chatui/core
  { marker: ".ChatApp", ignore: [".Message-author", ".Message-meta"] },
  // @nlux/react
  {
    marker: ".nlux-AiChat-root",
    ignore: [".nlux-comp-chatItem-participantInfo"],
  },
  // botframework-webchat
  {
    marker: ".webchat__bubble",
    ignore: [".webchat__activity-status"],
  },
  // react-chat-elements
  {
    marker: ".rce-mbox",
    ignore: [".rce-mbox-title", ".rce-mbox-time"],
  },
  // vue-advanced-chat
  {
    marker: ".vac-col-messages",
    ignore: [".vac-line-new", ".vac-text-timestamp"],
  },
];

/** A selector of all of it, and of what the site adds. */
export function ignoredBy(site = ""): string {
  const known = kPresets.flatMap(({ marker, ignore }) => ignore.map((one) => `${marker} ${one}`));
  try {
    document.querySelector(site || "a");
  } catch {
    return known.join(); // no selector
  }
  return [...known, ...(site ? [site] : [])].join();
}
