// Drives the chat widget: plays a scenario, or answers what the visitor types.
import { createRuleBot } from "./bot/rule_bot.ts";
import type { Line, Scenario } from "./bot/scenarios.ts";
import { tell } from "./listen.ts";
import { emptied, type Message, type Speed, type Store } from "./state.ts";

interface Pace {
  /** before a message, ms */
  readonly pauseMs: number;
  /** between the pieces of a streamed answer, ms; 0 = at once */
  readonly pieceMs: number;
}

const paces: Readonly<Record<Speed, Pace>> = {
  natural: { pauseMs: 900, pieceMs: 45 },
  fast: { pauseMs: 250, pieceMs: 12 },
  // Even a machine's messages come one by one: a tag must see each of them appear.
  instant: { pauseMs: 40, pieceMs: 0 },
};

export interface Player {
  play(scenario: Scenario): void;
  /** The visitor's own message. */
  say(text: string): void;
  /** A person takes over. */
  handOver(): void;
  /** Ends the conversation and empties the widget. */
  reset(): void;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function createPlayer({ get, update }: Store): Player {
  let nextId = 0;
  /** each start makes what was under way before it stop */
  let run = 0;
  let answerTo = createRuleBot();

  function add(role: Message["role"], text: string, streaming = false): number {
    const message: Message = { id: nextId++, role, text, streaming };
    update((state) => ({ messages: [...state.messages, message] }));
    return message.id;
  }

  function change(id: number, part: Partial<Message>): void {
    update((state) => ({
      messages: state.messages.map((one) => (one.id === id ? { ...one, ...part } : one)),
    }));
  }

  async function stream(text: string, isOn: () => boolean): Promise<void> {
    const { pauseMs, pieceMs } = paces[get().speed];
    update({ thinking: true });
    await wait(pauseMs);
    if (!isOn()) return;
    update({ thinking: false });
    if (pieceMs === 0) {
      add("assistant", text);
      return;
    }
    const pieces = text.split(/(?<= )/);
    const id = add("assistant", pieces[0] ?? "", true);
    for (let count = 2; count <= pieces.length; count += 1) {
      await wait(pieceMs);
      if (!isOn()) return;
      change(id, { text: pieces.slice(0, count).join("") });
    }
    change(id, { streaming: false });
  }

  async function perform(line: Line, isOn: () => boolean): Promise<void> {
    if (line.role === "handoff") {
      await wait(paces[get().speed].pauseMs);
      if (isOn()) tell("action", "handoff");
    } else if (line.role === "assistant") await stream(line.text, isOn);
    else {
      await wait(paces[get().speed].pauseMs * 1.5);
      if (isOn()) add("user", line.text);
    }
  }

  function reset(): void {
    run += 1;
    tell("newConversation");
    answerTo = createRuleBot();
    update((state) => ({ ...emptied(state), playing: false }));
  }

  return {
    reset,
    play: async (scenario) => {
      reset();
      const mine = run;
      const isOn = () => run === mine;
      update({ scenario, playing: true });
      for (const line of scenario.lines) {
        await perform(line, isOn);
        if (!isOn()) return;
      }
      update({ playing: false });
    },
    handOver: async () => {
      run += 1;
      const mine = run;
      update({ playing: false });
      tell("action", "handoff");
      await stream(
        "Mara from the support team has joined the chat. How can I help?",
        () => run === mine,
      );
    },
    say: async (text) => {
      run += 1; // a visitor who writes takes over from the script
      const mine = run;
      update({ playing: false });
      add("user", text);
      await stream(answerTo(text), () => run === mine);
      if (run === mine) update({ thinking: false });
    },
  };
}
