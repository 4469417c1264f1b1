// React with the AI SDK: a hook beside `useChat`.
import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";
import * as React from "react";
import { createRoot } from "react-dom/client";
import { reactHook } from "undertone";
import { tag } from "./tag.ts";

const useUndertone = reactHook(React, tag);

function App() {
  const chat = useChat({ transport: new DefaultChatTransport({ api: "/chat" }) });
  useUndertone(chat);
  const [input, setInput] = React.useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void chat.sendMessage({ text: input });
        setInput("");
      }}
    >
      {chat.messages.map(({ id, parts }) => (
        <p key={id}>{parts.map((part) => (part.type === "text" ? part.text : ""))}</p>
      ))}
      <input value={input} onChange={({ target }) => setInput(target.value)} />
    </form>
  );
}

createRoot(document.body.appendChild(document.createElement("main"))).render(<App />);
