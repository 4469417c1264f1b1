// Page, script and collector in one server, each SDK and scenario its own: nobody sees what another
// stored. Counts how often each event came.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import type { Answer } from "./scenarios.ts";

export interface Receiver {
  url: string;
  /** how often an id came */
  times: ReadonlyMap<string, number>;
  stop(): void;
}

/** The text of a body: gzip, form fields in base64 (PostHog's beacons), percent-encoded or plain. */
function textOf(bytes: Buffer): string {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (isGzip ? gunzipSync(bytes) : bytes).toString();
  const decoded = decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "%25"));
  const [, field] = /^data=([A-Za-z0-9+/=]+)$/.exec(decoded) ?? [];
  return field ? Buffer.from(field, "base64").toString() : decoded;
}

/** Some SDKs name an event twice in one body: once counts. */
function idsIn(text: string): Set<string> {
  const found = text.match(/bench-\d+-\d+-end|"event_id":"[^"]+"/g) ?? [];
  return new Set(found.map((id) => id.replace(/^"event_id":"|"$/g, "")));
}

function allowAll(request: IncomingMessage, response: ServerResponse): void {
  const { origin, "access-control-request-headers": headers } = request.headers;
  response.setHeader("access-control-allow-origin", origin ?? "*");
  response.setHeader("access-control-allow-headers", headers ?? "*");
  response.setHeader("access-control-allow-credentials", "true");
  response.setHeader("access-control-expose-headers", "retry-after, date");
}

export async function startReceiver(script: string, answer: Answer): Promise<Receiver> {
  const begin = Date.now();
  const times = new Map<string, number>();
  let requests = 0;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (answer(response, Date.now() - begin, requests++) === "refused") return;
    for (const id of idsIn(textOf(Buffer.concat(chunks)))) times.set(id, (times.get(id) ?? 0) + 1);
  }

  const server = createServer((request, response) => {
    allowAll(request, response);
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
    } else if (request.method !== "GET") {
      receive(request, response).catch(() => response.destroy()); // the page cut it off
    } else if (request.url === "/sdk.js") {
      response.setHeader("content-type", "text/javascript; charset=utf-8");
      response.end(script);
    } else {
      response.setHeader("content-type", "text/html");
      const isChat = request.url === "/chat";
      response.end(`<!doctype html>${isChat ? '<script src="/sdk.js"></script>' : ""}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    times,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
