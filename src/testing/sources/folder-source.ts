import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesystemConfig } from "../../components/filesystem/config.ts";
import { filesystem } from "../../components/filesystem/index.ts";
import { collect, fakeContext } from "../component-context.ts";

/** A folder of a test, and the connector that reads it. */
export class FolderSource implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "wct-files-"));

  put(path: string, content: string | Uint8Array = "text"): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  context(properties: object, signal?: AbortSignal) {
    const path = this.folder;
    return fakeContext({
      config: { ...filesystemConfig.parse({ path, ...properties }), path: { path, shown: "./files" } },
      ...(signal === undefined ? {} : { signal }),
    });
  }

  async read(properties: object = {}) {
    const { elements, rest } = await collect(filesystem.extract(this.context(properties)));
    return {
      elements,
      rest,
      paths: elements.map(({ locator }) => (locator.kind === "file" ? locator.path : "")),
      notices: rest.limits.notices.map(({ what, reason }) => `${what}: ${reason}`),
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
