import { listNames, nearest } from "../../diagnostics/index.ts";
import type { faultOf } from "../../run/index.ts";
import { declaredTypeOf, libraryNode } from "./uses.ts";
import { declaredTypes, declaredVariables } from "./variables.ts";

type Reported = ReturnType<typeof faultOf>;

const functions =
  "all bool bytes contains double duration endsWith exists exists_one filter has indexOf int join lastIndexOf lowerAscii map matches size split startsWith string substring timestamp trim type upperAscii".split(
    " ",
  );

/** Says what is wrong with an expression that was refused before any evaluation. */
export function messageFor({ code, summary, start, end }: Reported, text: string): string {
  const written = text.slice(start, end);
  switch (code) {
    case "unknown_variable":
      return `unknown variable "${written}"`;
    case "no_such_key":
      return `unknown field "${written}"`;
    case "no_such_overload":
      return `there is no operator for ${summary.replace(/^no such overload: /i, "")}`;
    case "no_matching_overload":
      return `there is no function ${(/'(.*)'/.exec(summary) ?? [])[1] ?? written}`;
    default:
      return summary.charAt(0).toLowerCase() + summary.slice(1).replace(/\bEOF\b/, "the end");
  }
}

/** Returns what to do about it. `inputs`: the ids of the inputs at hand. */
export function hintFor(reported: Reported, text: string, inputs: readonly string[]): string {
  const { code, summary, start, end } = reported;
  const node = libraryNode(reported.node);
  const written = text.slice(start, end);
  switch (code) {
    case "unknown_variable": {
      if (inputs.includes(written)) return `write inputs["${written}"]`;
      return didYouMean(written, Object.keys(declaredVariables), "the variables are");
    }
    case "no_such_key": {
      const type = node?.op === "." || node?.op === "[]" ? declaredTypeOf(node.args[0]) : null;
      const names =
        type === null ? Object.values(declaredTypes).flatMap(Object.keys) : Object.keys(declaredTypes[type]);
      return didYouMean(written, [...new Set(names)], "its fields are");
    }
    case "no_such_overload":
      if (/\b(Message|Artifact|ArtifactError|Run)\b/.test(summary)) return "use one of its fields";
      return "convert one side with int(), double() or string()";
    case "no_matching_overload": {
      const called = /(\w+)\(/.exec(summary)?.[1] ?? written;
      if (functions.includes(called)) return `check the number and the types of what "${called}" is given`;
      const near = nearest(called, functions);
      return near === undefined ? "docs/reference/conditions.md lists the functions" : `did you mean "${near}"?`;
    }
    default:
      return `an expression can use ${listNames(Object.keys(declaredVariables))}`;
  }
}

function didYouMean(written: string, names: readonly string[], list: string): string {
  const near = nearest(written, names);
  return near === undefined ? `${list} ${listNames(names, 40)}` : `did you mean "${near}"?`;
}
