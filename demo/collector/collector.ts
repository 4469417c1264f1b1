// The local collector: takes OTLP and NDJSON, keeps events in DuckDB, tells the page what arrived.
// Nothing here writes a body anywhere but into the database.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal, readBody } from "./body.ts";
import { allowOrigin, isOwnHost } from "./cors.ts";
import { eventsOfOtlp } from "./otlp.ts";
import { createRateLimit } from "./rate_limit.ts";
import { reportOf } from "./report.ts";
import type { Schema } from "./schema.ts";
import type { Store } from "./store.ts";
import type { StoredEvent, Validator } from "./validate.ts";

export interface CollectorOptions {
  readonly store: Store;
  readonly schema: Schema;
  readonly validate: Validator;
  readonly allowedOrigins: readonly string[];
}

/** Answers a request to one of the collector's paths; false for any other path. */
export type Collector = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

interface Counters {
  stored: number;
  duplicates: number;
  rejected: number;
}

const kMaxRows = 1000;
const kTypes = /^(application\/json|application\/x-ndjson|text\/plain)\b/;

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "the body is not JSON");
  }
}

function readOtlp(body: unknown, schema: Schema): unknown[] {
  try {
    return eventsOfOtlp(body, schema);
  } catch {
    throw new Refusal(400, "the body is not an OTLP logs request");
  }
}

const linesOf = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      try {
        return JSON.parse(line) as unknown;
      } catch {
        return undefined;
      }
    });

export function createCollector({
  store,
  schema,
  validate,
  allowedOrigins,
}: CollectorOptions): Collector {
  const counters: Counters = { stored: 0, duplicates: 0, rejected: 0 };
  const mayPass = createRateLimit();

  async function keep(found: readonly unknown[]): Promise<{ rejected: number; reason: string }> {
    const good: StoredEvent[] = [];
    let reason = "";
    for (const event of found) {
      const checked = validate(event);
      if ("reason" in checked) reason ||= checked.reason;
      else good.push(checked);
    }
    const added = await store.add(good, Date.now());
    const rejected = found.length - good.length;
    counters.stored += added;
    counters.duplicates += good.length - added;
    counters.rejected += rejected;
    return { rejected, reason };
  }

  const posts: Record<string, (text: string) => Promise<unknown>> = {
    "/v1/logs": async (text) => {
      const { rejected, reason } = await keep(readOtlp(parse(text), schema));
      if (rejected === 0) return {};
      return { partialSuccess: { rejectedLogRecords: `${rejected}`, errorMessage: reason } };
    },
    "/events": (text) => keep(linesOf(text)),
  };

  const gets: Record<string, (query: URLSearchParams) => Promise<unknown>> = {
    "/api/health": async () => ({
      ok: true,
      database: store.place,
      events: await store.count(),
      ...counters,
    }),
    "/api/report": (query) =>
      reportOf(store, {
        sinceMs: numberOf(query, "since", Number.MAX_SAFE_INTEGER, 0),
        app: query.get("app") || undefined,
        dimension: query.get("by") ?? undefined,
      }),
    "/api/conversations": (query) => store.conversations(limitOf(query)),
    "/api/events": (query) =>
      store.events({
        session: query.get("session") ?? undefined,
        conversation: query.get("conversation") ?? undefined,
        kind: query.get("kind") ?? undefined,
        after: numberOf(query, "after", Number.MAX_SAFE_INTEGER, 0),
        limit: limitOf(query),
      }),
  };

  return async (request, response) => {
    const [pathname = "", search] = (request.url ?? "").split("?");
    const searchParams = new URLSearchParams(search);
    const post = posts[pathname];
    const get = gets[pathname];
    if (!post && !get) return false;
    try {
      if (!isOwnHost(request, allowedOrigins)) throw new Refusal(421, "not this host");
      if (!allowOrigin(request, response, allowedOrigins))
        throw new Refusal(403, "this origin may not");
      if (!mayPass(request.socket.remoteAddress ?? "", Date.now())) {
        response.setHeader("Retry-After", "1");
        throw new Refusal(429, "too many requests");
      }
      if (request.method === "OPTIONS") response.writeHead(204).end();
      else if (get && request.method === "GET") answer(response, 200, await get(searchParams));
      else if (post && request.method === "POST") {
        if (!kTypes.test(request.headers["content-type"] ?? ""))
          throw new Refusal(415, "JSON or NDJSON, please");
        answer(response, 200, await post(await readBody(request)));
      } else throw new Refusal(405, "not this method");
    } catch (error) {
      // What failed inside is not for the outside: it may quote what was sent.
      const known = error instanceof Refusal;
      if (response.headersSent) response.destroy();
      else
        answer(response, known ? error.status : 500, { error: known ? error.message : "internal" });
      if (!request.complete) request.destroy();
    }
    return true;
  };
}

/** The whole number that a query names, within reason. */
function numberOf(query: URLSearchParams, name: string, most: number, otherwise: number): number {
  const number = Math.floor(Number(query.get(name) ?? otherwise));
  return Number.isNaN(number) ? otherwise : Math.min(most, Math.max(0, number));
}

const limitOf = (query: URLSearchParams): number => numberOf(query, "limit", kMaxRows, 200);
