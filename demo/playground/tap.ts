// Writes down every request of this page, the tag's included: it stands between the page and the
// browser's own ways out. What the inspector shows is this, not the tag's word for it.
import type { Sent, Store } from "./state.ts";

/** Paths that the playground itself reads; they carry nothing out. */
const kOwn = /^\/api\//;
const kMaxKept = 100;

async function pipe(bytes: Uint8Array, through: GenericTransformStream): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(through as never);
  return new Uint8Array(await new Response(stream as BodyInit).arrayBuffer());
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The records of an OTLP body. */
function recordsIn(text: string): number {
  return text.split('"timeUnixNano"').length - 1;
}

interface Leaving {
  method: string;
  url: string;
  how: Sent["how"];
  contentType: string;
  body: BodyInit | null | undefined;
}

/** Starts to watch; must run before the tag sends anything. */
export function tap({ update }: Store): void {
  let last = 0;

  async function note({ body, ...leaving }: Leaving): Promise<(status: Sent["status"]) => void> {
    const id = ++last;
    const bytes = new Uint8Array(await new Response(body ?? "").arrayBuffer());
    const zipped = isGzip(bytes);
    const plain = zipped ? await pipe(bytes, new DecompressionStream("gzip")) : bytes;
    const text = new TextDecoder().decode(plain);
    const gzipBytes = zipped
      ? bytes.length
      : (await pipe(bytes, new CompressionStream("gzip"))).length;
    const sent: Sent = {
      ...leaving,
      id,
      at: new Date(),
      bytes,
      isGzip: zipped,
      text,
      gzipBytes,
      records: recordsIn(text),
      status: "pending",
    };
    update((state) => ({ sent: [...state.sent, sent].slice(-kMaxKept) }));
    return (status) =>
      update((state) => ({
        sent: state.sent.map((one) => (one.id === id ? { ...one, status } : one)),
      }));
  }

  const browserFetch = window.fetch.bind(window);
  window.fetch = (input, init) => {
    const request = new URL(input instanceof Request ? input.url : String(input), location.href);
    const answer = browserFetch(input, init);
    if (request.origin === location.origin && kOwn.test(request.pathname)) return answer;
    const noted = note({
      method: init?.method ?? "GET",
      url: request.origin === location.origin ? request.pathname : request.href,
      how: "fetch",
      contentType: new Headers(init?.headers).get("content-type") ?? "",
      body: init?.body,
    });
    answer.then(
      ({ status }) => void noted.then((settle) => settle(status)),
      () => void noted.then((settle) => settle("failed")),
    );
    return answer;
  };

  const browserBeacon = navigator.sendBeacon.bind(navigator);
  navigator.sendBeacon = (url, body) => {
    const left = browserBeacon(url, body);
    const { pathname } = new URL(String(url), location.href);
    const noted = note({ method: "POST", url: pathname, how: "beacon", contentType: "", body });
    void noted.then((settle) => settle(left ? 200 : "failed"));
    return left;
  };
}
