// Playground, tag and collector on one port.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createCollector } from "../collector/collector.ts";
import type { Schema } from "../collector/schema.ts";
import { Store } from "../collector/store.ts";
import { createValidator } from "../collector/validate.ts";
import { serveFile } from "./files.ts";

export interface ServeOptions {
  /** the repository */
  readonly root: string;
  /** 0 = any free one */
  readonly port: number;
  /** DuckDB file, or `:memory:` */
  readonly database: string;
  /** origins beyond this machine's that may post */
  readonly allowedOrigins?: readonly string[];
  readonly say?: (line: string) => void;
  /** time limit of a request, from its first byte to its last; default 30,000 */
  readonly requestTimeoutMs?: number;
}

export interface Served {
  readonly url: string;
  readonly store: Store;
  /** Answers what is under way, then closes the database. */
  stop(): Promise<void>;
}

const kRequestTimeoutMs = 30_000;

/** How long an answer under way may take when the server stops. */
const kGraceMs = 2000;

export async function serve(options: ServeOptions): Promise<Served> {
  const { root, port, database, allowedOrigins = [], say = () => {} } = options;
  const { requestTimeoutMs: requestTimeout = kRequestTimeoutMs } = options;
  const json = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as never;
  const schema: Schema = json("core/event/schema.json");
  const store = await Store.open(database, schema, say);
  const validate = createValidator(json("core/event/event.schema.gen.json"));
  const collect = createCollector({ store, schema, validate, allowedOrigins });
  const folders = [
    ["/tag/", join(root, "tag/dist")],
    ["/", join(root, "demo/dist/public")],
  ] as const;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [pathname = "/"] = (request.url ?? "/").split(/[?#]/);
    if (await collect(request, response)) return;
    if (request.method === "GET" || request.method === "HEAD") {
      await serveFile(pathname, folders, response);
    } else response.writeHead(405).end();
  };
  const limits = {
    requestTimeout,
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: requestTimeout / 4,
  };
  const server = createServer(limits, (request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    await store.close();
    throw error;
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    store,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const patience = setTimeout(() => server.closeAllConnections(), kGraceMs);
      await closed;
      clearTimeout(patience);
      await store.close();
    },
  };
}
