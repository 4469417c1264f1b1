// Chats that redraw, regroup and decorate what is said: more habits of markup that nobody prepared for.
// Runs in the browser; nothing here may use what is outside the function.
import "./kit.ts";

export function hostiles(): void {
  const { wait, stream, html, find, onSend } = window.kit;
  const element = (name: string, text = "", ofClass = ""): HTMLElement =>
    Object.assign(document.createElement(name), { textContent: text, className: ofClass });

  /** The list is drawn anew from its state on every change, clocks and all. */
  const drawnAnew = () => {
    const page = html(`<div><div></div><p><textarea></textarea></p></div>`);
    const state: { who: string; text: string; at: number }[] = [];
    const list = find(page, "div");
    const draw = () => {
      list.innerHTML = "";
      for (const { who, text, at } of state) {
        const row = html(`<div><span></span><span></span><span></span></div>`, list);
        const age = Math.round((performance.now() - at) / 1000);
        const words = [who, text, age < 1 ? "just now" : `${age} s ago`];
        for (const [place, word] of words.entries())
          (row.children[place] as HTMLElement).textContent = word;
      }
    };
    setInterval(draw, 500);
    onSend(find(page, "textarea"), null, async (text) => {
      state.push({ who: "Guest", text, at: performance.now() });
      draw();
      await wait(250);
      const answer = { who: "Ada", text: "", at: performance.now() };
      state.push(answer);
      await stream(window.answerTo(text), (sofar) => {
        answer.text = sofar;
        draw();
      });
    });
  };

  /** Every token replaces the whole row; the row keeps no identity. */
  const replacedRows = () => {
    const page = html(`<div><ul></ul><input></div>`);
    onSend(find(page, "input"), null, async (text) => {
      const list = find(page, "ul");
      list.append(element("li", text));
      let row = list.appendChild(element("li", "\u258d"));
      await wait(200);
      await stream(window.answerTo(text), (sofar) => {
        const next = element("li");
        next.append(element("span", sofar), element("span", "\u258d"));
        row.replaceWith(next);
        row = next;
      });
      row.replaceWith(element("li", row.firstChild?.textContent ?? ""));
    });
  };

  /** Plain while it streams, marked up when it is complete. */
  const markedUpLater = () => {
    const page = html(`<div><section></section><textarea></textarea></div>`);
    onSend(find(page, "textarea"), null, async (text) => {
      const list = find(page, "section");
      html(`<div><p></p></div>`, list).firstElementChild?.append(text);
      await wait(150);
      const answer = html(`<div></div>`, list);
      const words = window.answerTo(text);
      const raw = words.replace(/parcel/, "**parcel**");
      await stream(raw, (sofar) => {
        answer.textContent = sofar;
      });
      await wait(100);
      const [before = "", behind = ""] = raw.split(/\*\*parcel\*\*/);
      const paragraph = element("p");
      paragraph.append(before, element("strong", "parcel"), behind);
      answer.replaceChildren(paragraph);
    });
  };

  /** Bubbles of one author share a group with a head; the answer comes as two bubbles. */
  const grouped = () => {
    const page = html(`<div><div></div><div><input></div></div>`);
    const list = find(page, "div");
    const bubble = (who: string, text: string) => {
      let group = list.lastElementChild as HTMLElement | null;
      if (group?.dataset.who !== who) {
        group = html(`<div data-who="${who}"><div>${who}</div><div></div></div>`, list);
      }
      const one = find(group, ":scope > div:last-of-type").appendChild(element("div"));
      one.append(element("div", text), element("div", "10:41"));
      return one;
    };
    bubble("Kim from Acme", "Welcome!");
    bubble("Kim from Acme", "What can I do for you?");
    onSend(find(page, "input"), null, async (text) => {
      bubble("Visitor", text);
      await wait(300);
      const [first = "", second = ""] = window.answerTo(text).split(/(?<=letters )/);
      bubble("Kim from Acme", first);
      await wait(500);
      bubble("Kim from Acme", second);
    });
  };

  /** Time and ticks stand in the bubble's own line. */
  const timedBubbles = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    const bubble = (text: string, ticks = "") => {
      const row = html(`<div><div><span></span> <span>14:05</span></div></div>`, list);
      find(row, "span").textContent = text;
      if (ticks) find(row, "div").append(element("span", ticks));
      return row;
    };
    bubble("Hi there");
    onSend(find(page, "textarea"), null, async (text) => {
      const sent = bubble(text, "\u2713");
      await wait(250);
      (find(sent, "div").lastChild as HTMLElement).textContent = "\u2713\u2713";
      const dots = html(`<div><i></i><i></i><i></i></div>`, list);
      await wait(400);
      dots.remove();
      bubble(window.answerTo(text));
    });
  };

  /** An answer with a card, and offers below that can be pressed. */
  const cardsAndOffers = () => {
    const page = html(`<div><div></div><form><input><button>Send</button></form></div>`);
    const list = find(page, "div");
    find<HTMLFormElement>(page, "form").onsubmit = (event) => event.preventDefault();
    onSend(find(page, "input"), find(page, "button"), async (text) => {
      list.append(element("p", text));
      for (const old of list.querySelectorAll(".chips")) old.remove();
      await wait(300);
      const [first = "", second = ""] = window.answerTo(text).split(/(?<=letters )/);
      const card = html(
        `<div><div><img alt="A parcel"><h4></h4><p></p><button>Open</button></div>
         <div class="chips"><button>Track it</button><button>Talk to a person</button></div></div>`,
        list,
      );
      find(card, "h4").textContent = first;
      find(card, "p").textContent = second;
    });
  };

  /** Notices of the chat itself between the messages. */
  const notices = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    list.append(element("div", "Today", "day-divider"));
    let isFirst = true;
    onSend(find(page, "textarea"), null, async (text) => {
      list.append(element("div", text, "msg"));
      await wait(150);
      if (isFirst) list.append(element("div", "Sam joined the conversation", "system-message"));
      isFirst = false;
      await wait(300);
      const row = list.appendChild(element("div", "", "msg"));
      await stream(window.answerTo(text), (sofar) => {
        row.textContent = sofar;
      });
    });
  };

  /** A list of conversations beside the chat shows the last message, too. */
  const previewBeside = () => {
    const page = html(`<div style="display:flex"><ul><li><b>Shop</b><span></span></li></ul>
      <div><p></p><div contenteditable="true" style="min-height:20px"></div></div></div>`);
    const list = find(page, "p");
    const preview = find(page, "li span");
    onSend(find(page, "[contenteditable]"), null, async (text) => {
      list.append(element("div", text));
      preview.textContent = text;
      await wait(250);
      const row = list.appendChild(element("div"));
      await stream(window.answerTo(text), (sofar) => {
        row.textContent = sofar;
        preview.textContent = sofar;
      });
    });
  };

  /** Only what fits is in the page: the question leaves while the answer grows. */
  const shortWindow = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    const lines: string[] = ["One", "Two", "Three"];
    const draw = () => list.replaceChildren(...lines.slice(-3).map((line) => element("div", line)));
    draw();
    onSend(find(page, "textarea"), null, async (text) => {
      lines.push(text);
      draw();
      await wait(200);
      lines.push("");
      await stream(window.answerTo(text), (sofar) => {
        lines[lines.length - 1] = sofar;
        draw();
      });
    });
  };

  /** Four shadow roots deep; list and composer share only the outermost. */
  const deepRoots = () => {
    const into = (root: ParentNode & Node, name: string) =>
      root.appendChild(document.createElement(name)).attachShadow({ mode: "open" });
    const app = into(into(document.body, "a-shell"), "a-panel");
    const list = into(into(app, "a-body"), "a-list");
    const input = into(into(app, "a-foot"), "a-input");
    input.innerHTML = "<div><textarea></textarea></div>";
    const bubble = (text: string) => {
      const one = into(list, "a-message");
      one.innerHTML = `<div><p></p></div>`;
      find(one, "p").textContent = text;
      return find(one, "p");
    };
    onSend(find(input, "textarea"), null, async (text) => {
      bubble(text);
      await wait(200);
      const place = bubble("");
      await stream(window.answerTo(text), (sofar) => {
        place.textContent = sofar;
      });
    });
  };

  /** An editor of paragraphs that sends on Ctrl-Enter only. */
  const ctrlEnter = () => {
    const page = html(`<div><div></div>
      <div contenteditable="true" style="min-height:40px"><p><br></p></div></div>`);
    const field = find(page, "[contenteditable]");
    const isSend = ({ ctrlKey }: KeyboardEvent) => ctrlKey;
    window.sendStranger = () => {
      const press = { key: "Enter", ctrlKey: true, bubbles: true, composed: true };
      field.dispatchEvent(new KeyboardEvent("keydown", press));
    };
    onSend(
      field,
      null,
      async (text) => {
        const list = find(page, "div");
        list.append(element("div", text));
        await wait(200);
        const row = list.appendChild(element("div"));
        await stream(window.answerTo(text), (sofar) => {
          row.textContent = sofar;
        });
      },
      { isSend },
    );
  };

  /** The history of an earlier visit comes late, when one has begun to write. */
  const historyComesLate = () => {
    const page = html(`<div><ol></ol><input></div>`);
    const list = find(page, "ol");
    find(page, "input").addEventListener("input", () => {
      if (list.childElementCount > 0) return;
      for (const text of ["where is my parcel?", "It left on Tuesday.", "ok", "You are welcome."])
        list.append(element("li", text));
    });
    onSend(find(page, "input"), null, async (text) => {
      list.append(element("li", text));
      await wait(200);
      const row = list.appendChild(element("li"));
      await stream(window.answerTo(text), (sofar) => {
        row.textContent = sofar;
      });
    });
  };

  /** The echo stays grey until the service has it, then all rows are made anew under other ids. */
  const idsSwapped = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    let rows: { id: string; text: string }[] = [];
    const draw = () => {
      const old = new Map([...list.children].map((row) => [row.id, row]));
      list.replaceChildren(
        ...rows.map(({ id, text }) => {
          const row = old.get(id) ?? Object.assign(element("div"), { id });
          if (row.textContent !== text) row.textContent = text;
          return row;
        }),
      );
    };
    onSend(find(page, "textarea"), null, async (text) => {
      rows.push({ id: `local-${rows.length}`, text });
      draw();
      await wait(300);
      rows = rows.map((row, at) => ({ ...row, id: `server-${at}-${rows.length}` }));
      draw();
      const answer = { id: `server-${rows.length}`, text: "" };
      rows.push(answer);
      await stream(window.answerTo(text), (sofar) => {
        answer.text = sofar;
        draw();
      });
      rows = rows.map((row, at) => ({ ...row, id: `saved-${at}-${rows.length}` }));
      draw();
    });
  };

  /** Letters that are typed out one by one long after the answer is there. */
  const typedOut = () => {
    const page = html(`<div><div></div><footer><textarea></textarea><i>\u27a4</i></footer></div>`);
    const list = find(page, "div");
    onSend(find(page, "textarea"), find(page, "i"), async (text) => {
      list.append(element("div", text));
      await wait(300);
      const row = list.appendChild(element("div"));
      for (const letter of window.answerTo(text)) {
        row.append(element("span", letter));
        await wait(12);
      }
    });
  };

  /** What the service does is shown in the place of the answer, until there is one. */
  const stepsFirst = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    onSend(find(page, "textarea"), null, async (text) => {
      list.append(element("div", text));
      const row = list.appendChild(element("div"));
      for (const step of [
        "Thinking\u2026",
        "Searching the help pages\u2026",
        "Reading 3 pages\u2026",
      ]) {
        row.replaceChildren(element("span", step, "step-status"));
        await wait(350);
      }
      await stream(window.answerTo(text), (sofar) => {
        row.replaceChildren(element("p", sofar));
      });
    });
  };

  /** Composer and list are in different corners of the page; the newest is first. */
  const cornersApart = () => {
    const list = html(`<main><div></div></main>`);
    const bar = html(`<aside><div><textarea></textarea></div></aside>`);
    onSend(find(bar, "textarea"), null, async (text) => {
      const rows = find(list, "div");
      rows.prepend(element("div", text));
      await wait(200);
      const row = element("div");
      rows.prepend(row);
      await stream(window.answerTo(text), (sofar) => {
        row.textContent = sofar;
      });
    });
  };

  Object.assign(window.strangers, {
    "a list that is drawn anew, with running clocks": drawnAnew,
    "a row that is replaced by every token": replacedRows,
    "text that is marked up when it is complete": markedUpLater,
    "groups of bubbles with a head": grouped,
    "times and ticks in the line of the text": timedBubbles,
    "cards, and offers to press": cardsAndOffers,
    "notices between the messages": notices,
    "a preview of the last message beside the chat": previewBeside,
    "three rows in the page, whatever was said": shortWindow,
    "four shadow roots deep": deepRoots,
    "an editor that sends on Ctrl-Enter": ctrlEnter,
    "a history that comes while one writes": historyComesLate,
    "rows that get other ids": idsSwapped,
    "letters that are typed out one by one": typedOut,
    "steps that stand where the answer will": stepsFirst,
    "list and composer in other corners of the page": cornersApart,
  });
}
