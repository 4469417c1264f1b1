interface Policy {
  createScriptURL(url: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy;
}

let policy: Policy | undefined;

/**
 * The URL as pages with Trusted Types want it, under the policy `undertone`. Only addresses that the
 * tag makes or was configured with come here. Where the policy is not allowed the plain URL is left,
 * and the browser decides.
 */
export function trustedUrl(url: string): string {
  try {
    const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
    policy ??= factory?.createPolicy("undertone", { createScriptURL: (given) => given });
  } catch {
    // the page's `trusted-types` does not name it
  }
  // The DOM takes either; its types know only the string.
  return (policy ? policy.createScriptURL(url) : url) as string;
}
