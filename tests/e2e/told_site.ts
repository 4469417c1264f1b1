// A site with the tag whose page remembers what the tag told it.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DeliveryOptions } from "../../tag/src/options.ts";
import type { Told } from "../support/ledger.ts";

/** What the site's page has beside the tag. */
export interface ToldPage {
  undertone: { user(text: string): void; flush(): Promise<void> };
  told: Told[];
  /** how often this very page came back from the back/forward cache */
  wakes: number;
}

/**
 * `/chat` has the tag, with its own delays where `delivery` names no others, and no rate limit; any
 * other path is elsewhere. A site of its own for each caller, so that none sees what another stored.
 */
export async function startToldSite(
  collectorUrl: string,
  delivery: DeliveryOptions = {},
): Promise<{ url: string; stop(): void }> {
  const script = await readFile(new URL("../../tag/dist/undertone.js", import.meta.url));
  const options = {
    app: "loss",
    engine: "none",
    capture: false,
    collector: { url: collectorUrl, format: "ndjson" },
    delivery: { eventsPerSecond: 1e6, eventBurst: 1e6, ...delivery },
  };
  const chat = `<!doctype html><title>chat</title><script src="/undertone.js"></script><script>
undertone.init(${JSON.stringify(options)});
window.told = [];
window.wakes = 0;
addEventListener("pageshow", ({ persisted }) => { wakes += persisted; });
undertone.on("event", ({ event_id, session_id, sequence }) =>
  told.push({ id: event_id, session: session_id, sequence }));
</script>`;
  const server = createServer((request, response) => {
    const isScript = request.url === "/undertone.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    if (isScript) response.end(script);
    else response.end(request.url === "/chat" ? chat : "<!doctype html><title>elsewhere</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
