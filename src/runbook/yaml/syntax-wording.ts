import type { YAMLError } from "yaml";
import { inQuotes, plainTextFrom, requoted, valueOnLine } from "./quoting.ts";
import type { TextSpan } from "./source-text.ts";

interface Wording {
  readonly message: string;
  readonly hint: string | undefined;
}

/** The meaning of a longer line cannot be guessed. */
const longestLine = 1000;

/** A syntax error, and the line that contains it. */
interface Site {
  readonly error: YAMLError;
  readonly text: string;
  readonly line: TextSpan;
}

/** Explains a syntax error to people: which part of the text the parser misread, and how to write it. */
export function syntaxWording(error: YAMLError, text: string, line: TextSpan): Wording {
  const site = { error, text, line };
  if (line.end - line.start > longestLine) return missingEnd(site) ?? ofCode(error);
  return (
    missingEnd(site) ??
    badEscape(site) ??
    barePlaceholder(site) ??
    reservedStart(site) ??
    directive(site) ??
    indicator(site) ??
    textAfterEnd(site) ??
    colonInText(site) ??
    ofCode(error)
  );
}

function missingEnd({ error: { message } }: Site): Wording | undefined {
  const closing = /end with a ([\]}])/.exec(message)?.[1] ?? /^Missing closing (["'])/.exec(message)?.[1];
  if (closing === undefined) return undefined;
  return { message: `a ${closing} is missing before this`, hint: `add the closing ${closing}` };
}

function badEscape({ error, text, line }: Site): Wording | undefined {
  if (error.code !== "BAD_DQ_ESCAPE") return undefined;
  const at = error.pos[0];
  const written = text.slice(at, at + 2);
  const whole = text
    .slice(line.start, line.end)
    .matchAll(/"((?:[^"\\]|\\.)*)"/g)
    .find(({ index, 0: all }) => line.start + index < at && at < line.start + index + all.length)?.[1];
  const single = whole === undefined ? "" : `: ${inQuotes(whole)}`;
  return {
    message: `${written} is not a valid escape in double quotes`,
    hint: `use single quotes, where a backslash is literal${single}; paths also work with /`,
  };
}

