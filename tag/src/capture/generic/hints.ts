// Words by which widgets name their parts, in class names, test ids and labels. They are hints: no
// turn is made by a word, but a text that is echoed in something called a chat is a chat sooner.
import { isElement, pathOf } from "../tree.ts";

const kChat =
  /(chat|messag|msg|convers|assistant|copilot|bubble|thread|dialog(ue)?[-_]?(log|list|history)|(^|[^a-z])(ai|bot)([^a-z]|$)|bot[-_]|agent)/i;

/** Words of a composer's placeholder or label. */
const kAsk =
  /chat|message|messag|ask|reply|prompt|nachricht|frag|antwort|mensa[gj]|messaggio|pregunt|pergunt|escrib|escrev|scriv|demand|[e\u00e9]cri[rv]|question|bericht|vraag|wiadomo|\u0441\u043e\u043e\u0431\u0449|\u30e1\u30c3\u30bb\u30fc\u30b8|\u8cea\u554f|\u6d88\u606f|\u63d0\u95ee|\uba54\uc2dc\uc9c0|\uc9c8\ubb38|\u0631\u0633\u0627\u0644\u0629/i;

/** Places where a typed text appears again and nobody answers. */
const kOther =
  /search|filter|comment|review|to[-_]?do|task|note|cart|coupon|newsletter|login|signup|signin|checkout|breadcrumb|suche|kommentar/i;

const kNames = "class id data-testid data-role aria-label role placeholder name".split(" ");

/** How an element is called. */
export function namesOf(element: Element): string {
  const names = [element.tagName.includes("-") ? element.tagName : ""];
  for (const name of kNames) names.push(element.getAttribute(name) ?? "");
  return names.join(" ").slice(0, 400);
}

export interface Evidence {
  /** something around is called like a chat */
  isChat: boolean;
  /** something around is called like another thing */
  isOther: boolean;
}

/** What the names around an echo and its composer say. */
export function evidenceOf(echo: Node, composer: Node | undefined): Evidence {
  const around = pathOf(echo).filter(isElement).slice(0, 12);
  const names = around
    .filter(({ tagName }) => !/^(BODY|HTML)$/.test(tagName))
    .map(namesOf)
    .join(" ");
  const field = isElement(composer) ? namesOf(composer) : "";
  return {
    isChat:
      kChat.test(names) || kChat.test(field) || kAsk.test(field) || /\b(log|feed)\b/.test(names),
    isOther: kOther.test(field) || around.slice(0, 6).some((one) => kOther.test(namesOf(one))),
  };
}

export const kStop =
  /\b(stop|cancel|abort|halt|stopp|anhalten|abbrechen|arr[e\u00ea]ter|detener|parar|interrompi|interrupt)/i;
export const kRegenerate =
  /regenerat|re-?generate|retry|try again|reload|neu generieren|erneut|nochmal|r[e\u00e9]g[e\u00e9]n[e\u00e9]r|r[e\u00e9]essayer|regenerar|reintentar|rigenera|riprova/i;
export const kCopy = /\bcop(y|ied|iar|ier|ia)\b|kopier/i;
export const kThumbsUp =
  /thumbs?[-_ ]?up|upvote|\blike\b|good (answer|response)|helpful|positive|gef[a\u00e4]llt|hilfreich|\u{1f44d}/iu;
export const kThumbsDown =
  /thumbs?[-_ ]?down|downvote|dislike|bad (answer|response)|not helpful|unhelpful|negative|nicht hilfreich|\u{1f44e}/iu;

/** What a button says it does. */
export function meaningOf(button: Element): string {
  const words = [namesOf(button), button.getAttribute("title") ?? "", button.textContent ?? ""];
  for (const icon of button.querySelectorAll("svg,img,use,title")) {
    words.push(namesOf(icon), icon.getAttribute("alt") ?? "", icon.getAttribute("href") ?? "");
  }
  return words.join(" ").slice(0, 400);
}

const kErrorName = /(^|[^a-z])(err(or)?(ed)?|fail(ed|ure)|danger)([^a-z]|$)/i;

/** Is this part called an error? */
export const isErrorPart = (element: Element): boolean =>
  element.getAttribute("role") === "alert" ||
  kErrorName.test(element.getAttribute("class") ?? "") ||
  element.hasAttribute("data-error");
