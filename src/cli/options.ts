/** Options that all commands share. */
export interface GlobalOptions {
  readonly store?: string;
  readonly json?: boolean;
  readonly color: boolean;
  readonly ascii?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** Options of commands that load plugins. */
export interface PluginOptions extends GlobalOptions {
  /** Packages and paths, as written. */
  readonly plugin?: readonly string[];
}
