/**
 * Returns a function from offsets in characters, as Python counts them, to offsets in code units, as JavaScript does. They
 * differ behind an emoji.
 */
export function utf16Offsets(text: string): (offset: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  return (offset) => starts[offset] ?? text.length;
}
