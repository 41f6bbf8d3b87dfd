const path = /^(?:\.{0,2}\/|[\w@.-]+\/)[\w@*./+-]*$|^[\w.-]+\.(?:[cm]?[jt]sx?|json|css|html?|vue|wasm)$/;
const version = /^(?:workspace:|npm:)?[\^~>=<v* ]{0,3}(?:\d+|\*|x)(?:\.(?:\d+|\*|x)){1,3}(?:[-+][\w.+-]*)?(?: .*)?$/;
/** A quotation that does not end, a call, a template, a function, a union of types. */
const expression =
  /^(?!['’][snt][ -])(["'`])(?:(?!\1).)*$|^'[^']*',?[;})\]]*$(?<=[,;})\]])|^\[["'`]|^'[^']*', *\w+: |^`|=>|^[A-Za-z_$][\w$.]*\([^\n]*\)[,;]?$|[({[]$|\$\{|^\*$|^\[[*_`]*$|["'] \| ["']/;

/** Returns whether a value is the path of a file or a version, as those of the manifest of a package are. */
export const isPathOrVersion = (value: string): boolean => path.test(value) || version.test(value);

/** Returns whether a value is a piece of a program, as in an example of a manual: `'foo', // the name`, `z.string()`. */
export const isExpression = (value: string): boolean => expression.test(value);

const noValue =
  /^(?:n\.?\/?a\.?|nil|null|none|nan|undefined|not (?:available|applicable|set|specified|provided|known)|unset|unknown|tb[acd]|todo|fixme|change[-_ ]?me|placeholder|-+|\u2013|\u2014|\?+|\.{2,}|\u2026|_+|\*+|x{3,}|keine?(?: angaben?)?|unbekannt|entf\u00e4llt|k\.? ?a\.?|aucune?|inconnue?|non renseign\u00e9e?|ninguno?|desconocid[oa]|nessuno?|sconosciut[oa]|geen|onbekend|n\.?v\.?t\.?|brak|nie dotyczy|ingen|ok\u00e4nd|ukendt|ukjent)$/i;
const template =
  /^(?:\$\{[^{}]*\}|\$\([^()]*\)|\$[A-Z_][A-Z0-9_]*|\{\{.*\}\}|<[^<>@\s][^<>@]*>|%[A-Za-z_]\w*%|#\{[^{}]*\}|\{[A-Za-z_][\w. -]*\}|\[(?:your|insert|enter)[^\]]*\]|<%.*%>|@[A-Z_]+@|__[A-Z_]+__)$/;

/**
 * Returns whether a value says that there is none, or that a program fills it in: `n/a`, `unbekannt`, `${DB_PASSWORD}`,
 * `{{ phone }}`, `<your name>`.
 */
export function isNoValue(value: string): boolean {
  const bare = value
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .trim();
  return noValue.test(bare) || template.test(bare);
}

/** `10.1.2.3:8080`, `db.internal:5432`, `localhost`: where a service listens. */
const hostAndPort =
  /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]|localhost|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?=:\d))?(?::\d{1,5})?\/?$/i;

/** Returns whether a value is the address of a service in a network, and none of a house. */
export const isNetworkAddress = (value: string): boolean =>
  /\d|localhost/i.test(value) && /[.:]|localhost/i.test(value) && hostAndPort.test(value.trim());
