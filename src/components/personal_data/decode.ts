/** Placeholder. */
export function decodeText(text: string): { readonly text: string } {
  return { text };
}
