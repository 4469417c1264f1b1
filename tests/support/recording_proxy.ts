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
  server.on("connect", ({ url = "", rawHeaders: headers }, socket, head) => {
    const note = (body: Buffer) => requests.push({ method: "CONNECT", url, headers, body });
    note(head);
    socket.on("error", () => socket.destroy());
    if (!isHere(url)) {
      socket.end("HTTP/1.1 502 Refused\r\n\r\n");
      return;
    }
    const [host = "", port = ""] = url.split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connected\r\n\r\n");
      upstream.write(head);
      upstream.pipe(socket);
      socket.on("data", (bytes: Buffer) => {
        note(bytes);
        upstream.write(bytes);
      });
    });
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
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
