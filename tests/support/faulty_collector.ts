// A collector that misbehaves as told. It remembers what it accepted and how often.
import { execFileSync } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { gunzipSync } from "node:zlib";

export type Fault =
  | { type: "accept" }
  | { type: "status"; status: number; headers?: Record<string, string> }
  /** the connection is cut; `late`: after the events were taken */
  | { type: "reset"; late?: boolean }
  | { type: "hang" }
  /** accepted, answered after a while */
  | { type: "slow"; ms: number }
  /** accepted; the answer's body never ends */
  | { type: "endless_body" }
  /** OTLP: takes all but the first `count` records */
  | { type: "partial"; count: number }
  | { type: "garbage" };

export interface ReceivedEvent {
  id: string;
  kind: string;
  sequence: number;
  session: string;
  engine: string;
  dropped: Record<string, number>;
}

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: string };
}

/** An event as the tag writes it, in what matters here. */
export function eventOf(json: Record<string, unknown>): ReceivedEvent {
  return {
    id: String(json.event_id),
    kind: String(json.kind),
    sequence: Number(json.sequence),
    session: String(json.session_id),
    engine: String(json.engine),
    dropped: (json.dropped ?? {}) as Record<string, number>,
  };
}

function eventOfRecord(record: { eventName: string; attributes: Attribute[] }): ReceivedEvent {
  const of = (key: string) => record.attributes.find((attribute) => attribute.key === key)?.value;
  const dropped: Record<string, number> = {};
  for (const { key, value } of record.attributes) {
    const reason = /^chat\.dropped\.(\w+)$/.exec(key)?.[1];
    if (reason) dropped[reason] = Number(value.intValue);
  }
  return {
    id: of("event.id")?.stringValue ?? "",
    kind: record.eventName.replace("chat.", ""),
    sequence: Number(of("chat.sequence")?.intValue ?? 0),
    session: of("session.id")?.stringValue ?? "",
    engine: of("chat.engine")?.stringValue ?? "",
    dropped,
  };
}

function eventsOf(body: string, contentType: string): ReceivedEvent[] {
  if (contentType.includes("ndjson")) {
    return body
      .split("\n")
      .filter(Boolean)
      .map((line) => eventOf(JSON.parse(line)));
  }
  return JSON.parse(body).resourceLogs[0].scopeLogs[0].logRecords.map(eventOfRecord);
}

/** A key and a certificate that nobody knows. */
function selfSigned(): { key: string; cert: string } {
  const kind = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1";
  const args = ["req", ...kind.split(" "), "-subj", "/CN=127.0.0.1", "-keyout", "-", "-out", "-"];
  const pem = execFileSync("openssl", args, { stdio: ["ignore", "pipe", "ignore"] }).toString();
  return { key: pem, cert: pem };
}

export class FaultyCollector {
  /** Speaks TLS, under a certificate that no browser trusts by itself. */
  isTls = false;
  /** What to do with a request; counted from 0. */
  fault: (index: number) => Fault = () => ({ type: "accept" });
  /** Request headers that a preflight allows. */
  allowedHeaders = "*";
  /** No CORS headers at all. */
  isClosedToOthers = false;
  requests = 0;
  /** of all requests */
  readonly cookies: string[] = [];
  /** every event ever accepted, with how often it came */
  readonly received = new Map<string, { event: ReceivedEvent; times: number }>();
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  get url(): string {
    return `http${this.isTls ? "s" : ""}://127.0.0.1:${this.port}/v1/logs`;
  }

  async start(): Promise<void> {
    const serve = (request: IncomingMessage, response: ServerResponse): void =>
      this.serve(request, response);
    const server = this.isTls ? createTlsServer(selfSigned(), serve) : createServer(serve);
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Refuses connections until `start` is called again: the port stays the same. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(undefined));
    this.server = undefined;
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    if (!this.isClosedToOthers) {
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("access-control-allow-headers", this.allowedHeaders);
      response.setHeader("access-control-expose-headers", "retry-after, date");
    }
    if (request.method !== "POST") {
      response.writeHead(204).end();
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => this.answer(Buffer.concat(chunks), request, response));
  }

  private answer(bytes: Buffer, request: IncomingMessage, response: ServerResponse): void {
    const fault = this.fault(this.requests++);
    if (request.headers.cookie) this.cookies.push(request.headers.cookie);
    const isGzip = request.headers["content-encoding"] === "gzip";
    const body = (isGzip ? gunzipSync(bytes) : bytes).toString();
    const events = eventsOf(body, request.headers["content-type"] ?? "");
    const take = (from = 0): void => {
      for (const event of events.slice(from)) {
        const times = (this.received.get(event.id)?.times ?? 0) + 1;
        this.received.set(event.id, { event, times });
      }
    };
    switch (fault.type) {
      case "hang":
        return;
      case "reset":
        if (fault.late) take();
        request.socket.destroy();
        return;
      case "status":
        response.writeHead(fault.status, fault.headers).end();
        return;
      case "partial": {
        take(fault.count);
        const rejectedLogRecords = String(Math.min(fault.count, events.length));
        response.end(JSON.stringify({ partialSuccess: { rejectedLogRecords } }));
        return;
      }
      case "garbage":
        take();
        response.end("<!doctype html><title>It works!</title>");
        return;
      case "endless_body":
        take();
        response.writeHead(200, { "content-length": "1000" }).write("{");
        return;
      case "slow":
        take();
        setTimeout(() => response.end("{}"), fault.ms);
        return;
      case "accept":
        take();
        response.end("{}");
    }
  }

  /** How often an event came that had been taken before. */
  get repeats(): number {
    let sum = 0;
    for (const { times } of this.received.values()) sum += times - 1;
    return sum;
  }

  /** Counts that reports told, by reason. */
  get reported(): Record<string, number> {
    const sum: Record<string, number> = {};
    for (const { event } of this.received.values()) {
      for (const [reason, count] of Object.entries(event.dropped)) {
        sum[reason] = (sum[reason] ?? 0) + count;
      }
    }
    return sum;
  }

  /** Numbers that are missing in the sequences of the sessions: what a receiver knows to be lost. */
  get gaps(): number {
    const sessions = new Map<string, Set<number>>();
    for (const { event } of this.received.values()) {
      const numbers = sessions.get(event.session) ?? new Set();
      sessions.set(event.session, numbers.add(event.sequence));
    }
    let missing = 0;
    for (const numbers of sessions.values()) missing += Math.max(...numbers) + 1 - numbers.size;
    return missing;
  }
}
