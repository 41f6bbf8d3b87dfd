import { type CatalogueEntry, entry } from "./catalogue-entry.ts";

/** Plugins, and the settings that name them. Sorted by family. */
export const catalogueOfPlugins = {
  WCT_PLUGIN_CONFLICT: entry(
    2,
    "Plugins offer the same thing",
    "Two plugins, or a plugin and wct itself, offer a component of one kind and type, or a ruleset of one URI.",
    "Leave one of the plugins out, or rename the component.",
  ),
  WCT_PLUGIN_DUPLICATE_NAME: entry(
    2,
    "Plugins of the same name",
    "Two plugins state the same name, or a plugin states the name of wct itself.",
    "Leave one of them out; the author gives a plugin a name of its own.",
  ),
  WCT_PLUGIN_HOST_VERSION: entry(
    2,
    "Plugin is for another version of wct",
    "The range that a plugin states in `wct` does not hold this version.",
    "Install a version of the plugin, or of wct, that fits.",
  ),
  WCT_PLUGIN_INVALID: entry(
    2,
    "Not a plugin",
    "The default export of the module is missing, or is not what definePlugin returns.",
    "Write `export default definePlugin({ ... })`; the message says what is missing.",
  ),
  WCT_PLUGIN_LOAD_FAILED: entry(
    2,
    "Plugin cannot be loaded",
    "The plugin's module, or one that it imports, throws while it is loaded, cannot be parsed, or does not come to an end.",
    "Correct the plugin, or install what it imports; the message is the plugin's own.",
  ),
  WCT_PLUGIN_NOT_FOUND: entry(
    2,
    "Plugin is not there",
    "A plugin that wct.yaml or --plugin names is neither a file, nor a folder, nor an installed package.",
    "Correct the path, or install the package.",
  ),

  WCT_SETTINGS_BAD_VALUE: entry(
    2,
    "Wrong value in wct.yaml",
    "A key of wct.yaml holds something that is not allowed there.",
    "Write a value of the kind that the message names.",
  ),
  WCT_SETTINGS_UNKNOWN_KEY: entry(
    2,
    "Unknown key in wct.yaml",
    "wct.yaml has a key that is not known there.",
    "Correct the key; the hint names the nearest one.",
  ),
  WCT_SETTINGS_UNREADABLE: entry(
    2,
    "wct.yaml cannot be read",
    "The file is there, and reading it fails.",
    "Check the permissions of the file.",
  ),
} as const satisfies Record<string, CatalogueEntry>;
