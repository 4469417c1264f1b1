// A page of its own making around useChat, with class names that say nothing.
import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";
import { useState } from "react";
import { createRoot } from "react-dom/client";

function App() {
  const { messages, sendMessage, status } = useChat({
    transport: new DefaultChatTransport({ api: "/chat" }),
  });
  const [input, setInput] = useState("");
  return (
    <div className="flex flex-col w-full max-w-md">
      {messages.map((message) => (
        <div key={message.id} className="whitespace-pre-wrap p-2">
          <b>{message.role === "user" ? "User: " : "AI: "}</b>
          {message.parts.map((part, index) =>
            part.type === "text" ? <span key={String(index)}>{part.text}</span> : null,
          )}
        </div>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!input.trim()) return;
          sendMessage({ text: input });
          setInput("");
        }}
      >
        <input
          className="p-2 border"
          value={input}
          onChange={(event) => setInput(event.target.value)}
        />
        <button type="submit" disabled={status === "submitted"}>
          Go
        </button>
      </form>
    </div>
  );
}

createRoot(document.body.appendChild(document.createElement("main"))).render(<App />);
