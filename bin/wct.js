#!/usr/bin/env sh
":" //; exec node -- "$0" "$@"
// A shell reads the line above, and this program a string and a comment: Node takes `--env-file` for an option of its own
// wherever it stands, unless `--` comes before. It would wait for a pipe for ever, and let the file set NODE_OPTIONS.
// Kept readable by every Node that can load a module, so that an old one gets one clear line.
const [major] = process.versions.node.split(".");
if (Number(major) < 24) {
  const found = `this is Node ${process.versions.node}`;
  process.stderr.write(
    `wct needs Node 24 or newer; ${found} (\`npm install --save-dev node@24\` installs it in a project)\n`,
  );
  process.exitCode = 2;
} else {
  await import("../dist/bin.js");
}
