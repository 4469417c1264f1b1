/**
 * Calls `onChange` for what changes below the document and every open shadow root, also roots that
 * come later. Attributes are not observed: they are nearly all of a page's changes.
 */
export function watchRoots(
  onChange: (records: MutationRecord[]) => void,
  onRoot: (root: Document | ShadowRoot) => void,
): () => void {
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) search(node);
    onChange(records);
  });

  function watch(root: Document | ShadowRoot): void {
    observer.observe(root, { childList: true, subtree: true, characterData: true });
    search(root);
    onRoot(root);
  }

  /** Only custom elements and a few others have shadow roots; looking at all is still cheap. */
  function search(node: Node): void {
    if (node instanceof Element && node.shadowRoot) watch(node.shadowRoot);
    if (node instanceof Element || node instanceof DocumentFragment || node === document) {
      for (const element of (node as ParentNode).querySelectorAll("*")) {
        if (element.shadowRoot) watch(element.shadowRoot);
      }
    }
  }

  const native = Element.prototype.attachShadow;
  const patched = function (this: Element, init: ShadowRootInit): ShadowRoot {
    const root = native.call(this, init);
    if (init.mode === "open") watch(root);
    return root;
  };
  Element.prototype.attachShadow = patched;
  watch(document);

  return () => {
    observer.disconnect();
    if (Element.prototype.attachShadow === patched) Element.prototype.attachShadow = native;
  };
}
