// Engine and models arrive as classic scripts: the one way that nonces, strict-dynamic and a narrow
// connect-src all let through. A script leaves its part in a list.
import type { Part } from "./protocol.ts";
import { trustedUrl } from "./trustedUrl.ts";

const parts = (): Part[] => {
  const scope = globalThis as { undertoneParts?: Part[] };
  scope.undertoneParts ??= [];
  return scope.undertoneParts;
};

function addScript(url: string, nonce: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = trustedUrl(url);
    script.async = true;
    if (nonce) script.nonce = nonce;
    script.onload = () => resolve();
    script.onerror = reject;
    document.head.append(script);
  });
}

/** Loads the script `name` and takes the part it brings. */
export async function loadPart<Name extends Part["part"]>(
  kind: Name,
  name: string,
  load: (name: string) => Promise<unknown>,
): Promise<Extract<Part, { part: Name }>> {
  const isWanted = (part: Part): boolean => part.part === kind;
  await load(name);
  const [part] = parts().splice(parts().findIndex(isWanted), 1);
  if (part?.part !== kind) throw new Error(name);
  return part as Extract<Part, { part: Name }>;
}

/** Loads from a folder by adding scripts. */
export const fromFolder =
  (folder: string, nonce: string | undefined) =>
  (name: string): Promise<void> =>
    addScript(`${folder.replace(/\/?$/, "/")}${name}.js`, nonce);
