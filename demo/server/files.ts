// Static files of a few folders, held in no cache longer than a reload.
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { securityHeaders } from "./security.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".bin": "application/octet-stream",
  ".json": "application/json",
};

/** URL prefix -> folder, the longest prefix first. */
export type Folders = readonly (readonly [prefix: string, folder: string])[];

async function find(
  pathname: string,
  folders: Folders,
): Promise<{ path: string; body: Buffer } | undefined> {
  if (pathname.includes("//")) return undefined;
  for (const [prefix, folder] of folders) {
    if (!pathname.startsWith(prefix)) continue;
    const inside = normalize(`/${decodeURIComponent(pathname.slice(prefix.length))}`);
    const page = extname(inside) === "" ? `${inside}.html` : inside;
    const path = join(folder, inside === "/" ? "index.html" : page);
    const body = await readFile(path).catch(() => undefined);
    if (body) return { path, body };
  }
  return undefined;
}

/** Answers a GET with a file, or 404. */
export async function serveFile(
  pathname: string,
  folders: Folders,
  response: ServerResponse,
): Promise<void> {
  const found = await find(pathname, folders).catch(() => undefined);
  if (!found) {
    response
      .writeHead(404, { ...securityHeaders, "Content-Type": "text/plain" })
      .end("Not found\n");
    return;
  }
  response.writeHead(200, {
    ...securityHeaders,
    "Content-Type": types[extname(found.path)] ?? "application/octet-stream",
    "Cache-Control": "no-cache",
    // The tag is made to be loaded from other origins.
    ...(found.path.endsWith(".js") && { "Cross-Origin-Resource-Policy": "cross-origin" }),
  });
  response.end(found.body);
}
