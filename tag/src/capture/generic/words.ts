// The words of an answer as a reader sees them, without what stands around them: author, time,
// "typing", buttons. No layout is asked for.
import { childrenOf, isElement, isText } from "../tree.ts";

const kSkip =
  "button,[role=button],script,style,template,noscript,time,textarea,input,select,svg,title,[hidden],[aria-hidden=true],[role=toolbar],[role=tooltip],[role=progressbar],sup>a,details:not([open]),[data-undertone-ignore]";
const kHidden = /(^|[\s_-])(sr-only|visually-?hidden|screen-?reader|offscreen|a11y-only)/i;
const kMeta =
  /(^|[-_]|[a-z](?=[A-Z]))(time(stamp)?|date|author|sender|user-?name|avatar|meta|status|typing|load(ing|er)|spinner|dots?|indicator|tooltip|receipt|initials?)$/i;
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
  const { length } = element.textContent ?? "";
  const isBeside = (name: string): boolean =>
    kBeside.test(name) || kNotice.test(name) || (kTools.test(name) && !element.querySelector("p"));
  if (length <= kBesideLength && names.some(isBeside)) return true;
  if (length > kMetaLength || !names.some((name) => kMeta.test(name))) return false;
  return element.querySelectorAll("*").length < 6;
}

const kClipped = /clip:|clip-path:|width:\s*1px|left:\s*-\d{3,}/;

const veiled = new WeakMap<Element, boolean>();

/**
 * Hidden from eyes by a class that says nothing. Asks for styles, not for a layout, and once per
 * element.
 */
export function isVeiled(element: Element): boolean {
  let known = veiled.get(element);
  if (known === undefined) {
    const style = element.ownerDocument.defaultView?.getComputedStyle(element);
    const { position, clip, clipPath, color, opacity } = style ?? ({} as CSSStyleDeclaration);
    const isOut = position === "absolute" || position === "fixed";
    const isClipped = clip !== "auto" || /inset\((50|100)%/.test(clipPath);
    known = isOut && (isClipped || color === "rgba(0, 0, 0, 0)" || opacity === "0");
    veiled.set(element, known);
  }
  return known;
}

/** What presets and site say is no part of a message; nothing until then. */
let ignored = ":not(*)";

export function ignore(selector: string): void {
  ignored = selector;
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
    const cursorOf = (one: Element | null): string | undefined =>
      one ? one.ownerDocument.defaultView?.getComputedStyle(one).cursor : undefined;
    // It is inherited: what a whole message has is no sign of an offer in it.
    known = cursorOf(element) === "pointer" && cursorOf(element.parentElement) !== "pointer";
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
      this.lines[this.lines.length - 1] += node.nodeValue ?? "";
      return true;
    }
    const isBlock = isElement(node) && kBlock.test(node.tagName);
    if (isElement(node)) {
      if (this._skips(node) || (depth < kVeilDepth && isVeiled(node))) return true;
      if (this._isStrict && depth > 0 && depth < kOfferDepth && isOffer(node)) return true;
      if (isBlock) this.lines.push("");
    }
    for (const child of childrenOf(node)) if (!this.take(child, depth + 1)) return false;
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
    return (
      element.matches(kSkip) || element.matches(ignored) || isAside(element) || isMeta(element)
    );
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
    .map((line) => line.replace(/\s+/g, " ").trim())
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
  const children = isSkipped ? [] : [...childrenOf(node)];
  for (const child of isLast ? children.reverse() : children) {
    const edge = edgeOf(child, isLast);
    if (edge.text) return edge;
  }
  return { text: "", isStrong: false };
}

const kCursor = /[\u2588-\u258f\u25cf\u2b24\u25ae\u25af]\s*$/;

/** Is somebody writing on at the end of `text`? */
export const hasCursor = (text: string): boolean => kCursor.test(text);

/** A typing cursor at the end of a line. */
export const withoutCursor = (text: string): string => text.replace(kCursor, "").trimEnd();
