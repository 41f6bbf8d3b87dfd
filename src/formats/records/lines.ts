/** Receives a line without its end; `number` from 1. */
type TakeLine = (line: string, number: number) => void;

const longestLine = 64 * 1024;

/** Splits a text that arrives in pieces into lines. A very long line is given in parts. */
export class LineSplitter {
  readonly #take: TakeLine;
  #rest = "";
  #number = 1;

  constructor(take: TakeLine) {
    this.#take = take;
  }

  feed(text: string): void {
    const all = this.#rest === "" ? text : this.#rest + text;
    let at = 0;
    for (let end = all.indexOf("\n", at); end >= 0; end = all.indexOf("\n", at)) {
      this.#take(all.slice(at, all.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end), this.#number);
      this.#number++;
      at = end + 1;
    }
    this.#rest = all.slice(at);
    if (this.#rest.length <= longestLine) return;
    this.#take(this.#rest, this.#number);
    this.#rest = "";
  }

  end(): void {
    if (this.#rest !== "") this.#take(this.#rest.replace(/\r$/, ""), this.#number);
    this.#rest = "";
  }
}

/** Returns the complete lines of the first part of a text that are not empty, at most `most`. */
export function firstLines({ text, isWhole }: { readonly text: string; readonly isWhole: boolean }, most = 200) {
  const lines = text.slice(0, 64 * 1024).split(/\r?\n/);
  const complete = isWhole && text.length <= 64 * 1024 ? lines : lines.slice(0, -1);
  return (complete.length === 0 ? lines : complete).filter((line) => line.trim() !== "").slice(0, most);
}
