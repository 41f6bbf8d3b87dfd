import { fileURLToPath } from "node:url";
import type { FailedException } from "../../../domain/index.ts";
import type { ComponentAddress } from "../../jobs/index.ts";

/** The parts of an exception that an event may contain, and separately its message, which is content. */
export interface DescribedException {
  readonly exception: Omit<FailedException, "message">;
  readonly message: string;
}

const framesAtMost = 20;
/** A component may set a stack to any text. */
const stackAtMost = 32 * 1024;
const className = /^[A-Za-z_$][\w$]{0,63}$/;
const errorCode = /^[A-Z][A-Z0-9_]{1,63}$/;
const frameLine = /^ {4}at (?:(?:async )?([\w$.<>#[\] ]{1,80}) \()?(.+?):(\d+):\d+\)?$/;

/**
 * Returns the class, code and frames of any thrown value. Handles objects that throw when their properties are read.
 */
export function describeException(thrown: unknown, component: ComponentAddress): DescribedException {
  try {
    if (!(thrown instanceof Error)) return notAnError(thrown);
    const code = "code" in thrown ? thrown.code : undefined;
    return {
      exception: {
        name: nameOf(thrown),
        code: typeof code === "string" && errorCode.test(code) ? code : null,
        frames: framesOf(withoutMessage(thrown), component),
      },
      message: String(thrown.message),
    };
  } catch {
    return { exception: { name: "unknown", code: null, frames: [] }, message: "" };
  }
}

function notAnError(thrown: unknown): DescribedException {
  const name = thrown === null ? "null" : typeof thrown;
  return { exception: { name, code: null, frames: [] }, message: String(thrown) };
}

/**
 * Returns the name of an error's class. A component may set it to any text, content included, so only a valid class
 * name is returned.
 */
function nameOf(error: Error): string {
  const { name: ofClass } = error.constructor;
  if (className.test(ofClass) && ofClass !== "Error") return ofClass;
  const given: unknown = error.name;
  return typeof given === "string" && className.test(given) && /(Error|Exception)$/.test(given) ? given : "Error";
}

function withoutMessage({ stack, message }: Error): string {
  const text = String(stack);
  const at = text.indexOf(message);
  const from = at === -1 ? 0 : at + message.length;
  return text.slice(from, from + stackAtMost);
}

/**
 * Returns the frames at the end of a stack, as `package function:line`. The text before them is the message, which is
 * content. A frame whose file belongs to no known package is omitted.
 */
function framesOf(stack: string, component: ComponentAddress): readonly string[] {
  const lines = stack.split("\n");
  const first = lines.findLastIndex((line) => !line.startsWith("    at ")) + 1;
  return lines
    .slice(first)
    .flatMap((line) => frame(line, component))
    .slice(0, framesAtMost);
}

function frame(line: string, component: ComponentAddress): readonly string[] {
  const [, name = "(top)", place = "", number = ""] = frameLine.exec(line) ?? [];
  const owner = packageOf(place, component);
  return owner === null ? [] : [`${owner} ${name}:${number}`];
}

const ownRoot = fileURLToPath(new URL("../../../", import.meta.url));

function packageOf(place: string, component: ComponentAddress): string | null {
  if (place.startsWith("node:")) return "node";
  const path = place.startsWith("file://") ? pathOf(place) : place;
  const installed = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[1];
  if (installed !== undefined) return installed.replace("\\", "/");
  if (path === pathOf(component.module) || path.startsWith(pathOf(new URL("./", component.module).href))) {
    return component.plugin;
  }
  return path.startsWith(ownRoot) ? "wct" : null;
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}
