// More manners of chats: what stands in and around bubbles, and when it comes. Runs in the browser;
// nothing here may use what is outside the function.
import "./kit.ts";

export function manners(): void {
  const { wait, stream, html, find, onSend } = window.kit;

  /** The newest first, a time and ticks in each bubble; dots become the answer. */
  const newestFirst = () => {
    const page = html(`<div><b>Ola</b><div></div><footer><input></footer></div>`);
    const list = find(page, "div");
    const bubble = (ticks: string) => {
      const one = html(`<div><span></span><small>9:41<i>${ticks}</i></small></div>`);
      list.prepend(one);
      return one;
    };
    onSend(find(page, "input"), null, async (text) => {
      const mine = bubble(" \u2713");
      find(mine, "span").textContent = text;
      await wait(150);
      find(mine, "i").textContent = " \u2713\u2713";
      const place = bubble("");
      find(place, "span").innerHTML = "<i></i><i></i>";
      await wait(300);
      await stream(window.answerTo(text), (sofar) => {
        find(place, "span").textContent = sofar;
      });
    });
  };

  /** Messages are slotted into cards whose shadow roots are filled a little later. */
  const lateSlots = () => {
    const host = html("<x-late></x-late>");
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML = "<section></section><textarea></textarea>";
    const card = () => {
      const one = document.createElement("x-card");
      find(root, "section").append(one);
      const inside = one.attachShadow({ mode: "open" });
      queueMicrotask(() => {
        inside.innerHTML = `<div><slot name="head"></slot><slot></slot></div>`;
      });
      return one;
    };
    onSend(find(root, "textarea"), null, async (text) => {
      card().append(html(`<div slot="head">Guest</div>`), text);
      await wait(200);
      const place = card();
      place.append(html(`<div slot="head">Clerk</div>`), "");
      await stream(window.answerTo(text), (sofar) => {
        (place.lastChild as Text).data = sofar;
      });
    });
  };

  /** An operator with a whole name types for long; what the service answered is empty. */
  const longTyping = () => {
    const page = html(`<div><table><tr><td>Tim Marsh:</td><td>Hello.</td></tr></table>
      <div></div><textarea></textarea></div>`);
    const table = find(page, "tbody");
    const row = (who: string, text: string) => {
      const line = table.appendChild(document.createElement("tr"));
      for (const words of [who, text]) line.insertCell().textContent = words;
    };
    onSend(find(page, "textarea"), null, async (text) => {
      await fetch(`data:application/json,{"ok":true}#${encodeURIComponent(text)}`);
      row("You:", text);
      await wait(100);
      find(page, "div").textContent = "Tim Marsh is typing...";
      await wait(2200);
      find(page, "div").textContent = "";
      row("Tim Marsh:", window.answerTo(text));
    });
  };

  /** A line that is replaced by the answer, which refers to its sources. */
  const withSources = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    onSend(find(page, "textarea"), null, async (text) => {
      html("<p></p>", list).textContent = text;
      const wanted = html("<p>Having a look at the shelves\u2026</p>", list);
      await wait(2200);
      const place = html("<p></p>");
      wanted.replaceWith(place);
      await stream(window.answerTo(text), (sofar) => {
        place.textContent = sofar;
      });
      place.insertAdjacentHTML(
        "beforeend",
        `<sup><a href="#">1</a></sup><sup><a href="#">2</a></sup>`,
      );
    });
  };

  /** Pairs of question and answer, the newest first; the answer is called edited in the end. */
  const newestPairFirst = () => {
    const page = html(`<div><input><div></div></div>`);
    onSend(find(page, "input"), null, async (text) => {
      const pair = html(`<section><p></p><div></div></section>`);
      pair.remove();
      find(pair, "p").textContent = text;
      find(page, "div").prepend(pair);
      const answer = window.answerTo(text);
      const heard = `data:text/plain,${encodeURIComponent(answer)}#${encodeURIComponent(text)}`;
      const told = await (await fetch(heard)).text();
      await stream(told, (sofar) => {
        find(pair, "div").textContent = sofar;
      });
      find(pair, "div").append(" (edited)");
    });
  };

  /** A step of its own before the answer, a name in each line, a pause within a sentence. */
  const withSteps = () => {
    const page = html(`<div><section></section><textarea></textarea></div>`);
    const list = find(page, "section");
    onSend(find(page, "textarea"), null, async (text) => {
      html(`<div><strong>Guest</strong> <i></i></div>`, list).lastChild?.replaceWith(text);
      await wait(100);
      html(`<details><summary>Used <code>stock</code></summary><p>3 rows</p></details>`, list);
      await wait(200);
      const place = html(`<div><strong>Clerk</strong> <span></span></div>`, list);
      let count = 0;
      await stream(window.answerTo(text), async (sofar) => {
        count += 1;
        if (count < 6) find(place, "span").textContent = sofar;
        else setTimeout(() => find(place, "span").replaceChildren(sofar), 2300);
      });
    });
  };

  /** Offers and sources in fields of their own, told and shown with the answer. */
  const withTold = () => {
    const page = html(`<div><section></section><textarea></textarea></div>`);
    const list = find(page, "section");
    onSend(find(page, "textarea"), null, async (text) => {
      html("<div></div>", list).textContent = text;
      const body = { reply: window.answerTo(text), sources: ["Shipping", "Returns policy"] };
      const told = encodeURIComponent(JSON.stringify(body));
      const heard = `data:application/json,${told}#${encodeURIComponent(text)}`;
      const { reply, sources } = await (await fetch(heard)).json();
      const place = html("<div><p></p><div></div></div>", list);
      find(place, "p").textContent = reply;
      for (const source of sources) html("<a href='#'></a> ", find(place, "div")).append(source);
    });
  };

  Object.assign(window.strangers, {
    "sources that are told with the answer": withTold,
    "steps, names in the line, a pause within a sentence": withSteps,
    "the newest first, with times and ticks in bubbles": newestFirst,
    "pairs, the newest first, with marks behind answers": newestPairFirst,
    "slots that are filled later": lateSlots,
    "an operator who types for long": longTyping,
    "a line that stands for the answer, and sources": withSources,
  });
}
