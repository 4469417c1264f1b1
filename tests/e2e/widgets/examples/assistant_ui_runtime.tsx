// assistant-ui: the runtime of the thread is followed, whatever its components look like.
import {
  AssistantRuntimeProvider,
  type ChatModelAdapter,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useLocalRuntime,
} from "@assistant-ui/react";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { followAssistantUi } from "undertone";
import { tag } from "./tag.ts";

const model: ChatModelAdapter = {
  async *run({ messages, abortSignal }) {
    const body = JSON.stringify({ messages });
    const response = await fetch("/chat", { method: "POST", body, signal: abortSignal });
    if (!response.ok || !response.body) throw new Error("status");
    let text = "";
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      text += piece.value;
      yield { content: [{ type: "text", text }] };
    }
  },
};

const Message = () => (
  <MessagePrimitive.Root>
    <MessagePrimitive.Parts />
  </MessagePrimitive.Root>
);

function App() {
  const runtime = useLocalRuntime(model);
  useEffect(() => followAssistantUi(tag, runtime), [runtime]);
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root>
        <ThreadPrimitive.Messages components={{ Message }} />
        <ComposerPrimitive.Root>
          <ComposerPrimitive.Input />
          <ComposerPrimitive.Send>Send</ComposerPrimitive.Send>
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

createRoot(document.body.appendChild(document.createElement("main"))).render(<App />);
