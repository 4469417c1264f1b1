// Text fields: what stands in them, and what the user did to it.
import { textOf } from "../textOf.ts";
import { pathOf } from "../tree.ts";

const kEditable =
  "textarea,input:not([type]),input[type=text],input[type=''],[contenteditable]:not([contenteditable=false]),[role=textbox]";

/** The text field that an event is about. */
export function fieldOf(target: Element): Element | undefined {
  const field = target.closest(kEditable);
  if (!field) return undefined;
  // The editor, not one of its paragraphs.
  let outermost = field;
  for (let at = field.parentElement; at; at = at.parentElement) {
    if (at.matches("[contenteditable]:not([contenteditable=false])")) outermost = at;
  }
  return outermost;
}

export const hasField = (element: Element): boolean =>
  element.matches(kEditable) || element.querySelector(kEditable) !== null;

/** What stands in a text field. */
export function valueIn(field: Element): string {
  const { value } = field as Partial<HTMLTextAreaElement>;
  if (typeof value === "string") return value.trim();
  return textOf(field);
}

/** One text field while it has a text. */
export class Draft {
  /** the last text that was not empty */
  value = "";
  /** the text before the user touched it: not empty where an earlier message is edited */
  readonly initial: string;
  /** the field and all that holds it; kept because a widget may replace the field */
  path: Node[];
  edits = 0;
  /** code points that were pasted */
  pasted = 0;
  /** page time of the first key */
  beganMs: number | undefined;
  /** code points of the longest text that was begun and taken away again */
  erased = 0;
  private _longest = 0;
  /** the last change took text away, so an empty field was not sent */
  private _isErased = false;
  /** what was sent and still stands in the field */
  private _spent = "";

  constructor(readonly field: Element) {
    this.initial = valueIn(field);
    this.value = this.initial;
    this.path = pathOf(field);
  }

  /** The user typed; `inputType` after the Input Events specification. */
  typed(inputType: string, nowMs: number): void {
    const isTakenAway = /^(delete|history)/.test(inputType);
    if (isTakenAway) this.edits += 1;
    this.beganMs ??= nowMs;
    this._spent = "";
    const value = this.look();
    if (value.length > this._longest) this._longest = [...value].length;
    this._isErased = isTakenAway && value === "";
    if (this._isErased) {
      this.erased = Math.max(this.erased, this._longest);
      this._clear();
    }
  }

  /** What was typed as one piece and came from somewhere else; its size alone is kept. */
  pastes(codePoints: number): void {
    this.pasted += codePoints;
  }

  /** Remembers what stands there; returns it. */
  look(): string {
    const value = valueIn(this.field);
    if (value === this._spent) return "";
    if (value) {
      this.value = value;
      if (this.field.isConnected) this.path = pathOf(this.field);
    }
    return value;
  }

  /** Had text and now has none, although nobody took it away. */
  get isEmptied(): boolean {
    return (
      Boolean(this.value) && !this._isErased && !(this.field.isConnected && valueIn(this.field))
    );
  }

  /** The text was sent, also where it still stands in the field. */
  sent(): void {
    this._spent = valueIn(this.field);
    this.edits = this.erased = 0;
    this._clear();
  }

  private _clear(): void {
    this.value = "";
    this.beganMs = undefined;
    this.pasted = this._longest = 0;
  }
}
