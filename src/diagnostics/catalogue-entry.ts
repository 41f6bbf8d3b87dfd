/** The process exit codes of the command line. */
export type ExitCode = 0 | 1 | 2 | 3 | 70 | 130 | 143;

/** The documentation of a code in the error reference. */
export interface CatalogueEntry {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly exitCode: ExitCode;
}

export const entry = (exitCode: ExitCode, title: string, cause: string, fix: string): CatalogueEntry => ({
  exitCode,
  title,
  cause,
  fix,
});
