import { memberFault, memberPieces, type SeekableSource, type ZipMember, zipDirectory } from "../../archives/index.ts";
import type { FileSource, NestedFile, NoticePiece, ReadContext } from "../../piece.ts";
import { nestedPath, nestedSource, unpackState, wholeBytes } from "../../sources/index.ts";

/** The largest part that is kept in memory as a whole. */
const maxWhole = 16 * 1024 * 1024;

/** A document that is a zip file: its parts by name, and what could not be read. */
export class DocumentPackage {
  readonly path: string;
  readonly #source: SeekableSource;
  readonly #members: ReadonlyMap<string, ZipMember>;
  readonly #context: ReadContext;
  readonly #faults = new Set<string>();

  private constructor(path: string, source: SeekableSource, members: readonly ZipMember[], context: ReadContext) {
    this.path = path;
    this.#source = source;
    this.#members = new Map(members.map((member) => [member.name, member]));
    this.#context = context;
  }

  /** Opens a package; a notice if its directory is damaged. */
  static open(source: FileSource, context: ReadContext): DocumentPackage | NoticePiece {
    const directory = zipDirectory(source);
    if (!("fault" in directory)) {
      return new DocumentPackage(source.path, directory.source, directory.members, context);
    }
    return { kind: "notice", path: source.path, reason: "damaged document", read: 0, total: source.size };
  }

  get names(): readonly string[] {
    return [...this.#members.keys()];
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** The bytes of a part; none if there is no such part. */
  *pieces(name: string): Generator<Uint8Array, void, void> {
    const member = this.#members.get(name);
    if (member === undefined) return;
    const fault = memberFault(member);
    if (fault !== undefined) {
      this.#faults.add(fault);
      return;
    }
    const state = unpackState(this.#context.limits.maxUnpackedBytes);
    yield* memberPieces(this.#source, member, state);
    if (state.fault === "limit") this.#faults.add(`larger than ${state.limit} bytes unpacked; only its start is read`);
    if (state.fault === "damaged") this.fail();
  }

  /** A part as text. Empty if there is no such part or it is larger than 16 MiB. */
  text(name: string): string {
    return new TextDecoder().decode(wholeBytes(this.pieces(name), maxWhole) ?? new Uint8Array());
  }

  /** Notes that a part could not be read in full. */
  fail(): void {
    this.#faults.add("damaged document; a part of it is not read");
  }

  /** What could not be read so far. */
  *notices(): Generator<NoticePiece, void, void> {
    for (const reason of this.#faults) yield { kind: "notice", path: this.path, reason };
  }

  /** The files in the document whose names a pattern matches. */
  *nested(pattern: RegExp): Generator<NestedFile | NoticePiece, void, void> {
    for (const [name, member] of this.#members) {
      if (!pattern.test(name)) continue;
      const path = nestedPath(this.path, name.replace(/^.*\//, ""));
      const { maxNestedBytes } = this.#context.limits;
      if (member.size > maxNestedBytes) {
        const reason = `larger than a file inside another one may be (${maxNestedBytes} bytes)`;
        yield { kind: "notice", path, reason, read: 0, total: member.size };
      } else yield { kind: "nested", source: nestedSource(path, member.size, () => this.pieces(name)) };
    }
  }
}
