import type { ComponentChildren } from "preact";
import { Choice } from "./choice.tsx";

export type Theme = "auto" | "light" | "dark";
const themes: readonly Theme[] = ["auto", "light", "dark"];

export function applyTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

const pages = [
  ["/", "Playground"],
  ["/dashboard", "Dashboard"],
] as const;

interface TopProps {
  /** path of this page */
  readonly here: (typeof pages)[number][0];
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly children?: ComponentChildren;
}

/** Head of every page: what this is, where else to go, colours. */
export function Top({ here, theme, onTheme, children }: TopProps) {
  return (
    <header class="top">
      <img src="/icon.svg" alt="" width="36" height="36" />
      <div class="brand">
        <h1>Undertone</h1>
        <p>Hear how a chat is going. The words never leave the browser.</p>
      </div>
      <nav class="pages" aria-label="Pages">
        {pages.map(([path, name]) => (
          <a key={path} href={path} aria-current={path === here ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      {children}
      <Choice name="theme" label="Colours" values={themes} value={theme} onChange={onTheme} />
    </header>
  );
}
