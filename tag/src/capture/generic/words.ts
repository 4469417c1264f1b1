// The words of an answer as a reader sees them, without what stands around them: author, time,
// "typing", buttons. No layout is asked for.
import { childrenOf, isElement, isText } from "../tree.ts";

const kMarks =
  "[hidden],[aria-hidden=true],[role=button],[role=toolbar],[role=tooltip],[role=progressbar],[data-undertone-ignore]";
const kSkip = `button,script,style,template,noscript,time,textarea,input,select,svg,title,sup>a,details:not([open]),${kMarks}`;
const kHidden = /(^|[\s_-])(sr-only|visually-?hidden|screen-?reader|offscreen|a11y-only)/i;
const kMeta =
  /(^|[-_]|[a-z](?=[A-Z]))(time(stamp)?|date|author|sender|name|who|avatar|meta|status|typing|load(ing|er)|spinner|dots?|indicator|tooltip|receipt|initials?)$/i;
const kBlock =
  /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BR|DD|DIV|DL|DT|FIGURE|FOOTER|H[1-6]|HEADER|HR|LI|MAIN|OL|P|PRE|SECTION|TABLE|TD|TH|TR|UL)$/;

/** What the chat itself says between the messages. */
const kNotice =
  /^((system|service|info|notice|event|status)[-_]?(message|msg|row|item|text|notice|event)|[\w-]*(notice|divider|separator|day-?label|date-?line))$/i;
const kNoticeWords =
  /^((.{1,40} )?(has )?(joined|left|entered)( the)? (chat|conversation|room)|you are now (chatting|connected|talking).{0,40}|(chat|conversation) (started|ended|began).{0,30}|(\d+ )?(new|unread|neue|ungelesene) (messages?|nachrichten?)|.{1,40} (ist|hat) (dem|den) chat (beigetreten|verlassen))[.!]?$/i;

/** What follows an answer and is none: offers, ratings, small print. */
const kBeside =
  /(^|[-_]|[a-z](?=[A-Z]))(disclaimer|footnotes?|suggest(ed|ions?)|follow-?ups?|quick-?repl(y|ies)|feedback)$/i;

/** The same, if nothing is said in it: a message and its buttons may have a common place. */
const kTools = /(^|[-_]|[a-z](?=[A-Z]))(reactions?|actions?|toolbar)$/i;

/** Longest text of an element that its name may declare to be no words of the answer. */
const kMetaLength = 40;
const kBesideLength = 300;

const kTime =
  /^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[, ]*)?(\d{1,2}[:.]\d{2}([:.]\d{2})?(\s?[ap]\.?\s?m\.?)?)?$|^(just now|now|today|yesterday|gerade eben|jetzt|heute|(vor |il y a |hace )?\d+\s?(s|sec|secs|seconds?|sek|sekunden?|m|min|mins|minutes?|minuten?|minutos?|h|hours?|d|days?)\.?( ago)?)$/i;
const kWaiting =
  /^([\p{L}\p{N}.'-]+ ){0,4}((is|are) )?(typing|thinking|loading|generating|searching|working( on it)?|writing|schreibt|tippt|denkt( nach)?|[e\u00e9]crit|[e\u00e9]crivant|escribiendo|pensando|digitando|escrevendo|scrivendo|\u043f\u0435\u0447\u0430\u0442\u0430\u0435\u0442|\u6b63\u5728\u8f93\u5165|\u5165\u529b\u4e2d)[\s.\u2026]*$/iu;
const kReceipt =
  /^(sent|delivered|read|seen|gesendet|zugestellt|gelesen|envoy[e\u00e9]|lu|enviado|le[i\u00ed]do)\b.{0,20}$|^(sent|gesendet|envoy[e\u00e9]|enviado)\b.{0,35}\d.{0,5}$/i;
const kAuthor =
  /^(you|me|bot|chat ?bot|ai|assistant|ai assistant|agent|support|system|user|du|sie|ich|moi|vous|t[u\u00fa]|chatgpt|claude|gemini|copilot)( (said|says|wrote))?:?$/i;

/** Blanks, and ticks of delivery behind a time. */
const kTicks = /[\s\u2713\u2714\u2705\u{1f5f8}]+$/u;

/** A time of day, or how long ago. */
export const isTime = (text: string): boolean => /\d/.test(text) && kTime.test(text.trim());

/** A line that is no part of what was said. */
export function isNoise(line: string): boolean {
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}?!]/u.test(line)) return true;
  if (line.length > kMetaLength) return false;
  const words = line.replace(kTicks, "");
  const isOne = (part: string): boolean =>
    [kNoticeWords, kTime, kWaiting, kReceipt, kAuthor].some((one) => one.test(part));
  return isOne(words) || words.split(/ [\u00b7\u2022|,-] /).every(isOne);
}

