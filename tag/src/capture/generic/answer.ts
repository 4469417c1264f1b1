// The answer to one echo: text that came after the echo in what echo and composer have in common.
// Elements mean nothing here, a widget may make them anew on every token; places do.
import { holds, isBefore, isElement, isText, parentOf, pathOf } from "../tree.ts";
import { hasField } from "./composer.ts";
import { echoIn, type Sought } from "./echo.ts";
import { isErrorPart, namesOf } from "./hints.ts";
import { hasKey, keyOf } from "./normal.ts";
import { edgeOf, isNoise, isTime, isVeiled, linesAbove, linesOf, withoutCursor } from "./words.ts";

/** Longest text beside an echo that is a label of the user's own message if more comes elsewhere. */
const kLongestAside = 40;
/** Short lines before the echo that are looked at for labels which every message has. */
const kNodesBack = 120;
const kLongestLabel = 30;

const kAnswerName = /assistant|\bbot|answer|response|reply|incoming|received/i;

interface Part {
  node: Node;
  /** how many steps above the echo the part's parent is */
  level: number;
}

type Saying = Part & { lines: string[] };

/** Some lists have the newest message first. */
const kSides = ["nextSibling", "previousSibling"] as const;
type Side = (typeof kSides)[number];

export interface Reading {
  text: string;
  nodes: Node[];
  isError: boolean;
  /** short, and stood there before: perhaps the name of who is about to speak */
  isDoubtful: boolean;
}

/** What earlier turns of the same chat taught. */
export interface Learnt {
  /** holds the parts of answers */
  list?: Node;
  /** the newest message is first */
  isUpwards?: boolean;
  /** keys of whole answers */
  answers: Set<string>;
}

/** A shorter answer is said in others by chance. */
const kOldKey = 12;

export class Answer {
  /** nodes that changed since the submit and what holds them, with the batch of the last change */
  private readonly _fresh = new WeakMap<Node, number>();
  /** what came with the echo in it, at once */
  private readonly _wrappers = new WeakSet<Node>();
  private _batch = 0;
  /** the batch in which the echo was drawn */
  private _echoBatch = 0;
  private readonly _labels: Set<string>;
  private _above: Node[];
  /** where the answer is, as seen from the echo; until then unknown */
  private _side: Side | undefined;
  /** every message is called an alert here, also the question */
  private readonly _isAlarmed: boolean;

  constructor(
    private readonly _sought: Sought,
    public echo: Node,
    /** what the chat is in */
    public scope: Node,
    private readonly _field: () => Element | undefined,
    private readonly _learnt: Learnt,
    /** what the service sent so far */
    private readonly _sent: () => string[],
  ) {
    this._above = pathOf(scope);
    this._isAlarmed = pathOf(echo).some((at) => isElement(at) && isErrorPart(at));
    this._labels = labelsBefore(echo, scope);
  }

  /** `nodes` came or have another text; `places` lost something. May that belong to the answer? */
  mark(nodes: readonly Node[], places: readonly Node[]): boolean {
    let isOurs = false;
    for (const node of nodes) {
      if (holds(node, this.echo)) this._wrappers.add(node);
      if (this._mark(node)) isOurs = true;
    }
    for (const place of places) if (this._mark(place)) isOurs = true;
    // What is marked from now on changed later.
    this._batch += 1;
    return isOurs;
  }

  private _mark(node: Node): boolean {
    if (!node.isConnected || holds(this.echo, node)) return false;
    if (isSpentAnnouncement(node) || isClock(node)) return false;
    const field = this._field();
    if (field && holds(field, node)) return false;
    for (let at: Node | null = node; at; at = parentOf(at)) {
      if (at === this.scope) return true;
      if (this._fresh.get(at) === this._batch && at !== node) return true;
      this._fresh.set(at, this._batch);
    }
    return false;
  }

