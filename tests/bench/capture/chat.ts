// The chat that the bench watches: a list of messages and a text field. Runs in the browser; nothing
// here may use what is outside the function.

export interface ChatShape {
  /** messages that are there already */
  history: number;
  answers: number;
  /** words of one answer */
  words: number;
  /** words that come at once */
  step: number;
  /** the answer is made anew at every step, as paragraphs in many boxes; else one text grows */
  isRedrawn: boolean;
}

export function makeChat({ history, words, step, isRedrawn }: ChatShape): void {
  document.body.insertAdjacentHTML(
    "beforeend",
    `<style>.messages { height: 400px; overflow: auto } .message { content-visibility: auto }</style>
    <main class="chat"><div class="messages"></div><textarea placeholder="Ask something"></textarea></main>`,
  );
  const list = document.querySelector(".messages") as HTMLElement;
  const field = document.querySelector("textarea") as HTMLTextAreaElement;
  const add = (role: string, text: string): HTMLElement => {
    const row = document.createElement("div");
    row.className = `message ${role}`;
    row.innerHTML = `<div class="bubble"><p></p></div><div class="tools"><button aria-label="Copy"></button><button aria-label="Like"></button></div>`;
    (row.querySelector("p") as HTMLElement).textContent = text;
    list.append(row);
    return row.querySelector(".bubble") as HTMLElement;
  };
  for (let at = 0; at < history; ++at) add(at % 2 ? "bot" : "user", `Message ${at} of long ago.`);
  const boxes = (inside: string): string => `${"<div>".repeat(8)}${inside}${"</div>".repeat(8)}`;
  const answer = async (): Promise<void> => {
    const bubble = add("bot", "");
    const said: string[] = [];
    for (let count = 0; count < words; count += step) {
      for (let at = count; at < count + step; ++at)
        said.push(at % 80 ? `another <b>word</b> ${at}` : "</p><p>A paragraph");
      if (isRedrawn) bubble.innerHTML = boxes(`<p>${said.join(" ")}</p>`);
      else bubble.textContent += ` word ${count}`;
      await new Promise((done) => setTimeout(done, 20));
    }
    bubble.append(" The end.");
    document.body.dataset.answers = `${Number(document.body.dataset.answers ?? 0) + 1}`;
  };
  field.onkeydown = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add("user", field.value);
    field.value = "";
    setTimeout(answer, 150);
  };
}
