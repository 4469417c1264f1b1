// One request: as text with its structure, or byte for byte.
import { useState } from "preact/hooks";
import { Choice } from "../../shared/parts/choice.tsx";
import { Scroll } from "../../shared/parts/scroll.tsx";
import { bytes } from "../../shared/words.ts";
import type { Sent } from "../state.ts";

const kRow = 16;
const kFirstRows = 24;

type Kind = "key" | "string" | "number" | "plain";
const kToken = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?)|([^"\d-]+|-)/g;

function pieces(json: string): [Kind, string][] {
  return [...json.matchAll(kToken)].map(([all, string, colon, number]) => {
    if (string) return [colon ? "key" : "string", all];
    return [number ? "number" : "plain", all];
  });
}

/** OTLP's attribute pairs on one line each, brackets side by side: a reader looks for the pairs. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 1)
      .replace(
        /\{\s*"key": ("[^"]*"),\s*"value": \{\s*("\w+"): ("[^"]*"|[^\s{[]+)\s*\}\s*\}/g,
        "{ $1: { $2: $3 } }",
      )
      .replace(/([[{])\n\s*(?=[[{]\n)/g, "$1 ");
  } catch {
    return text;
  }
}

function Decoded({ sent }: { sent: Sent }) {
  return (
    <Scroll class="code" label="Body of the request">
      <pre>
        {pieces(pretty(sent.text)).map(([kind, text], at) =>
          kind === "plain" ? (
            text
          ) : (
            <span key={at} class={kind}>
              {text}
            </span>
          ),
        )}
      </pre>
    </Scroll>
  );
}

function hexRow(data: Uint8Array, at: number): string {
  const row = [...data.subarray(at, at + kRow)];
  const hex = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const ascii = row
    .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "\u00b7"))
    .join("");
  return `${at.toString(16).padStart(5, "0")}  ${hex.padEnd(kRow * 3 - 1)}  ${ascii}`;
}

function Bytes({ sent }: { sent: Sent }) {
  const [all, setAll] = useState(false);
  const rows = Math.ceil(sent.bytes.length / kRow);
  const shown = all ? rows : Math.min(rows, kFirstRows);
  const lines = Array.from({ length: shown }, (_, at) => hexRow(sent.bytes, at * kRow));
  return (
    <>
      <Scroll class="code hex" label="Bytes of the request">
        <pre>{lines.join("\n")}</pre>
      </Scroll>
      {shown < rows && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          Show all {bytes(sent.bytes.length)}
        </button>
      )}
    </>
  );
}

const views = ["decoded", "bytes"] as const;

export function WireView({ sent }: { sent: Sent }) {
  const [view, setView] = useState<(typeof views)[number]>("decoded");
  return (
    <div class="wire-view">
      <div class="wire-line">
        <code class="address">
          {sent.method} {sent.url}
        </code>
        <small class="how">
          {sent.how}, {sent.contentType || "no type"}
          {sent.isGzip && ", gzip"}
        </small>
        <Choice
          name="view"
          label="Show the body as"
          values={views}
          value={view}
          onChange={setView}
        />
      </div>
      {view === "decoded" ? <Decoded sent={sent} /> : <Bytes key={sent.id} sent={sent} />}
    </div>
  );
}
