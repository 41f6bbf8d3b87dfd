import { type CatalogueEntry, entry } from "./catalogue-entry.ts";

/** Errors about plugins and the settings that name them. Sorted by family. */
export const catalogueOfPlugins = {
  WCT_PLUGIN_CONFLICT: entry(
    2,
    "Plugins conflict",
    "Two plugins, or a plugin and wct itself, offer a component of one kind and type, or a ruleset of one URI.",
    "Remove one of the plugins, or rename the component.",
  ),
  WCT_PLUGIN_DUPLICATE_NAME: entry(
    2,
    "Plugins have the same name",
    "Two plugins have the same name, or a plugin has the name of wct itself.",
    "Remove one of them, or ask the author to rename it.",
  ),
  WCT_PLUGIN_HOST_VERSION: entry(
    2,
    "Plugin is for another version of wct",
    "The range that a plugin declares in `wct` does not include this version.",
    "Install a compatible version of the plugin or of wct.",
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
    "The plugin's module, or one that it imports, throws while it is loaded, cannot be parsed, or does not finish loading.",
    "Correct the plugin, or install its imports; the message comes from the plugin.",
  ),
  WCT_PLUGIN_NOT_FOUND: entry(
    2,
    "Plugin not found",
    "A plugin that wct.yaml or --plugin names is neither a file, nor a folder, nor an installed package.",
    "Correct the path, or install the package.",
  ),

  WCT_SETTINGS_BAD_VALUE: entry(
    2,
    "Wrong value in wct.yaml",
    "A key of wct.yaml has a value that is not allowed there.",
    "Write a value of the kind that the message names.",
  ),
  WCT_SETTINGS_UNKNOWN_KEY: entry(
    2,
    "Unknown key in wct.yaml",
    "wct.yaml has a key that is not allowed there.",
    "Correct the key; the hint names the nearest one.",
  ),
  WCT_SETTINGS_UNREADABLE: entry(
    2,
    "wct.yaml cannot be read",
    "The file exists, but reading it fails.",
    "Check the permissions of the file.",
  ),
} as const satisfies Record<string, CatalogueEntry>;
