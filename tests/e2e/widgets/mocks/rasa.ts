// Rasa's socket channel: whole bubbles over socket.io.
import type { Server } from "node:http";
import { createRequire } from "node:module";
import { kPauseMs, kThinkMs, questions } from "../turns.ts";
import { type Run, sleep } from "./service.ts";

interface Socket {
  on(name: string, call: (data: { message?: string; session_id?: string }) => void): void;
  emit(name: string, data: unknown): void;
}

export function rasa(server: Server, run: Run): void {
  const listen = createRequire(import.meta.url)("socket.io");
  const io = listen(server, { cors: { origin: "*" } });
  io.on("connection", (socket: Socket) => {
    socket.on("session_request", ({ session_id }) => {
      socket.emit("session_confirm", session_id ?? "s");
    });
    socket.on("user_uttered", async ({ message = "" }) => {
      // The widget opens the conversation with a message of its own.
      if (!Object.values(questions).includes(message)) return;
      const truth = run.next();
      await sleep(truth.kind === "slow" ? kPauseMs : kThinkMs);
      const [first = "", ...rest] = truth.text.split(/(?<=,) /);
      truth.firstMs = Date.now();
      socket.emit("bot_uttered", { text: first });
      if (rest.length > 0) socket.emit("bot_uttered", { text: rest.join(" ") });
      truth.lastMs = Date.now();
    });
  });
}
