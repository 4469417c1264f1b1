// What the pages of strange chats are built with. Runs in the browser; nothing here may use what is
// outside the function.

type Say = (text: string) => void;

export interface Kit {
  wait(ms: number): Promise<void>;
  /** `say` gets the text so far, word by word. */
  stream(text: string, say: Say, stepMs?: number): Promise<void>;
  /** The first element of `markup`, appended to `into`. */
  html(markup: string, into?: ParentNode & Node): HTMLElement;
  find<Kind extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): Kind;
  /** Enter and a click on `button` send what stands in `field`. */
  onSend(
    field: HTMLElement,
    button: HTMLElement | null,
    send: Say,
    options?: { keep?: boolean; isSend?: (event: KeyboardEvent) => boolean },
  ): void;
}

declare global {
  interface Window {
    kit: Kit;
    /** builds the chat of this name into the page */
    strangers: Record<string, () => void>;
    /** what the chat answers to a text */
    answerTo(text: string): string;
    focusStranger(): boolean;
    /** sends what was typed, where Enter does not */
    sendStranger?: () => void;
  }
}

export function strangersKit(): void {
  let asked = 0;
  window.strangers = {};
  window.answerTo = (text) => {
    asked += 1;
    return `Answer number ${asked} is about ${text.length} letters and a parcel, \u201cas you like\u201d.`;
  };
  const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
  window.kit = {
    wait,
    async stream(text, say, stepMs = 25) {
      let sofar = "";
      for (const word of text.split(/(?<= )/)) {
        sofar += word;
        say(sofar);
        await wait(stepMs);
      }
    },
    html(markup, into = document.body) {
      const range = document.createRange();
      const first = range.createContextualFragment(markup).firstElementChild as HTMLElement;
      into.appendChild(first);
      return first;
    },
    find: (root, selector) => root.querySelector(selector) as never,
    onSend(field, button, send, { keep = false, isSend } = {}) {
      const input = field as HTMLTextAreaElement;
      const go = () => {
        const text = (input.value ?? field.innerText ?? "").trim();
        if (!text) return;
        if (!keep) {
          if ("value" in field) input.value = "";
          else field.textContent = "";
        }
        send(text);
      };
      const isPlainEnter = (event: KeyboardEvent) => !event.shiftKey;
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        if (!(isSend ?? isPlainEnter)(event)) return;
        event.preventDefault();
        go();
      });
      button?.addEventListener("click", go);
    },
  };
  window.focusStranger = () => {
    const fields: HTMLElement[] = [];
    const search = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot) search(element.shadowRoot);
        const inside = (element as HTMLIFrameElement).contentDocument;
        if (inside) search(inside);
        if (element.matches("textarea,input,[contenteditable=true]")) fields.push(element);
      }
    };
    search(document);
    const field = fields[fields.length - 1];
    if (!field || (field as HTMLInputElement).disabled) return false;
    field.focus();
    return true;
  };
}
