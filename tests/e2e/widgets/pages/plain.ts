// A widget of thirty lines as many sites have one: no framework, no names, everything drawn anew.
const panel = document.body.appendChild(document.createElement("div"));
const history: [string, string][] = [["Shop", "Hello, how can I help?"]];

function draw(): void {
  const list = panel.querySelector(".x") as HTMLElement;
  list.innerHTML = "";
  for (const [who, text] of history) {
    const row = list.appendChild(document.createElement("p"));
    row.append(Object.assign(document.createElement("strong"), { textContent: `${who}: ` }), text);
  }
}

panel.innerHTML = `<div class="x"></div><input placeholder="Write here"><button>Send</button>`;
draw();
const field = panel.querySelector("input") as HTMLInputElement;

async function send(): Promise<void> {
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  history.push(["You", text]);
  draw();
  const answer: [string, string] = ["Shop", ""];
  try {
    const response = await fetch("/chat", { method: "POST", body: JSON.stringify({ text }) });
    if (!response.ok || !response.body) throw new Error("status");
    history.push(answer);
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      answer[1] += decoder.decode(value, { stream: true });
      draw();
    }
  } catch {
    history.push(["Shop", "Something went wrong."]);
    draw();
  }
}

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter") void send();
});
panel.querySelector("button")?.addEventListener("click", () => void send());
