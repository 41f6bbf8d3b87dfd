/**
 * Mulberry32: returns numbers from 0 to 1, 1 excluded. Its initial state combines the seed and the table's name, so that tables of the
 * same length differ.
 */
export function seededRandom(seed: number, table: string): () => number {
  let state = seed ^ 0x811c9dc5;
  for (let index = 0; index < table.length; index += 1) state = Math.imul(state ^ table.charCodeAt(index), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
