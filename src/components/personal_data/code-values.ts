const path = /^(?:\.{0,2}\/|[\w@.-]+\/)[\w@*./+-]*$|^[\w.-]+\.(?:[cm]?[jt]sx?|json|css|html?|vue|wasm)$/;
const version = /^(?:workspace:|npm:)?[\^~>=<v* ]{0,3}(?:\d+|\*|x)(?:\.(?:\d+|\*|x)){1,3}(?:[-+][\w.+-]*)?(?: .*)?$/;
/** A quotation that does not end, a call, a template, a function, a union of types. */
const expression =
  /^(?!['’][snt][ -])(["'`])(?:(?!\1).)*$|^`|=>|^[A-Za-z_$][\w$.]*\([^\n]*\)[,;]?$|[({[]$|\$\{|^\*$|^\[[*_`]*$|["'] \| ["']/;

/** Returns whether a value is the path of a file or a version, as those of the manifest of a package are. */
export const isPathOrVersion = (value: string): boolean => path.test(value) || version.test(value);

/** Returns whether a value is a piece of a program, as in an example of a manual: `'foo', // the name`, `z.string()`. */
export const isExpression = (value: string): boolean => expression.test(value);