function isMeta(element: Element): boolean {
  const names = (element.getAttribute("class") ?? "").split(/\s+/);
  // Of a long text only where a name asks for it: it stands in all that is around it, too.
  const isShort = (most: number): boolean => (element.textContent ?? "").length <= most;
  const isBeside = (name: string): boolean =>
    kBeside.test(name) || kNotice.test(name) || (kTools.test(name) && !element.querySelector("p"));
  if (names.some(isBeside) && isShort(kBesideLength)) return true;
  return (
    names.some((name) => kMeta.test(name)) &&
    isShort(kMetaLength) &&
    element.querySelectorAll("*").length < 6
  );
}

const kClipped = /clip:|clip-path:|width:\s*1px|left:\s*-\d{3,}/;

/** Nothing where there is no window to ask. */
const styleOf = (element: Element | null): Partial<CSSStyleDeclaration> =>
  element?.ownerDocument.defaultView?.getComputedStyle(element) ?? {};

const veiled = new WeakMap<Element, boolean>();

/**
 * Hidden from eyes by a class that says nothing. Asks for styles, not for a layout, and once per
 * element.
 */
export function isVeiled(element: Element): boolean {
  let known = veiled.get(element);
  if (known === undefined) {
    const { position, clip, clipPath, color, opacity } = styleOf(element);
    const isOut = position === "absolute" || position === "fixed";
    const isClipped = clip !== "auto" || /inset\((50|100)%/.test(`${clipPath}`);
    known = isOut && (isClipped || color === "rgba(0, 0, 0, 0)" || opacity === "0");
    veiled.set(element, known);
  }
  return known;
}

let skipped = kSkip;

/** What may be more than the words in it. */
let special = "*";

/** `selector`: what presets and site say is no part of a message. */
export function ignore(selector: string): void {
  skipped = `${kSkip},${selector}`;
  special = `:not(b,code,del,em,i,mark,s,strong,u),[class],[style],${kMarks},${selector}`;
}

/** Text that only a screen reader meets. */
export function isAside(element: Element): boolean {
  return (
    kHidden.test(element.getAttribute("class") ?? "") ||
    kClipped.test(element.getAttribute("style") ?? "")
  );
}

/** Longest text of something to press that no tag and no role says is one. */
const kOfferLength = 80;
const kOfferDepth = 6;

const pressable = new WeakMap<Element, boolean>();

/** An offer to be pressed, by the hand that the pointer becomes on it; once per element. */
function isOffer(element: Element): boolean {
  if (!/^(DIV|LI|SPAN)$/.test(element.tagName)) return false;
  if ((element.textContent ?? "").length > kOfferLength) return false;
  let known = pressable.get(element);
  if (known === undefined) {
    const hasHand = (one: Element | null): boolean => styleOf(one).cursor === "pointer";
    // It is inherited: what a whole message has is no sign of an offer in it.
    known = hasHand(element) && !hasHand(element.parentElement);
    pressable.set(element, known);
  }
  return known;
}

/** Copies for screen readers hang near the top of what is read; below, no style is asked for. */
const kVeilDepth = 4;

/** Gathers lines in the order of the page; false once `until` is met. */
class Lines {
  readonly lines: string[] = [];

  constructor(
    private readonly _isStrict: boolean,
    private readonly _until: Node | undefined,
  ) {}

  take(node: Node, depth = 0): boolean {
    if (node === this._until) return false;
    if (isText(node)) {
      this._append(node.nodeValue);
      return true;
    }
    const isBlock = isElement(node) && kBlock.test(node.tagName);
    if (isElement(node)) {
      // What has neither a class nor anything else is not hidden.
      const isVeilable = depth < kVeilDepth && node.attributes.length > 0;
      if (this._skips(node) || (isVeilable && isVeiled(node))) return true;
      if (this._isStrict && depth > 0 && depth < kOfferDepth && isOffer(node)) return true;
      if (isBlock) this.lines.push("");
    }
    const children = childrenOf(node);
    if (
      children === node.childNodes &&
      !this._until &&
      isElement(node) &&
      !node.querySelector(special)
    )
      this._append(node.textContent);
    else for (const child of children) if (!this.take(child, depth + 1)) return false;
    if (isBlock) this.lines.push("");
    return true;
  }

  private _skips(element: Element): boolean {
    if (!this._isStrict) {
      // Some widgets put a whole message into a button.
      const isButton = element.matches("button") && !element.querySelector("p");
      return (
        isButton || element.matches("script,style,template,textarea,input") || isAside(element)
      );
    }
    return element.matches(skipped) || isAside(element) || isMeta(element);
  }

  private _append(text: string | null): void {
    this.lines[this.lines.length - 1] += text ?? "";
  }
}

function linesIn(nodes: Iterable<Node>, isStrict: boolean, until?: Node): string[] {
  const said = new Lines(isStrict, until);
  for (const node of nodes) {
    said.lines.push("");
    if (!said.take(node)) break;
  }
  return said.lines
    .flatMap((line) => line.split("\n"))
    .map((line) => line.replace(/\s\s+|[^\S ]/g, " ").trim())
    .filter(Boolean);
}

/**
 * The lines of what `nodes` say, up to the node `until`; where a strict reading leaves nothing, a
 * looser one may be asked for.
 */
export const linesOf = (nodes: readonly Node[], isStrict: boolean, until?: Node): string[] =>
  linesIn(nodes, isStrict, until).filter((line) => !isNoise(line));

/** How many lines stand in `row` above the text that `isIt` knows: author, time. */
export function linesAbove(row: Node, isIt: (line: string) => boolean): number {
  return Math.max(0, linesIn([row], true).findIndex(isIt));
}

/** The outermost text in `node` that is not blank: the last one or the first. */
export function edgeOf(node: Node, isLast: boolean): { text: string; isStrong: boolean } {
  if (isText(node)) {
    const text = (node.nodeValue ?? "").replace(kTicks, "").trim();
    return {
      text,
      isStrong: /^(A|B|CODE|EM|I|MARK|STRONG)$/.test(node.parentElement?.tagName ?? ""),
    };
  }
  const isSkipped = isElement(node) && (node.matches(kSkip) || isAside(node));
  const children = isSkipped ? [] : childrenOf(node);
  const { length } = children;
  for (let at = 0; at < length; ++at) {
    const edge = edgeOf(children[isLast ? length - 1 - at : at] as Node, isLast);
    if (edge.text) return edge;
  }
  return { text: "", isStrong: false };
}

const kCursor = /[\u2588-\u258f\u25cf\u2b24\u25ae\u25af]\s*$/;
const kCursors = /[\u2588-\u258f\u25cf\u2b24\u25ae\u25af]/;

/**
 * Is somebody writing on at the end of `part`? As it is seen: a cursor may only be hidden in the end.
 * What that is needs a layout, so it is asked only where there may be one.
 */
export const hasCursor = (part: Element): boolean =>
  kCursors.test(part.textContent ?? "") && kCursor.test((part as HTMLElement).innerText);

/** A typing cursor at the end of a line. */
export const withoutCursor = (text: string): string => text.replace(kCursor, "").trimEnd();