  /** What is answered so far; `until`: the next message of the user, which is drawn already. */
  read(until?: Node): Reading | undefined {
    if (!this._find()) return undefined;
    const sides = this._learnt.isUpwards ? [...kSides].reverse() : kSides;
    let said: Saying[] = [];
    for (const side of sides) {
      said = this._saidOn(side, until);
      if (said[0]) {
        this._side = side;
        break;
      }
    }
    const [near] = said;
    // What is farther away and says what was answered before is an older turn, drawn anew.
    said = said.filter(
      ({ level, lines }) =>
        level === near?.level || !isKnownIn(this._learnt.answers, keyOf(lines.join(""))),
    );
    const main = this._mainLevel(said);
    const kept = said.filter(
      ({ level, lines }) => level === main || lines.join(" ").length > kLongestAside,
    );
    const lines = kept.flatMap((part) => part.lines);
    const text = lines.join("\n");
    if (!text) return undefined;
    const nodes = kept.map(({ node }) => node);
    return {
      text,
      nodes,
      isError: !this._isAlarmed && nodes.every(isError),
      isDoubtful:
        lines.length === 1 &&
        (this._isLabel(text) ||
          isUnfinished(text) ||
          (isHeadline(text) && (this._hasHead(main) || this._edge(main, false).text !== ""))) &&
        !this._learnt.answers.has(keyOf(text)),
    };
  }

  /** What stands beside the echo, numbers apart: a list that is drawn anew looks the same. */
  look(): string {
    // A long history on the other side is left alone.
    let look = "";
    for (const { node } of this._partsBeside(this._side ?? "nextSibling")) {
      const inside = isElement(node) ? [node, ...node.querySelectorAll("*")] : [];
      // What is in a shadow root is not compared: it may always be new.
      if (inside.some(({ shadowRoot }) => shadowRoot)) return `${this._batch}`;
      look += `${inside.length} ${(node.textContent ?? "").replace(/\d+/g, "")}\n`;
    }
    return look;
  }

  /** The answer follows its question; in some lists the newest is first. */
  get isDownwards(): boolean {
    return this._side === "nextSibling";
  }

  /** The node that holds the answer's parts. */
  listOf({ nodes: [first] }: Reading): Node | undefined {
    return (first && parentOf(first)) ?? undefined;
  }

  /** Where the answer is; what is short and elsewhere is a label. */
  private _mainLevel(said: readonly Saying[]): number {
    const { list } = this._learnt;
    const known = said.find(({ node }) => parentOf(node) === list);
    if (known) return known.level;
    const lengths = new Map<number, number>();
    for (const { level, lines } of said) {
      lengths.set(level, (lengths.get(level) ?? 0) + lines.join("").length);
    }
    const [longest] = [...lengths].sort((one, other) => other[1] - one[1]);
    return longest?.[0] ?? 0;
  }

  private _saidOn(side: Side, until?: Node): Saying[] {
    const parts = this._partsBeside(side, until);
    if (side === "nextSibling") return this._sayings(parts, until);
    const said = this._sayings(parts.reverse());
    const nearest = Math.min(...said.map(({ level }) => level));
    return said.filter(({ level }) => level === nearest);
  }

  private _sayings(parts: readonly Part[], until?: Node): Saying[] {
    const said = (isStrict: boolean) =>
      parts
        .map((part) => {
          const lines = this._withoutLabels(linesOf([part.node], isStrict, until));
          return { ...part, lines: this._withoutEdges(this._withoutHead(lines, part.level), part) };
        })
        .filter(({ lines }) => lines.length > 0 && !hasKey(lines.join(""), this._sought.key));
    const strict = said(true);
    return strict.length > 0 ? strict : said(false);
  }

