// The few WebDriver commands that the tests use (W3C WebDriver, classic).
import { until } from "./browser.ts";

const kElement = "element-6066-11e4-a52e-4f735466cecf"; // section 12.1, web element identifier

export interface Session {
  command<R>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<R>;
  find(selector: string): Promise<string>;
}

async function request<R>(url: string, method: string, body?: unknown): Promise<R> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(url, init);
  const { value } = (await response.json()) as { value: R & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${method} ${url}: ${value.error} ${value.message ?? ""}`);
  return value;
}

export async function openSession(port: number, capabilities: object): Promise<Session> {
  const base = `http://127.0.0.1:${port}`;
  await until(() => request(`${base}/status`, "GET").then(() => true), { what: "the WebDriver" });
  const { sessionId } = await request<{ sessionId: string }>(`${base}/session`, "POST", {
    capabilities: { alwaysMatch: capabilities },
  });
  const command: Session["command"] = (method, path, body) =>
    request(`${base}/session/${sessionId}${path}`, method, body);
  const find = async (selector: string) => {
    const found = await command<Record<string, string>>("POST", "/element", {
      using: "css selector",
      value: selector,
    });
    const id = found[kElement];
    if (!id) throw new Error(`no element for ${selector}`);
    return id;
  };
  return { command, find };
}

/** Key presses as an actions sequence (section 15.4): down and up per code point. */
export function keyActions(keys: Iterable<string>): object {
  const actions = [...keys].flatMap((value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ]);
  return { actions: [{ type: "key", id: "keyboard", actions }] };
}
