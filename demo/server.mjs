// `npm start`: serves the playground and the local collector until it is told to stop.
//
//   PORT               port on 127.0.0.1; 8080 by default
//   UNDERTONE_DB       DuckDB file of the collector; .cache/playground.duckdb by default
//   UNDERTONE_ORIGINS  origins beyond this machine's that may post, separated by commas
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "./dist/server.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const { PORT = "8080", UNDERTONE_DB, UNDERTONE_ORIGINS = "" } = process.env;

if (!/^\d+$/.test(PORT) || Number(PORT) > 65535) {
  console.error(`PORT is ${PORT}; it must be a number up to 65535`);
  process.exit(2);
}
try {
  const server = await serve({
    root,
    port: Number(PORT),
    database: UNDERTONE_DB || join(root, ".cache/playground.duckdb"),
    allowedOrigins: UNDERTONE_ORIGINS.split(",").filter(Boolean),
    say: (line) => console.error(line),
  });
  console.log(`Undertone playground: ${server.url}  (events in ${server.store.place})`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => server.stop().then(() => process.exit(0)));
  }
} catch (error) {
  const inUse = error.code === "EADDRINUSE";
  console.error(inUse ? `port ${PORT} is taken; PORT=8081 npm start uses another` : error.message);
  process.exit(1);
}
