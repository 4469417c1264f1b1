// Vue: a composable beside a list of messages of one's own.
import { vueComposable } from "undertone";
import { createApp, h, reactive, watchEffect } from "vue";
import { tag } from "./tag.ts";

const followChat = vueComposable({ watchEffect }, tag);

interface Message {
  id: string;
  role: "user" | "assistant";
  content: string;
}

const chat = reactive({
  input: "",
  messages: [] as Message[],
  status: "ready" as "ready" | "streaming" | "error",
});

async function send(): Promise<void> {
  const content = chat.input;
  chat.input = "";
  chat.messages.push({ id: `u${chat.messages.length}`, role: "user", content });
  chat.status = "streaming";
  const response = await fetch("/chat", { method: "POST", body: JSON.stringify({ content }) });
  if (!response.ok || !response.body) {
    chat.status = "error";
    return;
  }
  chat.messages.push({ id: `a${chat.messages.length}`, role: "assistant", content: "" });
  const answer = chat.messages[chat.messages.length - 1] as Message;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    answer.content += piece.value;
  }
  chat.status = "ready";
}

createApp({
  setup() {
    followChat(() => chat);
    return () => [
      ...chat.messages.map(({ id, content }) => h("p", { key: id }, content)),
      h("input", {
        value: chat.input,
        onInput: ({ target }: { target: HTMLInputElement }) => {
          chat.input = target.value;
        },
        onKeydown: ({ key }: KeyboardEvent) => key === "Enter" && void send(),
      }),
    ];
  },
}).mount(document.body.appendChild(document.createElement("main")));
