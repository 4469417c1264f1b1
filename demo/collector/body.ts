// Request bodies, bounded before and after decompression.
import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

/** A tag sends at most 60,000 bytes at once; a proxy in between may join many of them. */
const kMaxBodyBytes = 1_000_000;
const kMaxInflatedBytes = 8_000_000;

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

/** A request that cannot be taken: the status to answer and a reason without its content. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    reason: string,
  ) {
    super(reason);
  }
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip")
    throw new Refusal(415, "only gzip is understood");
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > kMaxBodyBytes) throw new Refusal(413, `a body may have ${kMaxBodyBytes} bytes`);
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  if (encoding === "identity") return body.toString("utf8");
  try {
    return (await inflate(body, { maxOutputLength: kMaxInflatedBytes })).toString("utf8");
  } catch (error) {
    const tooLarge = (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE";
    throw tooLarge
      ? new Refusal(413, "the body inflates too far")
      : new Refusal(400, "broken gzip");
  }
}
