import type { ComponentChildren } from "preact";
import type { Tone } from "../words.ts";

interface ChipProps {
  readonly tone?: Tone | undefined;
  readonly name?: string;
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** One signal: its name, small, and its value. */
export function Chip({ tone = "plain", name, title, children }: ChipProps) {
  return (
    <span class={`chip ${tone}`} title={title}>
      {name && <span class="chip-name">{name}</span>}
      <span>{children}</span>
    </span>
  );
}
