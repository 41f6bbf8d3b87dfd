/**
 * Explains how the notation of a path that does not exist may be wrong; undefined if nothing looks wrong.
 * `placeholders`: whether `${NAME}` is replaced in the path.
 */
export function pathHint(written: string, { placeholders = false } = {}): string | undefined {
  const home = /^~(?=\/|$)/.test(written);
  if (home && placeholders) return `write \${HOME}${written.slice(1)}: ~ is not expanded`;
  if (home) return "write the whole path: ~ is not expanded here";
  const variable = /^\$([A-Za-z_][A-Za-z0-9_]*)(?=\/|$)/.exec(written)?.[1];
  if (variable !== undefined && placeholders) return `write \${${variable}}${written.slice(variable.length + 1)}`;
  if (/^file:\/\//.test(written)) return `write the path alone: ${decoded(written)}`;
  if (process.platform !== "win32" && /^[^/]*\\/.test(written))
    return `write / between folders: ${written.replaceAll("\\", "/")}`;
  if (written !== written.trim()) return "remove the spaces around it";
  return undefined;
}

function decoded(url: string): string {
  const path = url.replace(/^file:\/\/(localhost)?/, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
