// Capture by the site's own calls.
import type { Action, ErrorClass } from "@undertone/wasm";
import type { ActionInfo, AssistantInfo, MessageInfo, UserInfo } from "../undertone.ts";
import { AnswerTimer } from "./answerTimer.ts";
import type { Capture, TurnSink } from "./turn.ts";

const kSure = { caught: "api", confidence: 1 } as const;

/** Pages pass anything. */
const asText = (text: unknown): string => `${text ?? ""}`;

interface Streamed {
  info: MessageInfo;
  timer: AnswerTimer;
  text: string;
}

export class ApiCapture implements Capture {
  private _sentMs: number | undefined;
  private _streamed: Streamed | undefined;

  constructor(
    private readonly _sink: TurnSink,
    private readonly _nowMs: () => number,
  ) {}

  user(text: string, info?: UserInfo): void {
    this._sentMs = this._nowMs();
    this._say("user", text, info);
  }

  assistant(text: string, info?: AssistantInfo): void {
    this._say("assistant", text, info);
  }

  private _say(role: "user" | "assistant", text: string, info?: UserInfo | AssistantInfo): void {
    this.end();
    const atMs = this._nowMs();
    this._sink({ atMs, text: asText(text), ...info, ...kSure, type: "message", role });
  }

  assistantStart(info: MessageInfo = {}): void {
    this.end();
    const timer = new AnswerTimer(this._sentMs ?? this._nowMs());
    this._streamed = { info, timer, text: "" };
  }

  delta(text: string): void {
    if (!this._streamed) this.assistantStart();
    if (!this._streamed) return;
    this._streamed.text += asText(text);
    this._streamed.timer.grow(this._nowMs());
  }

  end(info: AssistantInfo = {}): void {
    const streamed = this._streamed;
    if (!streamed) return;
    this._streamed = undefined;
    const all = { ...streamed.timer.times(), ...streamed.info, ...info };
    this.assistant(streamed.text, all);
  }

  error(error: ErrorClass, info: AssistantInfo = {}): void {
    if (this._streamed) this.end({ ...info, error });
    else this.assistant("", { ...info, error });
  }

  action(action: Action, info: ActionInfo = {}): void {
    this._sink({ atMs: this._nowMs(), ...info, ...kSure, type: "action", action });
  }

  /** A stream that the page cuts off was still seen. */
  leave(): void {
    this.end();
  }

  stop(): void {
    this._streamed = undefined;
  }
}
