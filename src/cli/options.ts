/** What every command gets beside its own options. */
export interface GlobalOptions {
  readonly store?: string;
  readonly json?: boolean;
  readonly color: boolean;
  readonly ascii?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** Of the commands that load plugins. */
export interface PluginOptions extends GlobalOptions {
  /** Packages and paths, as written. */
  readonly plugin?: readonly string[];
}