function barePlaceholder({ text, line, error }: Site): Wording | undefined {
  const written = text.slice(line.start, line.end);
  const first = written.search(/[{[,]/);
  if (first === -1 || written.lastIndexOf("${") <= first) return undefined;
  return { ...ofCode(error), hint: 'Write a placeholder within { } or [ ] in quotes: "${NAME}"' };
}

function reservedStart({ error, text }: Site): Wording | undefined {
  if (error.code !== "BAD_SCALAR_START") return undefined;
  const written = plainTextFrom(text, error.pos[0]);
  const [first = ""] = text.slice(error.pos[0]);
  return { message: `unquoted text cannot begin with ${first}`, hint: inQuotesHint(written || first) };
}

/** The meaning of a special character at the start of a value. */
const signs: Readonly<Record<string, string>> = {
  "*": "names an alias",
  "&": "names an anchor",
  "!": "names a tag",
  "|": "begins a block of text",
  ">": "begins a block of text",
  "?": "begins a key",
  "-": "begins a list",
  "]": "ends a list",
  "}": "ends a mapping",
  "%": "begins a directive",
};

/** Explains a text that starts with a special character of YAML. */
function indicator({ error, text, line }: Site): Wording | undefined {
  const value = signedValue(error, text) ?? valueOnLine(text, line);
  const [sign = ""] = value?.text ?? "";
  const what = signs[sign];
  if (value === undefined || what === undefined || /^[-?]\S/.test(value.text)) return undefined;
  const isTag = error.code === "TAG_RESOLVE_FAILED" || error.code === "BAD_COLLECTION_TYPE";
  if (isTag !== (sign === "!")) return undefined;
  return {
    message: isTag ? (plainWords[error.code] ?? "") : `${sign} at the beginning ${what}`,
    hint: isTag
      ? `remove the tag, or, if ${sign} belongs to the text, ${inQuotesHint(value.text)}`
      : inQuotesHint(value.text),
  };
}

/** Returns the value at the error that starts with the sign of an alias or a tag, also in brackets. */
function signedValue(error: YAMLError, text: string): { readonly text: string } | undefined {
  const at = error.pos[0];
  return /[*!]/.test(text[at] ?? "") ? { text: plainTextFrom(text, at) } : undefined;
}

/** Explains a text that starts a line with `%` and was read as a directive. The error may point to the next line. */
function directive({ error, text }: Site): Wording | undefined {
  const line = /directive/.test(error.message) ? /^%.*/m.exec(text)?.[0].trim() : undefined;
  if (line === undefined) return undefined;
  return { message: "a line that begins with % is a directive", hint: inQuotesHint(line) };
}

/** Explains text after a complete value: `{shop} data`, `"My" shop`. */
function textAfterEnd({ error, text, line }: Site): Wording | undefined {
  const value = valueOnLine(text, line);
  if (value === undefined || !/at node end$/.test(error.message)) return undefined;
  const [first = ""] = value.text;
  if (/[[{]/.test(first)) return textAfterQuote(error, text) ?? textBehind(first, inQuotes(value.text));
  if (!/["'[{]/.test(first)) return undefined;
  // Text directly after the quote (`'it's'`) continues the quoted text. After a space (`"My" shop`) the quotes are part
  // of the text.
  const whole = /\s/.test(text[error.pos[0] - 1] ?? "") ? inQuotes(value.text) : requoted(value.text);
  return textBehind(first, whole);
}

/** Explains a quote inside a quoted text within brackets: `{ path: 'it's' }`. */
function textAfterQuote(error: YAMLError, text: string): Wording | undefined {
  const at = error.pos[0];
  const quote = text[at - 1] ?? "";
  const start = text.lastIndexOf(quote, at - 2);
  if (!/["']/.test(quote) || start === -1) return undefined;
  return textBehind(quote, requoted(plainTextFrom(text, start)));
}

function textBehind(first: string, whole: string): Wording {
  const what = first === "[" ? "list" : first === "{" ? "mapping" : "quoted text";
  return { message: `there is more text after the ${what}`, hint: `put all of it in quotes: ${whole}` };
}

function colonInText({ error, text, line }: Site): Wording | undefined {
  if (error.code !== "BLOCK_AS_IMPLICIT_KEY" && error.code !== "BLOCK_IN_FLOW") return undefined;
  const inFlow = error.code === "BLOCK_IN_FLOW";
  const value = inFlow ? { text: plainTextFrom(text, error.pos[0]) } : valueOnLine(text, line);
  if (value !== undefined && /:(\s|$)/.test(value.text)) {
    return {
      message: "a second `key: value` starts where a value is expected",
      hint: `put it on a line of its own, or, if its colon belongs to the text, ${inQuotesHint(value.text)}`,
    };
  }
  if (/sequence/.test(error.message) || value === undefined) return undefined;
  return {
    message: "the next line is indented deeper, but this key already has a value",
    hint: "align the next line with this one",
  };
}

const inQuotesHint = (text: string): string => `write it in quotes: ${inQuotes(text)}`;

function ofCode(error: YAMLError): Wording {
  if (/in YAML stream/.test(error.message)) {
    return {
      message: "this does not belong to anything before it",
      hint: "check the brackets and the indentation before it",
    };
  }
  if (/followed by map values/.test(error.message)) {
    return {
      message: "this line has no colon",
      hint: "write `key: value`, or indent it if it belongs to the text above it",
    };
  }
  const message = plainWords[error.code] ?? `this is not well-formed YAML: ${lowerFirst(error.message)}`;
  return { message, hint: hints[error.code] };
}

const plainWords: { readonly [Code in YAMLError["code"]]?: string } = {
  TAB_AS_INDENT: "a tab is used as indentation",
  BLOCK_AS_IMPLICIT_KEY: "this is not aligned with its parent",
  MULTILINE_IMPLICIT_KEY: "a key runs over several lines, or its colon is missing",
  TAG_RESOLVE_FAILED: "an unknown tag",
  BAD_COLLECTION_TYPE: "a tag that does not match its value",
};

const hints: { readonly [Code in YAMLError["code"]]?: string } = {
  TAB_AS_INDENT: "indent with spaces",
  BLOCK_AS_IMPLICIT_KEY: "align it with its neighbours",
  MULTILINE_IMPLICIT_KEY: "add a colon and a space after the key",
  BAD_INDENT: "Align it with its neighbours",
  TAG_RESOLVE_FAILED: "remove the tag",
  BAD_COLLECTION_TYPE: "remove the tag",
};

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
