import { type Diagnostic, diagnostic, listNames, pathHint, type SourceRange } from "../../diagnostics/index.ts";
import type { Located } from "../../runbook/index.ts";
import type { FoundChild } from "./find-child.ts";

interface Site {
  /** The including artifact's id, as written. */
  readonly artifact: string;
  readonly written: Located<string>;
  /** The searched folders, as the user named them. */
  readonly folders: readonly string[];
  /** The path that may be meant. */
  readonly meant: string | undefined;
}

export function notFound(
  { artifact, written, folders, meant }: Site,
  found: Exclude<FoundChild, { kind: "found" }>,
): Diagnostic {
  const child = `child runbook "${written.value}" of artifact "${artifact}"`;
  const { location } = written;
  const allowed = `use a path below ${listNames(folders)}, or add its folder to config.template_paths`;
  switch (found.kind) {
    case "absolute":
      return diagnostic("WCT_CHILD_PATH", { message: `${child} has an absolute path`, hint: allowed, location });
    case "outside":
    case "link-outside": {
      const way = found.kind === "outside" ? "" : ", through a link,";
      return diagnostic("WCT_CHILD_PATH", {
        message: `${child} is${way} outside of the folders that are searched`,
        hint: allowed,
        location,
      });
    }
    case "no-file":
      return diagnostic("WCT_CHILD_NOT_FOUND", {
        message: `${child} ${found.what}`,
        hint: "name a YAML file",
        location,
      });
    case "absent":
      return diagnostic("WCT_CHILD_NOT_FOUND", {
        message: `${child} does not exist in ${listNames(folders)}`,
        hint:
          pathHint(written.value) ??
          (meant && `write "${meant}"`) ??
          "correct the path, or add its folder to config.template_paths",
        location,
      });
  }
}

export function unreadableChild(shown: string, location: SourceRange): Diagnostic {
  const message = `child runbook "${shown}" cannot be read`;
  return diagnostic("WCT_CHILD_NOT_FOUND", { message, hint: "check its permissions", location });
}

export function binaryChild(shown: string, location: SourceRange): Diagnostic {
  const message = `child runbook "${shown}" is a binary file`;
  return diagnostic("WCT_RUNBOOK_ENCODING", { message, hint: "name a YAML file", location });
}

export function includesItself(
  { value, location }: Located<string>,
  chain: readonly { readonly real: string; readonly shown: string }[],
): Diagnostic {
  const last = chain.at(-1);
  const from = chain.findIndex(({ real }) => real === last?.real);
  const path = chain.slice(from).map(({ shown }) => shown);
  return diagnostic("WCT_CHILD_RECURSIVE", {
    message: `child runbook "${value}" includes itself: ${path.join(" → ")}`,
    hint: "remove this inclusion",
    location,
  });
}

export function tooDeep(location: SourceRange, levels: number): Diagnostic {
  return diagnostic("WCT_CHILD_TOO_LARGE", {
    message: `child runbooks are nested more than ${levels} levels deep`,
    hint: "include the inner runbook directly",
    location,
  });
}

export function tooMany(location: SourceRange, artifacts: number): Diagnostic {
  return diagnostic("WCT_CHILD_TOO_LARGE", {
    message: `with its child runbooks, the runbook has more than ${artifacts} artifacts`,
    hint: "split it into several runbooks that are run separately",
    location,
  });
}
