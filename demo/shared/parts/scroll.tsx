import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface ScrollProps {
  readonly class: string;
  readonly label: string;
  /** scrolls to the end whenever this changes */
  readonly follow?: unknown;
  readonly children: ComponentChildren;
}

/** A part that scrolls by itself, also by keyboard. */
export function Scroll({ class: name, label, follow, children }: ScrollProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (follow !== undefined) ref.current?.scrollTo({ top: ref.current.scrollHeight });
  }, [follow]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WebKit lets no key scroll it otherwise
    <section class={name} ref={ref} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
