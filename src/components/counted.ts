/** `1 finding`, `2 findings`, for log lines. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
