import { list, named, object, orNull, type ShapeOf, text } from "../shape/index.ts";
import { diagnosticCode, digest } from "./id-shapes.ts";

const failedException = object(
  {
    name: text("Class of the exception."),
    code: orNull(text("Its error code, such as ENOENT."), "it has no code"),
    /** As `package function:line`, without machine paths. */
    frames: list(text(), "Stack frames, innermost first, without absolute paths."),
    /** The exception's own message is content: an object of class raw, or null if it was not kept. */
    message: orNull(digest("Digest of the object with its message, which is content."), "not kept"),
  },
  "The exception that the component threw.",
);
export interface FailedException extends ShapeOf<typeof failedException> {}

export const failure = named(
  "Failure",
  object(
    {
      code: diagnosticCode("Stable code; docs/reference/errors.md explains it."),
      /** Safe to store and print: wct's own words, or what the component passed to fail(), with secrets replaced. */
      message: text("What happened; never contains content."),
      hint: orNull(text("The next action."), "none is known"),
      /** A component's own code from fail(code, ...). */
      componentCode: orNull(text("The component's own code."), "it has no code"),
      exception: orNull(failedException, "none was thrown"),
    },
    "Why an artifact failed.",
  ),
);
/** Why an artifact failed. Text is stored only if a component passed it deliberately to fail(); see privacy. */
export interface Failure extends ShapeOf<typeof failure> {}
