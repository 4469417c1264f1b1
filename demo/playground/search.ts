// Looks for the chat's text in what left: every run of six code points, against every request.
import type { Message, Sent } from "./state.ts";

declare const kVocabulary: readonly string[];

/** Long enough to mean something, short enough to catch a piece of a word. */
export const kWindow = 6;

function addWindows(text: string, into: Set<string>): void {
  const points = [...text.toLowerCase()];
  for (let at = 0; at + kWindow <= points.length; at += 1) {
    into.add(points.slice(at, at + kWindow).join(""));
  }
}

/** Words that every event may hold, whatever was said: `question` is a dialogue act. */
const inVocabulary = new Set<string>();
for (const word of kVocabulary) addWindows(word, inVocabulary);

export interface Found {
  /** different windows of the chat's text */
  readonly windows: number;
  /** of these, windows that left */
  readonly leaked: readonly string[];
  /** of these, windows that are part of the events' fixed vocabulary, and so say nothing */
  readonly vocabulary: number;
}

const windowsOf = new WeakMap<Sent, Set<string>>();

function windowsIn(sent: Sent): Set<string> {
  let windows = windowsOf.get(sent);
  if (!windows) {
    windows = new Set();
    addWindows(`${sent.url}\n${sent.text}`, windows);
    windowsOf.set(sent, windows);
  }
  return windows;
}

export function searchIn(messages: readonly Message[], sent: readonly Sent[]): Found {
  const windows = new Set<string>();
  for (const { text } of messages) addWindows(text, windows);
  const left = sent.map(windowsIn);
  const leaked: string[] = [];
  let vocabulary = 0;
  for (const window of windows) {
    if (inVocabulary.has(window)) vocabulary += 1;
    else if (left.some((one) => one.has(window))) leaked.push(window);
  }
  return { windows: windows.size, leaked, vocabulary };
}
