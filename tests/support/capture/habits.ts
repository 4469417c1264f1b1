// Chats as whole applications have them: messages in buttons, pages that a server draws anew, cursors,
// tool bars around messages. Runs in the browser; nothing here may use what is outside the function.
import "./kit.ts";

export function habits(): void {
  const { wait, stream, html, find, onSend } = window.kit;

  /** Each message is a button that can be pressed to read it again. */
  const inButtons = () => {
    const page = html(`<div><section></section><textarea></textarea></div>`);
    const list = find(page, "section");
    const bubble = () =>
      find(html(`<div><button><span><p></p></span></button></div>`, list), "button span");
    onSend(find(page, "textarea"), null, async (text) => {
      find(bubble(), "p").textContent = text;
      await wait(200);
      const place = bubble();
      await stream(window.answerTo(text), (sofar) => {
        place.innerHTML = "<p></p>";
        find(place, "p").textContent = sofar;
      });
      html(`<div><button aria-label="Copy"></button><button>Like</button></div>`, list);
    });
  };

  /** A script on the server draws all rows anew, one after the other, before it adds the new one. */
  const drawnRowByRow = () => {
    const page = html(`<div><div></div><footer><textarea></textarea></footer></div>`);
    const list = find(page, "div");
    const said: string[] = [];
    const row = (text: string) => {
      const one = html(`<div><span>face</span><div><p></p></div></div>`);
      one.remove();
      find(one, "p").textContent = text;
      return one;
    };
    onSend(find(page, "textarea"), null, async (text) => {
      await wait(80);
      for (const [at, old] of [...list.children].entries()) {
        old.replaceWith(row(said[at] ?? ""));
        await wait(10);
      }
      said.push(text, window.answerTo(text));
      list.append(row(text));
      await wait(150);
      const place = list.appendChild(row(""));
      await stream(said.at(-1) ?? "", (sofar) => {
        find(place, "p").textContent = sofar;
      });
    });
  };

  /** A cursor stands at the end while the service is silent for longer than any quiet time. */
  const silentCursor = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    onSend(find(page, "textarea"), null, async (text) => {
      html("<p></p>", list).textContent = text;
      await wait(200);
      const place = html("<p></p>", list);
      const words = window.answerTo(text).split(" ");
      for (const at of words.keys()) {
        if (at === 4) await wait(2400);
        place.textContent = `${words.slice(0, at + 1).join(" ")}\u258c`;
        await wait(20);
      }
      place.textContent = words.join(" ");
    });
  };

  /** A message and its tools share a place that is called by both. */
  const withTools = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    const row = (who: string, label: string) =>
      html(
        `<section><div class="meta"><span>${who}</span>${label}</div>
          <div class="message-and-actions"><span><p></p></span></div></section>`,
        list,
      );
    onSend(find(page, "textarea"), null, async (text) => {
      find(row("Customer", ""), "p").textContent = text;
      await wait(200);
      const place = row("Ada", "<span>AI</span>");
      await stream(window.answerTo(text), (sofar) => {
        find(place, "p").textContent = sofar;
      });
      html(`<div class="actions">Useful? <button>Yes</button></div>`, place);
    });
  };

  Object.assign(window.strangers, {
    "messages inside buttons": inButtons,
    "rows that are drawn anew one by one": drawnRowByRow,
    "a cursor while the service is silent": silentCursor,
    "a message and its tools in one place": withTools,
  });
}
