// Which origins may post and read, and under which names. No credentials, ever.
import type { IncomingMessage, ServerResponse } from "node:http";

/** Pages on this machine: what a collector for local use is for. */
const kLoopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * A page of another site whose name was made to lead here (DNS rebinding) has an origin of its own
 * and sends none with a GET: the name it asked for gives it away.
 */
export function isOwnHost(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { host = "" } = request.headers;
  return kLoopback.test(`http://${host}`) || allowed.some((origin) => origin.endsWith(`//${host}`));
}

/** Sets the headers for an allowed origin; false for one that is not. */
export function allowOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  allowed: readonly string[],
): boolean {
  response.setHeader("Vary", "Origin");
  const { origin } = request.headers;
  if (origin === undefined) return true;
  if (!kLoopback.test(origin) && !allowed.includes(origin)) return false;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Expose-Headers", "Date, Retry-After");
  if (request.method === "OPTIONS") {
    response.setHeader("Access-Control-Allow-Methods", "GET, POST");
    response.setHeader("Access-Control-Allow-Headers", "Content-Type, Content-Encoding");
    response.setHeader("Access-Control-Max-Age", "600");
  }
  return true;
}
