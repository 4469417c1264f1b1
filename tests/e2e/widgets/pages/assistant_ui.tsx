import {
  AssistantRuntimeProvider,
  type ChatModelAdapter,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useLocalRuntime,
} from "@assistant-ui/react";
import { createRoot } from "react-dom/client";

const model: ChatModelAdapter = {
  async *run({ messages, abortSignal }) {
    const body = JSON.stringify({ messages });
    const response = await fetch("/chat", { method: "POST", body, signal: abortSignal });
    if (!response.ok || !response.body) throw new Error("status");
    let text = "";
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      yield { content: [{ type: "text", text }] };
    }
  },
};

const Message = () => (
  <MessagePrimitive.Root className="mb-4">
    <MessagePrimitive.Parts />
    <MessagePrimitive.Error>
      <p>Something went wrong.</p>
    </MessagePrimitive.Error>
  </MessagePrimitive.Root>
);

function App() {
  return (
    <AssistantRuntimeProvider runtime={useLocalRuntime(model)}>
      <ThreadPrimitive.Root className="thread">
        <ThreadPrimitive.Viewport>
          <ThreadPrimitive.Messages components={{ Message }} />
        </ThreadPrimitive.Viewport>
        <ComposerPrimitive.Root>
          <ComposerPrimitive.Input placeholder="Send a message..." />
          <ComposerPrimitive.Send>Send</ComposerPrimitive.Send>
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

createRoot(document.body.appendChild(document.createElement("main"))).render(<App />);
