/** The characters of a display. */
export interface Signs {
  readonly completed: string;
  readonly failed: string;
  readonly skipped: string;
  readonly reused: string;
  readonly written: string;
  readonly running: string;
  /** The done and the open part of a bar. */
  readonly done: string;
  readonly open: string;
  /** Marks where text was cut. */
  readonly cut: string;
  /** Separates parts of a line. */
  readonly dot: string;
}

const drawn: Signs = {
  completed: "✓",
  failed: "✗",
  skipped: "–",
  reused: "↺",
  written: "→",
  running: "›",
  done: "━",
  open: "─",
  cut: "…",
  dot: "·",
};

const ascii: Signs = {
  completed: "+",
  failed: "x",
  skipped: "-",
  reused: "=",
  written: ">",
  running: ">",
  done: "#",
  open: ".",
  cut: "...",
  dot: "|",
};

export const signsOf = (wantsAscii: boolean): Signs => (wantsAscii ? ascii : drawn);
