/** Returns a commented `wct.yaml`. */
export const settingsStarter =
  (): string => `# Settings of wct for this folder and those below it. Runs are recorded in .wct/ beside this file.

# Plugins that bring further connectors, processors, exporters, schemas and rulesets: packages, or paths relative to this
# file. They run with your permissions; only those named here, or with --plugin, are loaded.
# Write one with \`wct init --plugin ./my-plugin\`.
plugins: []
#   - wct-csv
#   - ./my-plugin

# The runbook that wct uses if you name none; without this key, runbook.yaml in the current folder or beside this file.
# runbook: runbook.yaml
`;
