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

/** Loads the script `name`, if the page has not done so itself, and takes the part it brings. */
export async function loadPart<Name extends Part["part"]>(
  kind: Name,
  load: (name: string) => Promise<unknown>,
  name = `undertone-${kind}`,
): Promise<Extract<Part, { part: Name }>> {
  type Wanted = Extract<Part, { part: Name }>;
  const take = (): Wanted | undefined => {
    const at = parts().findIndex(({ part }) => part === kind);
    return at < 0 ? undefined : (parts().splice(at, 1)[0] as Wanted);
  };
  let part = take();
  if (!part) {
    await load(name);
    part = take();
  }
  if (!part) throw new Error(name);
  return part;
}

/** Loads from a folder by adding scripts. */
export const fromFolder =
  (folder: string, nonce: string | undefined) =>
  (name: string): Promise<void> =>
    addScript(`${folder.replace(/\/?$/, "/")}${name}.js`, nonce);
