import { safeColoredLines, safeLines } from "../diagnostics/index.ts";
import type { Control, Device, Io, Outside, Sink } from "./io.ts";

/**
 * The only place where text becomes output: nothing that a record, a file, an argument or a plugin contains can control
 * a terminal or a job of GitHub Actions.
 */
export function safeIo(outside: Outside): Io {
  const isGithub = outside.env.get("GITHUB_ACTIONS") === "true";
  return {
    lines: outside.lines,
    openEditor: outside.openEditor,
    bytes: outside.bytes,
    env: outside.env,
    onSignal: outside.onSignal,
    onContinue: outside.onContinue,
    exitNow: outside.exitNow,
    // A getter because it throws if the folder was deleted, which matters only if it is used.
    get cwd() {
      return outside.cwd;
    },
    stdout: safeSink(outside.stdout, isGithub),
    stderr: safeSink(outside.stderr, isGithub),
  };
}

export function safeSink(device: Device, isGithub = false): Sink {
  const harmless = isGithub ? withoutCommands() : (text: string): string => text;
  const escaped = device.isTerminal ? safeColoredLines : safeLines;
  const safe = (text: string): string => harmless(escaped(text));
  return {
    get isTerminal() {
      return device.isTerminal;
    },
    get columns() {
      return device.columns;
    },
    get rows() {
      return device.rows;
    },
    onResize: device.onResize,
    write: (text) => device.write(safe(text)),
    writeData: (text) => device.write(device.isTerminal ? safe(text) : harmless(text)),
    draw: (pieces) => device.write(pieces.map((one) => (typeof one === "string" ? safe(one) : one.control)).join("")),
    writeCommands: (lines) => device.write(lines),
  };
}

export const control = (sequence: string): Control => ({ control: sequence });

/**
 * Escapes workflow commands of GitHub. Its runner reads a line that begins with `::`, after spaces, as a command, and
 * also `##[` anywhere in a line (ActionCommand.cs of actions/runner). Written with JSON escapes, they are not commands.
 */
function withoutCommands(): (text: string) => string {
  let isAtStart = true;
  return (text) => {
    // A first character other than a space stands for the part of the line that was already written.
    const line = isAtStart ? text : `|${text}`;
    const harmless = line.replace(/^([^\S\n]*):(?=:)/gm, "$1\\u003a").replaceAll("##[", "#\\u0023[");
    const last = line.slice(line.lastIndexOf("\n") + 1);
    isAtStart = last.trim() === "";
    return harmless.slice(line.length - text.length);
  };
}
