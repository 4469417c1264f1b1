// A forward proxy that writes down every byte a browser sends: request lines, headers and bodies,
// and whatever goes through a tunnel.
import { once } from "node:events";
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

export interface RecordingProxy {
  readonly port: number;
  readonly requests: readonly Recorded[];
  stop(): Promise<void>;
}

type Note = (body: Buffer) => void;

/** Nothing but this machine is reached: what a browser asks of the world is noted and refused. */
const isHere = (host: string): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);

export async function startRecordingProxy(): Promise<RecordingProxy> {
  const requests: Recorded[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", rawHeaders: headers } = request;
    const parts: Buffer[] = [];
    // A page that closes may cut its request off: what came of it left all the same.
    try {
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    } finally {
      requests.push({ method, url, headers, body: Buffer.concat(parts) });
    }
    const target = new URL(url);
    if (!isHere(target.host)) {
      response.writeHead(502).end();
      return;
    }
    const passed = forward(target, { method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    passed.end(Buffer.concat(parts));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  /** Writes down what `socket` sends on its way to `host`, after `first`. */
  function tunnel(
    socket: Duplex,
    host: string,
    first: string | Buffer,
    note: Note,
    hello = "",
  ): void {
    socket.on("error", () => socket.destroy());
    if (!isHere(host)) {
      socket.end("HTTP/1.1 502 Refused\r\n\r\n");
      return;
    }
    const [name = "", port = ""] = host.split(":");
    const upstream = connect(Number(port), name, () => {
      socket.write(hello);
      upstream.write(first);
      upstream.pipe(socket);
      socket.on("data", (bytes: Buffer) => {
        note(bytes);
        upstream.write(bytes);
      });
    });
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
  }

  server.on("connect", ({ url = "", rawHeaders: headers }, socket, head) => {
    const note: Note = (body) => requests.push({ method: "CONNECT", url, headers, body });
    note(head);
    tunnel(socket, url, head, note, "HTTP/1.1 200 Connected\r\n\r\n");
  });
  // WebKitGTK asks for a WebSocket without a tunnel.
  server.on("upgrade", ({ url = "", rawHeaders: headers }, socket, head) => {
    const note: Note = (body) => requests.push({ method: "UPGRADE", url, headers, body });
    note(head);
    const { host, pathname, search } = new URL(url.replace(/^ws:/, "http:"));
    const lines = headers.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`));
    const first = `GET ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n`;
    tunnel(socket, host, first, note);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