  /** Drops first and last lines that other messages have, too. */
  private _withoutLabels(given: string[]): string[] {
    const lines = given.map((line) => withoutCursor(this._withoutName(line))).filter(Boolean);
    const isExtra = (line = "", isSent: (text: string) => boolean): boolean =>
      lines.length > 1 && this._isLabel(line) && !this._sent().some(isSent);
    const [first = ""] = lines;
    const begins = (text: string): boolean => {
      const at = text.indexOf(first);
      return at >= 0 && text.search(/[\p{L}\p{N}]/u) === at;
    };
    while (isExtra(lines[0], begins)) lines.shift();
    const last = (): string => lines[lines.length - 1] ?? "";
    while (isExtra(last(), (text) => text.includes(last()))) lines.pop();
    return lines;
  }

  /** Where the question has a line above it, as its author, so has the answer. */
  private _withoutHead(lines: string[], level: number): string[] {
    const [first = ""] = lines;
    if (lines.length < 2 || !isHeadline(first)) return lines;
    return this._hasHead(level) ? lines.slice(1) : lines;
  }

  /** Where the question has a name or a time in its line, so has the answer. */
  private _withoutEdges(lines: string[], { node, level }: Part): string[] {
    for (const isLast of [false, true]) {
      const at = isLast ? lines.length - 1 : 0;
      const line = lines[at] ?? "";
      const edge = this._edge(level, isLast);
      const { text, isStrong } = edgeOf(node, isLast);
      const isName = !isLast && isHeadline(text) && (!isStrong || edge.isStrong);
      const isLabel = isTime(edge.text) ? isTime(text) : isName;
      if (!edge.text || !text || !isLabel || line === text) continue;
      if (isLast && line.endsWith(text)) lines[at] = line.slice(0, -text.length).trim();
      if (!isLast && line.startsWith(text)) lines[at] = line.slice(text.length).trim();
    }
    return lines;
  }

  /** What stands at the edge of the echo's row and is no part of the question. */
  private _edge(level: number, isLast: boolean): ReturnType<typeof edgeOf> {
    const edge = edgeOf(this._row(level) ?? this.echo, isLast);
    if (this._sought.key.includes(keyOf(edge.text))) edge.text = "";
    return edge;
  }

  /** The echo's row: `level` steps above it. */
  private _row(level: number): Node | undefined {
    return pathOf(this.echo)[level];
  }

  private _hasHead(level: number): boolean {
    const row = this._row(level);
    const { key } = this._sought;
    const isEcho = (line: string): boolean => {
      const known = keyOf(line);
      return known !== "" && (known.includes(key) || key.startsWith(known));
    };
    return row !== undefined && row !== this.echo && linesAbove(row, isEcho) > 0;
  }

  /** "Shop: It is on its way" */
  private _withoutName(line: string): string {
    const [name = "", text = ""] = /^([^:]{1,30}: ?)(.*)$/s.exec(line)?.slice(1) ?? [];
    return text && (this._labels.has(name.trim()) || isNoise(name.trim())) ? text : line;
  }

  /** Stood there before, and is rather a name than a sentence. */
  private _isLabel(line = ""): boolean {
    return this._labels.has(line) && !/[.!?\u3002]$/.test(line);
  }

  /** What changed after (or before) the echo, nearest first. */
  private _partsBeside(side: Side, until?: Node): Part[] {
    const parts: Part[] = [];
    let level = 0;
    const field = this._field();
    for (let at: Node | null = this.echo; at && at !== this.scope; at = parentOf(at)) {
      const isWrapped = this._isWrapped(at);
      for (let beside = at[side]; beside; beside = beside[side]) {
        if (until && isPast(beside, until, side)) return parts;
        if (!this._isNews(beside, side, isWrapped)) continue;
        if (field && holds(beside, field)) continue;
        if (isElement(beside) && (isVeiled(beside) || (!isLong(beside) && hasField(beside))))
          continue;
        if (isElement(beside) || isText(beside)) parts.push({ node: beside, level });
      }
      level += 1;
    }
    return parts;
  }

  private _isWrapped(node: Node): boolean {
    return pathOf(node)
      .slice(1)
      .some((at) => this._wrappers.has(at));
  }

