import { createChat } from "@n8n/chat";
import "@n8n/chat/style.css";

createChat({
  webhookUrl: "/chat",
  mode: "fullscreen",
  enableStreaming: true,
  loadPreviousSession: false,
});
