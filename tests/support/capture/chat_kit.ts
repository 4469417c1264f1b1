// A chat widget that tests bend: its shape is an option, its answers come from the page itself. Runs
// in the browser; nothing here may use what is outside the function.

export interface ChatOptions {
  /** where it goes; default the body */
  into?: string;
  /** class names that say what is what; default true */
  isNamed?: boolean;
  /** the newest message first */
  isReversed?: boolean;
  /** in an open shadow root */
  inShadow?: boolean;
  /** in a frame of the same origin */
  inFrame?: boolean;
  /** messages that are there already */
  history?: readonly string[];
  /** time before the user's message is shown, in ms */
  echoMs?: number;
  /** keeps so many messages in the page */
  window?: number;
  placeholder?: string;
}

export interface Chat {
  panel: HTMLElement;
  list: HTMLElement;
  field: HTMLTextAreaElement;
  add(role: string, text: string): HTMLElement;
}

declare global {
  interface Window {
    makeChat(options?: ChatOptions): Chat;
    answers: Record<string, string>;
    chats: Chat[];
  }
}

export function chatKit(): void {
  window.answers = {};
  window.chats = [];
  window.makeChat = (options = {}) => {
    const { isNamed = true, isReversed, inShadow, inFrame, history = [], echoMs = 0 } = options;
    let root: Node = document.querySelector(options.into ?? "body") as HTMLElement;
    if (inFrame) {
      const frame = document.createElement("iframe");
      root.appendChild(frame);
      root = (frame.contentDocument as Document).body;
    } else if (inShadow) {
      const host = document.createElement("my-widget");
      root.appendChild(host);
      root = host.attachShadow({ mode: "open" });
    }
    const make = <Name extends keyof HTMLElementTagNameMap>(name: Name, of: string, to: Node) => {
      const element = document.createElement(name);
      if (isNamed) element.className = of;
      to.appendChild(element);
      return element;
    };
    const panel = make("div", "chat-panel", root);
    const list = make("div", "chat-messages", panel);
    const form = make("div", "chat-composer", panel);
    const field = make("textarea", "chat-input", form);
    field.placeholder = options.placeholder ?? "";
    const button = make("button", "chat-send", form);
    button.textContent = "Send";
    const add = (role: string, text: string) => {
      const row = document.createElement("div");
      if (isNamed) row.className = `message ${role}`;
      row.textContent = text;
      if (isReversed) list.prepend(row);
      else list.append(row);
      while (options.window && list.childElementCount > options.window) list.firstChild?.remove();
      return row;
    };
    for (const [at, text] of history.entries()) add(at % 2 ? "bot" : "user", text);
    const answer = async (text: string) => {
      await new Promise((done) => setTimeout(done, 150));
      const row = add("bot", "");
      for (const word of (window.answers[text] ?? `You said ${text}.`).split(" ")) {
        row.textContent += `${row.textContent ? " " : ""}${word}`;
        await new Promise((done) => setTimeout(done, 20));
      }
    };
    const send = () => {
      const text = field.value.trim();
      if (!text) return;
      field.value = "";
      setTimeout(() => {
        add("user", text);
        void answer(text);
      }, echoMs);
    };
    field.onkeydown = (event) => {
      if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
      event.preventDefault();
      send();
    };
    button.onclick = send;
    const chat = { panel, list, field, add };
    window.chats.push(chat);
    return chat;
  };
}
