/** A commented `wct.yaml`. */
export const settingsStarter =
  (): string => `# Settings of wct for this folder and those below it. Runs are recorded in .wct/ beside this file.

# Plugins that bring further connectors, processors, exporters, schemas and rulesets: packages, or paths relative to this
# file. They are code that runs with your rights; only what is named here, or with --plugin, is loaded.
# Write one with \`wct init --plugin ./my-plugin\`.
plugins: []
#   - wct-csv
#   - ./my-plugin
`;
