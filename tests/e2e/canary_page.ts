// The page of the canary test: unlikely words through every way into the tag, and a record of every
// storage write. Runs in the browser; nothing here may use what is outside its function.

/** What the page says. Unlikely strings of all sorts; no six code points of them occur elsewhere. */
export const canaries = {
  user: "xylofrumpet quokkaberry wombatolo",
  assistant: "Gr\u00fc\u00dfgottstra\u00dfe kn\u00e4uelwurz \u00f8lbr\u00f8dkage",
  error: "vexillomorph brzdzynski",
  streamed: [
    "zw\u00f6lftonkl\u00f6ppel ",
    "\u7d75\u6587\u5b57\u8a66\u9a13\u78ba\u8a8d\u6e08 ",
    "\u0434\u0436\u0438\u0449\u0443\u043a\u043e\u0432\u044b\u0445",
  ],
  email: "my mail is qwzxjv.korpelu@kanarievogel.example",
  card: "card 4929718366401120 and phone +46 70 174 06 95",
  number: "8093516427780",
  emoji: "\u{1f9a9}\u{1f9ad}\u{1f9a3}\u{1fabc}\u{1f419}\u{1f9a5}\u{1f9a6}",
  arabic: "\u0632\u0642\u0632\u0642\u0629\u0627\u0644\u0643\u0646\u0627\u0631\u064a",
  draft: "plonkwitz never sent j\u00f6kelbyx",
  early: "fizzgigglepop before the tag",
  option: "hurdlewax as a wrong value",
  inspected: "snarkleberg dripmaxo tel 030 9182736",
  title: "titlequux moppelkotze",
} as const;

export const allCanaries: readonly string[] = Object.values(canaries).flat();

/** Source of a script that notes what is written to any storage of the page. */
export const storageRecorder = `
window.writes = [];
const note = (value) => {
  try { writes.push(typeof value === "string" ? value : JSON.stringify(value, (_, v) => ArrayBuffer.isView(v) ? [...v] : v)); } catch { writes.push(String(value)); }
};
const wrap = (owner, name, pick) => {
  const original = owner[name];
  owner[name] = function (...args) { note(pick(args)); return original.apply(this, args); };
};
wrap(Storage.prototype, "setItem", (args) => args.join("="));
wrap(IDBObjectStore.prototype, "put", (args) => args);
wrap(IDBObjectStore.prototype, "add", (args) => args);
wrap(BroadcastChannel.prototype, "postMessage", ([data]) => data);
wrap(History.prototype, "pushState", (args) => args);
if (globalThis.Cache) wrap(Cache.prototype, "put", ([request]) => request.url ?? request);
const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
Object.defineProperty(Document.prototype, "cookie", { ...cookie, set(value) { note(value); cookie.set.call(this, value); } });
`;

/** What the page's storages hold, and what was ever written to them. */
export async function storages(): Promise<string[]> {
  const found: string[] = [
    ...(window as unknown as { writes: string[] }).writes,
    document.cookie,
    window.name,
  ];
  for (const storage of [localStorage, sessionStorage]) {
    for (let at = 0; at < storage.length; at += 1) {
      const key = `${storage.key(at)}`;
      found.push(`${key}=${storage.getItem(key)}`);
    }
  }
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(`${name}`));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      found.push(
        JSON.stringify([await settled(objects.getAllKeys()), await settled(objects.getAll())]),
      );
    }
    database.close();
  }
  if (globalThis.caches) {
    for (const key of await caches.keys()) {
      const cache = await caches.open(key);
      for (const request of await cache.keys()) {
        found.push(request.url, await ((await cache.match(request))?.text() ?? ""));
      }
    }
  }
  return found;
}
