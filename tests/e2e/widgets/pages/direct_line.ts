// A Direct Line of its own for Web Chat: one POST per activity, whose answer streams as the livestream
// activities of the Bot Framework.

interface Observer {
  next(value: unknown): void;
  error(reason: unknown): void;
  complete(): void;
}

function observable(subscribe: (observer: Observer) => void) {
  const one = {
    subscribe(observer: Partial<Observer> | ((value: unknown) => void)) {
      const given = typeof observer === "function" ? { next: observer } : observer;
      subscribe({ next() {}, error() {}, complete() {}, ...given } as Observer);
      return { unsubscribe() {} };
    },
    [Symbol.for("observable")]: () => one,
    "@@observable": () => one,
    [(Symbol as { observable?: symbol }).observable ?? "observable"]: () => one,
  };
  return one;
}

const listeners: Observer[] = [];
let last = 0;

function emit(activity: { channelData?: object }): string {
  const id = `a-${++last}`;
  // The service numbers what it hands out; without, a stream is put where an earlier one was.
  const channelData = { ...activity.channelData, "webchat:sequence-id": last };
  const whole = { id, timestamp: new Date().toISOString(), ...activity, channelData };
  for (const listener of listeners) listener.next(whole);
  return id;
}

async function answer(text: string): Promise<void> {
  const from = { id: "bot", role: "bot", name: "Shop" };
  const body = JSON.stringify({ type: "message", text });
  const response = await fetch("/chat", { method: "POST", body });
  if (!response.ok || !response.body) throw new Error("status");
  let said = "";
  let streamId: string | undefined;
  let streamSequence = 0;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    said += value;
    const channelData = { streamType: "streaming", streamSequence: ++streamSequence, streamId };
    const id = emit({ type: "typing", from, text: said, channelData });
    streamId ??= id;
  }
  emit({ type: "message", from, text: said, channelData: { streamType: "final", streamId } });
}

export const directLine = {
  connectionStatus$: observable((observer) => {
    for (const status of [0, 1, 2]) observer.next(status);
  }),
  activity$: observable((observer) => listeners.push(observer)),
  postActivity: (activity: { type: string; text?: string }) =>
    observable((observer) => {
      if (activity.type !== "message") {
        observer.next("ignored");
        observer.complete();
        return;
      }
      const id = emit({ ...activity, from: { id: "user", role: "user" } });
      observer.next(id);
      observer.complete();
      void answer(activity.text ?? "").catch(() => {
        emit({
          type: "message",
          from: { id: "bot", role: "bot" },
          text: "Something went wrong, please try again.",
        });
      });
    }),
  end() {},
};
