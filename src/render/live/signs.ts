/** What a display is drawn with. */
export interface Signs {
  readonly completed: string;
  readonly failed: string;
  readonly skipped: string;
  readonly reused: string;
  readonly written: string;
  readonly running: string;
  /** Of a bar: what is done, and what is not. */
  readonly done: string;
  readonly open: string;
  /** Where text was cut. */
  readonly cut: string;
  /** Between parts of a line. */
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
