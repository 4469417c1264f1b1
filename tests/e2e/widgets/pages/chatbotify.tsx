import ChatBot from "react-chatbotify";
import { createRoot } from "react-dom/client";

interface Params {
  userInput: string;
  streamMessage(text: string): Promise<void>;
  endStreamMessage?(): Promise<void>;
  injectMessage(text: string): Promise<void>;
}

async function answer(params: Params): Promise<void> {
  const body = JSON.stringify({ messages: [{ role: "user", content: params.userInput }] });
  try {
    const response = await fetch("/chat", { method: "POST", body });
    if (!response.ok || !response.body) throw new Error("status");
    let text = "";
    const lines = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await lines.read();
      if (done) break;
      for (const line of value.split("\n")) {
        if (!line.startsWith("data: {")) continue;
        const { choices, error } = JSON.parse(line.slice(6));
        if (error) throw new Error("event");
        text += choices[0].delta.content ?? "";
      }
      if (text) await params.streamMessage(text);
    }
    await params.endStreamMessage?.();
  } catch {
    await params.injectMessage("Sorry, that did not work.");
  }
}

const flow = {
  start: { message: "Hello, how can I help?", path: "loop" },
  loop: { message: answer, path: "loop" },
};

createRoot(document.body.appendChild(document.createElement("main"))).render(
  <ChatBot
    flow={flow as never}
    settings={{ general: { embedded: true }, chatHistory: { disabled: true } }}
  />,
);
