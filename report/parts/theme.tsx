import { useLayoutEffect, useState } from "preact/hooks";

const themes = ["auto", "light", "dark"] as const;
const symbols = { auto: "◐", light: "☀", dark: "☾" } as const;

/** Switches between light, dark and the system's setting. */
export function ThemeButton() {
  const [theme, setTheme] = useState<(typeof themes)[number]>("auto");
  useLayoutEffect(() => {
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "auto";
  return (
    <button type="button" class="plain theme" onClick={() => setTheme(next)} title={`Colours: ${theme}`}>
      <span aria-hidden="true">{symbols[theme]}</span>
      <span class="unseen">
        Colours: {theme}. Change to {next}
      </span>
    </button>
  );
}
