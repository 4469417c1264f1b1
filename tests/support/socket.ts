// The server's side of a WebSocket, as far as a chat of a test needs it: text messages under 64 KiB.
// Source  RFC 6455, sections 4.2.2 (handshake) and 5.2 (frames)
import { createHash } from "node:crypto";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";

const kMagic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const kText = 0x81;
const kClose = 0x88;

function frame(kind: number, payload: Buffer): Buffer {
  const { length } = payload;
  const size = length < 126 ? [length] : [126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([kind, ...size]), payload]);
}

/** Takes one masked frame off the front; undefined if it is not all there. */
function takeFrame(bytes: Buffer): { kind: number; payload: Buffer; rest: Buffer } | undefined {
  if (bytes.length < 6) return undefined;
  const short = (bytes[1] ?? 0) & 127;
  const at = short < 126 ? 2 : 4;
  const length = short < 126 ? short : bytes.readUInt16BE(2);
  const end = at + 4 + length;
  if (bytes.length < end) return undefined;
  const mask = bytes.subarray(at, at + 4);
  const payload = bytes.subarray(at + 4, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return { kind: bytes[0] ?? 0, payload: Buffer.from(payload), rest: bytes.subarray(end) };
}

/** Calls `heard` for each text that comes in over any WebSocket of `server`. */
export function acceptSockets(
  server: Server,
  heard: (text: string, send: (text: string) => void) => void,
): void {
  server.on("upgrade", ({ headers }, socket: Duplex) => {
    const key = `${headers["sec-websocket-key"]}${kMagic}`;
    const accept = createHash("sha1").update(key).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.on("error", () => socket.destroy());
    let bytes: Buffer = Buffer.alloc(0);
    socket.on("data", (piece: Buffer) => {
      bytes = Buffer.concat([bytes, piece]);
      for (let one = takeFrame(bytes); one; one = takeFrame(bytes)) {
        bytes = one.rest;
        if (one.kind === kClose) socket.end(frame(kClose, one.payload));
        else if (one.kind === kText)
          heard(one.payload.toString(), (text) => socket.write(frame(kText, Buffer.from(text))));
      }
    });
  });
}
