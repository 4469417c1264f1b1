// Whole dialogues: from the golden conversations, and from public data where it is at hand.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { casesOf, corpora } from "./corpus.ts";

export interface Said {
  readonly role: "user" | "assistant";
  readonly text: string;
  readonly time_ms: number;
  readonly error?: string;
}

export interface Dialogue {
  readonly id: string;
  readonly messages: readonly Said[];
}

/** Times as in tests/corpus/conversation/README.md. */
const kAnswerMs = 2000;
const kNextMs = 8000;

function timed(turns: readonly Omit<Said, "time_ms">[]): Said[] {
  let now = 0;
  return turns.map((turn, at) => {
    if (at > 0) now += turn.role === "user" ? kNextMs : kAnswerMs;
    return { ...turn, time_ms: now };
  });
}

/** The golden conversations, without actions and pauses: a log of messages has neither. */
export function goldenDialogues(): Dialogue[] {
  const roles: Readonly<Record<string, Said["role"]>> = { user: "user", bot: "assistant" };
  return corpora
    .filter((name) => name.startsWith("conversation/"))
    .flatMap(casesOf)
    .map(({ title, input }) => {
      const turns = [...input.matchAll(/^(user|bot|error): ?(.*)$/gm)].map(
        ([, who = "", text = ""]) =>
          who === "error"
            ? { role: "assistant" as const, text: "", error: text.trim() }
            : { role: roles[who] ?? "user", text },
      );
      return { id: title, messages: timed(turns) };
    });
}

/** Dialogues of public sets below UNDERTONE_DATA; none where that is not set. */
export function publicDialogues(): Dialogue[] {
  const folder = process.env.UNDERTONE_DATA ?? "";
  return ["outcome/star.dev", "breakdown/dbdc3_en.train"].flatMap((name) => {
    const file = join(folder, `${name}.jsonl.gz`);
    if (!folder || !existsSync(file)) return [];
    return gunzipSync(readFileSync(file))
      .toString("utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => {
        const { id, turns } = JSON.parse(line) as { id: string; turns: Said[] };
        return { id, messages: timed(turns.map(({ role, text }) => ({ role, text }))) };
      });
  });
}
