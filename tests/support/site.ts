// A small web site of its own origin: fixed pages, nothing else.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Site {
  readonly url: string;
  stop(): Promise<void>;
}

/** `pages`: path -> HTML. Any other path is an empty page. */
export async function startSite(
  pages: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const server = createServer((request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?");
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...headers });
    response.end(pages[path] ?? "<!doctype html><title>empty</title>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
