import { isElement, isText } from "./tree.ts";

/** Parts of a bubble that are not what was said. */
const kSkip = "button,script,style,time,[aria-hidden=true],[data-undertone-ignore]";

/** The visible text of an element, without asking the browser for a layout. */
export const textOf = (element: Element): string => wordsOf(element).trim();

function wordsOf(element: Element): string {
  let text = "";
  for (const node of element.childNodes) {
    if (isText(node)) text += node.nodeValue;
    else if (isElement(node) && !node.matches(kSkip)) {
      // Blocks follow each other on lines; which elements are blocks only a layout would tell.
      text += /^(BR|DIV|LI|P|PRE|TR|UL|OL|H\d)$/.test(node.tagName)
        ? `\n${textOf(node)}`
        : wordsOf(node);
    }
  }
  return text;
}
