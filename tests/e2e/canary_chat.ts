// An unmarked chat that asks its service in several ways. Runs in the browser; nothing here may use
// what is outside the function.

export const kWays = ["fetch", "xhr", "eventsource", "websocket"] as const;
export type Way = (typeof kWays)[number];

declare global {
  interface Window {
    chatBy(way: Way): void;
  }
}

export function networkChat(): void {
  let way: Way = "fetch";
  let socket: WebSocket | undefined;
  const list = document.body.appendChild(document.createElement("div"));
  const field = document.body.appendChild(document.createElement("textarea"));
  field.id = "field";
  field.placeholder = "Ask something";
  const row = (text: string) => {
    const one = list.appendChild(document.createElement("p"));
    one.textContent = text;
    return one;
  };
  const ask: Record<Way, (text: string, say: (delta: string) => void) => void> = {
    fetch: async (text, say) => {
      const response = await fetch("/chat", { method: "POST", body: JSON.stringify({ text }) });
      for (const line of (await response.text()).split("\n")) {
        if (line.startsWith("data: {")) say(JSON.parse(line.slice(6)).delta);
      }
    },
    xhr: (text, say) => {
      const request = new XMLHttpRequest();
      request.open("POST", "/chat");
      request.onload = () => {
        for (const line of request.responseText.split("\n")) {
          if (line.startsWith("data: {")) say(JSON.parse(line.slice(6)).delta);
        }
      };
      request.send(JSON.stringify({ text }));
    },
    eventsource: (text, say) => {
      const source = new EventSource(`/chat?text=${encodeURIComponent(text)}`);
      source.onmessage = ({ data }) => {
        if (data === "[DONE]") source.close();
        else say(JSON.parse(data).delta);
      };
    },
    websocket: (text, say) => {
      socket ??= new WebSocket(`${location.origin.replace(/^http/, "ws")}/socket`);
      const send = () => socket?.send(JSON.stringify({ text }));
      socket.onmessage = ({ data }) => say(JSON.parse(data).delta);
      if (socket.readyState === WebSocket.OPEN) send();
      else socket.onopen = send;
    },
  };
  window.chatBy = (given) => {
    way = given;
  };
  field.onkeydown = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const text = field.value.trim();
    field.value = "";
    row(text);
    let answer: HTMLElement | undefined;
    ask[way](text, (delta) => {
      answer ??= row("");
      answer.textContent += delta;
    });
  };
}
