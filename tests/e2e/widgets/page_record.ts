// Runs in the widget's page: starts the capture with a sink that writes down every turn, and notes
// when the page last showed something new. Nothing here may use what is outside its function.

export interface Caught {
  type: "message" | "action";
  role?: "user" | "assistant";
  action?: string;
  text?: string;
  error?: string;
  firstTokenMs?: number;
  latencyMs?: number;
  atMs: number;
  /** when it was told */
  toldMs: number;
  turnIndex?: number;
}

export interface Record {
  turns: Caught[];
  errors: string[];
  pageErrors: string[];
}

declare global {
  interface Window {
    lab: Record & { stop(): void; leave(): void; text(): string; originMs: number };
  }
}

export function record(): void {
  const turns: Caught[] = [];
  const errors: string[] = [];
  const pageErrors: string[] = [];
  let index = 0;
  const now = () => performance.now();
  const parts = (
    globalThis as {
      undertoneParts?: {
        part: string;
        start: (...args: unknown[]) => { stop(): void; leave(): void } | undefined;
      }[];
    }
  ).undertoneParts;
  const capture = parts
    ?.find(({ part }) => part === "capture")
    ?.start(
      (turn: Caught) => {
        turns.push({ ...turn, toldMs: now() });
        return turn.type === "message" ? index++ : undefined;
      },
      now,
      (call: (...args: unknown[]) => unknown) =>
        (...args: unknown[]) => {
          try {
            return call(...args);
          } catch (error) {
            errors.push(String((error as Error).stack ?? error));
          }
        },
    );
  addEventListener("error", ({ message }) => pageErrors.push(message));
  const words = (node: Node): string => {
    if (node.nodeType === 3) return node.nodeValue ?? "";
    const root = (node as Element).shadowRoot;
    if (/^(SCRIPT|STYLE|TEXTAREA)$/.test((node as Element).tagName)) return "";
    let text = root ? words(root) : "";
    for (const child of node.childNodes) text += words(child);
    return text;
  };
  window.lab = {
    turns,
    errors,
    pageErrors,
    stop: () => capture?.stop(),
    leave: () => capture?.leave(),
    text: () => words(document.body),
    originMs: performance.timeOrigin,
  };
}
