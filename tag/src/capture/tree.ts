// The page as one tree: shadow roots and frames of the same origin hang from their hosts. Nodes of
// another frame are instances of other classes, so kinds are told by number.

export const isElement = (node: Node | null | undefined): node is Element => node?.nodeType === 1;
export const isText = (node: Node | null | undefined): node is Text => node?.nodeType === 3;
export const isDocument = (node: Node): node is Document => node.nodeType === 9;

export function parentOf(node: Node): Node | null {
  if (node === document) return null;
  if (isDocument(node)) return node.defaultView?.frameElement ?? null;
  return node.parentNode ?? (node as ShadowRoot).host ?? null;
}

/** The element that `selector` is about, around `node` in its root. */
export const closestTo = (node: Node, selector: string): Element | null | undefined =>
  (isElement(node) ? node : node.parentElement)?.closest(selector);

/** The node and all that hold it, innermost first. */
export function pathOf(node: Node | null | undefined): Node[] {
  const path: Node[] = [];
  for (let at = node ?? null; at; at = parentOf(at)) path.push(at);
  return path;
}

/** Asked at every change of the page: one native call for each root. */
export function holds(ancestor: Node, node: Node | undefined): boolean {
  for (let at: Node | null = node ?? null; at; at = parentOf(at.getRootNode()))
    if (ancestor.contains(at)) return true;
  return false;
}

/** The innermost node of `path` that is an ancestor of `node`. */
export function meetingPoint(node: Node, path: readonly Node[]): Node | undefined {
  return pathOf(node).find((at) => path.includes(at));
}

/** Node.DOCUMENT_POSITION_FOLLOWING */
const kFollowing = 4;

/** Does `other` stand behind `node` in the same root? */
export const isBefore = (node: Node, other: Node): boolean =>
  (node.compareDocumentPosition(other) & kFollowing) !== 0;

/** Children as a reader meets them: a host shows its shadow root. */
export function childrenOf(node: Node): ArrayLike<Node> & Iterable<Node> {
  const root = isElement(node) && node.shadowRoot;
  if (root) return [root];
  if (isElement(node) && node.tagName === "SLOT") {
    const given = (node as HTMLSlotElement).assignedNodes();
    if (given.length > 0) return given;
  }
  return node.childNodes;
}