  /** Came `node` after the echo, or with it and is called an answer? */
  private _isNews(node: Node, side: string, isWrapped: boolean): boolean {
    const batch = this._fresh.get(node);
    // A list that is drawn anew with the echo has its history before it.
    if (side === "previousSibling") return batch !== undefined && batch > this._echoBatch;
    if (batch !== undefined) return true;
    return isWrapped && isElement(node) && (isSentence(node) || kAnswerName.test(namesOf(node)));
  }

  /** The echo may have been drawn anew, the chat mounted again. */
  private _find(): boolean {
    if (!this.scope.isConnected) {
      const above = this._above.find((node) => node.isConnected);
      if (!above) return false;
      this.scope = above;
    }
    // Rows of long lists are used again for other messages.
    const isThere = this.echo.isConnected;
    if (isThere && keyOf(this.echo.textContent ?? "").includes(this._sought.key)) return true;
    const again = echoIn(this.scope, this._sought);
    // While it is drawn anew, the same question of an earlier turn is not it.
    if (!again || !pathOf(again.node).some((at) => this._fresh.has(at))) return isThere;
    this.echo = again.node;
    this._echoBatch = this._batch;
    return true;
  }
}

/** A live region for screen readers that was cleared: what it announced stays where it was. */
const isSpentAnnouncement = (node: Node): boolean =>
  isElement(node) && node.matches("[aria-live],[role=status]") && !node.textContent;

/** "5 seconds ago" goes on for ever. What is longer is not read, an answer grows. */
function isClock(node: Node): boolean {
  const text = isElement(node) && !node.childElementCount ? node.firstChild : node;
  return isText(text) && text.length < 40 && isTime(text.data);
}

/** Is `node` beyond `until`, as seen from an echo whose answer is on this side? */
function isPast(node: Node, until: Node, side: Side): boolean {
  // Newest first: what holds the next message is past it, too.
  if (holds(node, until)) return side === "previousSibling" || node === until;
  const root = node.getRootNode();
  const there = pathOf(until).find((at) => at.getRootNode() === root);
  if (!there) return false;
  return isBefore(there, node) === (side === "nextSibling");
}

const isKnownIn = (answers: Set<string>, key: string): boolean =>
  [...answers].some((answer) => answer.length > kOldKey && key.includes(answer));

/** As a name or a time: short, and no sentence. */
const isHeadline = (line: string): boolean =>
  line.length <= kLongestLabel && !/[.!?:\u3002\uff01\uff1f]$/.test(line);

/** As "Looking it up...": short, and more is to come. */
const isUnfinished = (line: string): boolean => line.length < 60 && /(\.\.|\u2026)$/.test(line);

/** Came with the question and is more than a label of it. */
const isSentence = (node: Node): boolean => {
  const text = (node.textContent ?? "").trim();
  return text.length > kLongestAside || /[.!?\u3002\uff01\uff1f]$/.test(text);
};

const isLong = (node: Node): boolean => (node.textContent ?? "").length > 200;

function isError(node: Node): boolean {
  if (!isElement(node)) return false;
  if (isErrorPart(node)) return true;
  // One level of wrapping is usual, an error inside a long answer is not the answer.
  const inside = node.getElementsByTagName("*");
  return Array.prototype.slice.call(inside, 0, 8).some(isErrorPart);
}

/** Short texts that stand in the chat before the echo: names and times of other messages. */
function labelsBefore(echo: Node, scope: Node): Set<string> {
  const labels = new Set<string>();
  const root = scope.nodeType === 1 || scope.nodeType === 11 ? scope : null;
  if (!root || !echo.ownerDocument) return labels;
  const inside = root.getRootNode() === echo.getRootNode() ? root : echo.getRootNode();
  const walker = echo.ownerDocument.createTreeWalker(inside, 4);
  walker.currentNode = echo;
  for (let count = 0; count < kNodesBack; ++count) {
    const text = walker.previousNode()?.nodeValue?.replace(/\s+/g, " ").trim();
    if (text === undefined) break;
    if (text && text.length <= kLongestLabel) labels.add(text);
  }
  return labels;
}
