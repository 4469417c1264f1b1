// What is known of single widgets, as data: names, times and marks that the rules tell from words in
// most languages, and a list in all. No widget needs to be here to be caught.

/** What is no part of a message, by classes that only one widget has. */
const kPresets: readonly string[] = [
  // @chatscope/chat-ui-kit-react
  ".cs-message__header,.cs-message__footer",
  // @nlux/react
  ".nlux-comp-chatItem-participantInfo",
  // botframework-webchat
  ".webchat__activity-status",
  // react-chat-elements
  ".rce-mbox-title",
  // vue-advanced-chat
  ".vac-line-new",
];

/** A selector of all of it, and of what the site adds. */
export function ignoredBy(site?: string): string {
  const all = [...kPresets, ...(site ? [site] : [])].join();
  try {
    document.querySelector(all);
    return all;
  } catch {
    return `${kPresets}`; // no selector
  }
}
