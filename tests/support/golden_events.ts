// Events of all golden conversations, sealed as a tag would: two variants in turn, three topics, one
// session, one number missing.
import { eventsNatively } from "./command.ts";
import { goldenDialogues } from "./dialogues.ts";

export function goldenEvents(nowMs: number): object[] {
  let sequence = 0;
  return eventsNatively(goldenDialogues()).flatMap((events, at) =>
    events
      .filter((event) => event.kind !== "conversation" || event.final)
      .map((event) => {
        sequence += sequence === 100 ? 2 : 1;
        const envelope = {
          event_id: `event-${sequence}`,
          time_ms: nowMs - at * 60_000,
          observed_time_ms: nowMs,
          sequence: sequence - 1,
          conversation_id: `conversation-${at}`,
          session_id: "session",
          app: "shop",
          bot_variant: at % 2 ? "B" : "A",
          tag_version: "0.1.0",
          sample_rate: 100,
          engine: "native",
        };
        const said = event.kind === "user_message" && { topic: at % 3 };
        return { ...envelope, ...event, ...said };
      }),
  );
}
