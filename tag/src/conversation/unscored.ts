// What can be said of a conversation where no engine runs: times, lengths, errors and actions.
// Fed with every turn, and asked only when there is no engine to ask.
import type {
  Action,
  ActionInput,
  AssistantMessageEvent,
  ConversationEvent,
  EndReason,
  MessageInput,
  UserMessageEvent,
} from "@undertone/wasm";
import { known } from "../known.ts";

export class Unscored {
  private _turns = 0;
  private _userTurns = 0;
  private _assistantTurns = 0;
  private _errors = 0;
  private _stalls = 0;
  private _firstMs: number | undefined;
  private _lastMs = 0;
  private _answerMs: number | undefined;
  private _open = false;
  private _failed = false;
  private _responseMs: number | undefined;
  private readonly _actions: Partial<Record<Action, number>> = {};

  /** Counts a message and says what it is as an event. */
  message(input: MessageInput, codePoints: number): UserMessageEvent | AssistantMessageEvent {
    const turn_index = this._turns++;
    const time = input.time_ms ?? this._lastMs;
    this._firstMs ??= time;
    this._lastMs = time;
    if (input.role === "user") {
      this._userTurns += 1;
      this._open = true;
      return known<UserMessageEvent>({
        kind: "user_message",
        turn_index,
        lang: "und",
        model_version: 0,
        tier: "core",
        sentiment_label: "unscored",
        sentiment_score: 0,
        emotion: "unscored",
        emotion_score: 0,
        frustration_label: "unscored",
        frustration_score: 0,
        frustration_cues: [],
        rephrase_label: "none",
        rephrase_score: 0,
        rephrase_of: 0,
        feedback: "none",
        feedback_score: 0,
        act: "other",
        act_score: 0,
        topic: 0,
        theme: 0,
        risk: [],
        pii: {},
        length_codepoints: codePoints,
        length_tokens: 0,
        edits: input.edits ?? 0,
        since_answer_ms:
          this._answerMs === undefined ? undefined : Math.max(0, time - this._answerMs),
      });
    }
    const { error = "none", stalls = 0, latency_ms, first_token_ms } = input;
    this._assistantTurns += 1;
    this._open = false;
    this._failed = error !== "none";
    if (this._failed) this._errors += 1;
    this._stalls += stalls;
    this._answerMs = time;
    this._responseMs ??= latency_ms;
    return known<AssistantMessageEvent>({
      kind: "assistant_message",
      turn_index,
      revision: 0,
      lang: "und",
      model_version: 0,
      stalls,
      error,
      length_codepoints: codePoints,
      length_tokens: 0,
      fallback: false,
      refusal: false,
      apology: false,
      handoff_offered: false,
      handoff_done: false,
      asks_question: false,
      repeat: 0,
      lang_mismatch: false,
      pii: {},
      actions: {},
      first_token_ms,
      latency_ms,
    });
  }

  action({ action }: ActionInput): void {
    this._actions[action] = (this._actions[action] ?? 0) + 1;
  }

  summary(endReason: EndReason): ConversationEvent {
    return known<ConversationEvent>({
      kind: "conversation",
      final: endReason !== "open",
      end_reason: endReason,
      ...this._outcome(),
      lang: "und",
      model_version: 0,
      user_turns: this._userTurns,
      assistant_turns: this._assistantTurns,
      scored_turns: 0,
      duration_ms: this._lastMs - (this._firstMs ?? this._lastMs),
      first_response_ms: this._responseMs,
      mild_turns: 0,
      strong_turns: 0,
      repeats: 0,
      rephrases: 0,
      refines: 0,
      longest_rephrase_chain: 0,
      loops: 0,
      stalled: false,
      positive_feedback: 0,
      corrections: 0,
      clarifications: 0,
      challenges: 0,
      escalation_requests: 0,
      abuse_turns: 0,
      fallbacks: 0,
      refusals: 0,
      apologies: 0,
      handoffs_offered: 0,
      errors: this._errors,
      stalls: this._stalls,
      risk: [],
      pii: {},
      actions: { ...this._actions },
      moments: {},
      reopened: "none",
      visits: "unknown",
    });
  }

  /** The first of SIGNALS' outcomes that can be seen from outside. */
  private _outcome(): Pick<ConversationEvent, "outcome" | "evidence"> {
    const did = this._actions;
    if (this._userTurns === 0) return { outcome: "unengaged", evidence: ["no_user_message"] };
    if (did.handoff) return { outcome: "escalated", evidence: ["handoff_done"] };
    if (this._failed) return { outcome: "abandoned", evidence: ["error"] };
    if (this._open) return { outcome: "abandoned", evidence: ["unanswered"] };
    if (did.goal) return { outcome: "resolved_confirmed", evidence: ["goal"] };
    if (did.thumbs_up) return { outcome: "resolved_confirmed", evidence: ["thumbs_up"] };
    return { outcome: "ambiguous", evidence: [] };
  }
}
