/** What the use cases need of the process in which they run. */
export interface Host {
  /**
   * The absolute path of the folder that relative paths start from. Reading it throws WCT_USAGE_FOLDER if the folder
   * was deleted.
   */
  readonly cwd: string;
  /** Environment variables: wct's own, and those for placeholders of a runbook. */
  readonly env: ReadonlyMap<string, string>;
}
