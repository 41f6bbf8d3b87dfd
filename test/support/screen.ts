import xterm from "@xterm/headless";
import type { Device } from "../../src/cli/io.ts";

/** A terminal without a window, of the kind that people use: what was written to it can be read off. */
export interface Screen {
  readonly sink: Device;
  readonly resize: (columns: number, rows: number) => void;
  /** Everything, what scrolled away too: without spaces and empty rows at the ends, wrapped rows joined. */
  readonly text: () => string;
  /** Where the cursor is, from 0. */
  readonly cursor: () => { readonly column: number; readonly isVisible: boolean };
}

export function createScreen(columns: number, rows: number): Screen {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    convertEol: true,
    scrollback: 5000,
    allowProposedApi: true,
  });
  const handlers = new Set<() => void>();
  let written = "";
  const sink: Device = {
    isTerminal: true,
    get columns() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    onResize: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    write: (text) => {
      written += String(text);
      return new Promise((resolve) => terminal.write(text, resolve));
    },
  };
  return {
    sink,
    resize: (toColumns, toRows) => {
      terminal.resize(toColumns, toRows);
      for (const handler of handlers) handler();
    },
    text: () => textOf(terminal),
    cursor: () => ({
      column: terminal.buffer.active.cursorX,
      isVisible: written.lastIndexOf("\u001b[?25l") <= written.lastIndexOf("\u001b[?25h"),
    }),
  };
}

function textOf(terminal: xterm.Terminal): string {
  const { active } = terminal.buffer;
  let text = "";
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    if (row > 0 && line?.isWrapped !== true) text += "\n";
    text += line?.translateToString(active.getLine(row + 1)?.isWrapped !== true) ?? "";
  }
  return text.replaceAll(/ +$/gm, "").trimEnd();
}
