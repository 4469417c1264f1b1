// Chats that nobody prepared for, each with other habits of markup. Runs in the browser; nothing here
// may use what is outside the function.

import "./kit.ts";

export function strangers(): void {
  const { wait, stream, html, find, onSend } = window.kit;

  const tableOfRows = () => {
    const page = html(`<div><table><tbody></tbody></table>
      <div contenteditable="true" style="min-height:20px;border:1px solid"></div><a>Go</a></div>`);
    const rows = find(page, "tbody");
    const row = (who: string, text: string) => {
      const line = html("<table><tr><td></td><td></td><td></td></tr></table>").querySelector(
        "tr",
      ) as HTMLElement;
      line.closest("table")?.remove();
      for (const [at, cell] of [who, text, "10:41"].entries()) {
        (line.children[at] as HTMLElement).textContent = cell;
      }
      return rows.appendChild(line);
    };
    row("Vera", "Good morning, what is it?");
    onSend(find(page, "[contenteditable]"), find(page, "a"), async (text) => {
      row("You", text);
      await wait(120);
      const dots = row("Vera", "\u2026");
      await wait(300);
      const line = row("Vera", "");
      dots.replaceWith(line);
      await stream(window.answerTo(text), (sofar) => {
        (line.children[1] as HTMLElement).textContent = sofar;
      });
    });
  };

  const announcedTwice = () => {
    const page = html(`<section><dl></dl><p class="q7" aria-live="polite"></p>
      <form><input><button>OK</button></form></section>`);
    const style = document.createElement("style");
    style.textContent = ".q7{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}";
    page.append(style);
    const list = find(page, "dl");
    const announce = (text: string) => {
      find(page, ".q7").textContent = text;
    };
    find<HTMLFormElement>(page, "form").onsubmit = (event) => event.preventDefault();
    onSend(find(page, "input"), null, async (text) => {
      list.append(Object.assign(document.createElement("dt"), { textContent: text }));
      announce(`You said ${text}`);
      await wait(200);
      const answer = window.answerTo(text);
      const place = list.appendChild(document.createElement("dd"));
      await stream(answer, (sofar) => {
        place.textContent = sofar;
      });
      announce(`Shop said ${answer}`);
      await wait(600);
      announce("");
    });
  };

  const shadowPerMessage = () => {
    const host = html("<x-app></x-app>");
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML = "<x-list></x-list><x-input></x-input>";
    const list = find(root, "x-list").attachShadow({ mode: "open" });
    const input = find(root, "x-input").attachShadow({ mode: "open" });
    input.innerHTML = "<textarea></textarea>";
    const message = (text: string) => {
      const one = list.appendChild(document.createElement("x-message"));
      one.attachShadow({ mode: "open" }).innerHTML = "<div><slot></slot></div>";
      one.textContent = text;
      return one;
    };
    onSend(find(input, "textarea"), null, async (text) => {
      message(text);
      await wait(150);
      const answer = message("");
      await stream(window.answerTo(text), (sofar) => {
        answer.textContent = sofar;
      });
    });
  };

  const inOneFrame = () => {
    const frame = html("<iframe></iframe>") as HTMLIFrameElement;
    const page = (frame.contentDocument as Document).body;
    page.innerHTML = "<ol></ol><textarea></textarea>";
    onSend(find(page, "textarea"), null, async (text) => {
      const list = find(page, "ol");
      list.append(Object.assign(page.ownerDocument.createElement("li"), { textContent: text }));
      await wait(150);
      const item = list.appendChild(page.ownerDocument.createElement("li"));
      await stream(window.answerTo(text), (sofar) => {
        item.textContent = sofar;
      });
    });
  };

  const questionsAsHeadings = () => {
    const page = html("<main><div></div></main>");
    const composer = () => {
      const form = html(`<div><textarea rows="2"></textarea><button>\u2191</button></div>`, page);
      onSend(find(form, "textarea"), find(form, "button"), async (text) => {
        form.remove();
        const card = html("<section><h2></h2><div></div></section>", find(page, "div"));
        find(card, "h2").textContent = text;
        composer();
        find(card, "div").textContent = "Searching\u2026";
        await wait(500);
        await stream(window.answerTo(text), (sofar) => {
          find(card, "div").textContent = sofar;
        });
      });
    };
    composer();
  };

  const savedThenConfirmed = () => {
    const page = html(`<div><ul></ul><textarea></textarea><button>\u27a4</button></div>`);
    const list = find(page, "ul");
    onSend(find(page, "textarea"), find(page, "button"), async (text) => {
      const draft = html("<li><i></i><small>sending</small></li>", list);
      find(draft, "i").textContent = text;
      await wait(400);
      const sent = html(`<li><div><p></p></div><small>Sent 10:42</small></li>`);
      find(sent, "p").append(text);
      draft.replaceWith(sent);
      await wait(200);
      const answer = html("<li><div></div><small>10:42</small></li>", list);
      // Every word is an element that fades in.
      const words = find(answer, "div");
      for (const word of window.answerTo(text).split(/(?<= )/)) {
        words.append(Object.assign(document.createElement("span"), { textContent: word }));
        await wait(25);
      }
    });
  };

  const recycledRows = () => {
    const page = html(`<div><div style="position:relative;height:200px"></div><input></div>`);
    const list = find(page, "div");
    const texts = Array.from({ length: 40 }, (_, at) => `Line ${at} of long ago`);
    // Five rows that show whatever is last: their texts wander.
    const rows = Array.from({ length: 5 }, () => {
      const row = list.appendChild(document.createElement("div"));
      row.style.position = "absolute";
      row.append("");
      return row;
    });
    const draw = () => {
      for (const [at, row] of rows.entries()) {
        row.style.transform = `translateY(${at * 40}px)`;
        (row.firstChild as Text).data = texts[texts.length - rows.length + at] ?? "";
      }
    };
    draw();
    onSend(find(page, "input"), null, async (text) => {
      texts.push(text);
      draw();
      await wait(200);
      texts.push("");
      await stream(window.answerTo(text), (sofar) => {
        texts[texts.length - 1] = sofar;
        draw();
      });
    });
  };

  const clockedRows = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    const row = (who: string) => {
      const one = html(`<div><b>${who}</b><em>0 seconds ago</em><p></p></div>`, list);
      let seconds = 0;
      setInterval(() => {
        seconds += 1;
        (find(one, "em").firstChild as Text).data = `${seconds} seconds ago`;
      }, 400);
      return find(one, "p");
    };
    onSend(find(page, "textarea"), null, async (text) => {
      row("Me myself").textContent = text;
      await wait(200);
      const place = row("Robin");
      await stream(window.answerTo(text), (sofar) => {
        place.textContent = sofar;
      });
    });
  };

  const twoLayouts = () => {
    const page = html(`<div><div class="d"></div><div class="m" style="display:none"></div>
      <textarea></textarea></div>`);
    onSend(find(page, "textarea"), null, async (text) => {
      const add = (said: string) =>
        [".d", ".m"].map((layout) =>
          find(page, layout).appendChild(
            Object.assign(document.createElement("p"), { textContent: said }),
          ),
        );
      add(text);
      await wait(200);
      const places = add("");
      await stream(window.answerTo(text), (sofar) => {
        for (const place of places) place.textContent = sofar;
      });
    });
  };

  const emptiedLate = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const field = find<HTMLTextAreaElement>(page, "textarea");
    onSend(
      field,
      null,
      async (text) => {
        field.disabled = true;
        await wait(500);
        const list = find(page, "div");
        // Question and answer come at once, when the service has answered.
        const turn = document.createElement("article");
        const question = turn.appendChild(document.createElement("p"));
        question.textContent = text;
        turn.appendChild(document.createElement("p")).textContent = window.answerTo(text);
        list.append(turn);
        field.value = "";
        field.disabled = false;
        field.focus();
      },
      { keep: true },
    );
  };

  const dressedAnswer = () => {
    const page = html(`<div><div></div><textarea></textarea></div>`);
    const list = find(page, "div");
    onSend(find(page, "textarea"), null, async (text) => {
      html(`<div><div class="avatar">JD</div><div></div></div>`, list);
      find(list, ":scope > :last-child > :last-child").textContent = text;
      await wait(200);
      const answer = html(
        `<div><div class="avatar">S</div><details><summary>Thought for 2 s</summary>Hm, a parcel.</details>
          <div class="body"></div></div>`,
        list,
      );
      await stream(window.answerTo(text), (sofar) => {
        find(answer, ".body").textContent = sofar;
      });
      html(
        `<div class="actions"><button>Copy</button><span role="button">Good</span></div>`,
        answer,
      );
      html(
        `<div class="suggestions"><button>What else?</button><button>Thanks</button></div>`,
        answer,
      );
      html(`<div class="disclaimer">AI can make mistakes. Check what matters.</div>`, answer);
    });
  };

  Object.assign(window.strangers, {
    "a table of rows, a placeholder that is replaced": tableOfRows,
    "a list that is announced in a hidden live region": announcedTwice,
    "a shadow root per message": shadowPerMessage,
    "all of it in a frame": inOneFrame,
    "questions as headings, a composer that is made anew": questionsAsHeadings,
    "a message that is replaced when it was saved, an answer of many elements": savedThenConfirmed,
    "rows that are used again for other messages": recycledRows,
    "rows with a running clock": clockedRows,
    "the same list twice, one of them hidden": twoLayouts,
    "question and answer at once, the field emptied then": emptiedLate,
    "an answer with all that stands around one": dressedAnswer,
  });
}
