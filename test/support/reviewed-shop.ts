import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";
import { type CliResult, runCli, transcript } from "./cli.ts";
import { expectGolden } from "./golden.ts";
import { makeProject, type Project } from "./project.ts";

const runbook = `name: Reviewed shop
description: Findings of a small database and of some texts
artifacts:
  shop:
    source: { type: sqlite, properties: { database_path: shop.db } }
  texts:
    source: { type: filesystem, properties: { path: texts } }
  personal_data:
    inputs: [shop, texts]
    process: { type: personal_data }
    output: true
  subjects:
    inputs: [personal_data, shop]
    process: { type: data_subject }
    output: true
  classified:
    inputs: [personal_data, subjects]
    process: { type: gdpr_classifier }
    output: true
`;

/** A finding as `wct findings --json` lists it. */
interface ListedFinding {
  readonly id: string;
  readonly kind: string;
  readonly what: string;
  readonly place: string;
  readonly score: number;
  readonly review: { readonly status: string; readonly moved: boolean; readonly growth: object | null };
}

export const shownFindings = (found: readonly ListedFinding[]) => found.map(({ what, place }) => `${what} ${place}`);

/** A shop and some texts with made-up persons, and what a reviewer does with the findings of its newest run. */
export class ReviewedShop {
  readonly project: Project = makeProject();

  /** Makes the shop and runs it once. */
  static async make(): Promise<ReviewedShop> {
    const shop = new ReviewedShop();
    shop.project.write("reviewed.yaml", runbook);
    shop.project.write("texts/notes.txt", "Please write to ines.beispiel@posteo.de\n");
    const database = new DatabaseSync(shop.project.path("shop.db"));
    database.exec("CREATE TABLE staff (id INTEGER PRIMARY KEY, full_name TEXT, sick_leave TEXT, phone TEXT)");
    database.exec(
      "INSERT INTO staff (full_name, sick_leave, phone) VALUES ('Uta Beispiel', 'flu', '+44 20 7946 0018')",
    );
    database.close();
    await shop.run();
    return shop;
  }

  cli(args: readonly string[], { terminal = false, columns = 100 } = {}): Promise<CliResult> {
    return runCli(args, { cwd: this.project.dir, terminal, columns });
  }

  async run(): Promise<void> {
    const { code, stderr } = await this.cli(["run", "reviewed.yaml", "-q"]);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("error")]);
  }

  async list(...options: readonly string[]): Promise<readonly ListedFinding[]> {
    const { stdout, code } = await this.cli(["findings", "latest", "--json", ...options]);
    expect(code).toBe(0);
    return JSON.parse(stdout).findings;
  }

  async statuses(...options: readonly string[]): Promise<readonly string[]> {
    return (await this.list(...options)).map(({ what, place, review }) => `${what} ${place} ${review.status}`);
  }

  async idOf(what: string, place: string): Promise<string> {
    const found = (await this.list()).find((one) => one.what === what && one.place.startsWith(place));
    if (found === undefined) throw new Error(`no ${what} in ${place}`);
    return found.id;
  }

  decide(name: "accept" | "reject", ...args: readonly string[]): Promise<CliResult> {
    return this.cli(["findings", name, "latest", ...args, "--reason", "made-up persons", "--reviewer", "Rita Review"]);
  }

  baseline(): string {
    return readFileSync(this.project.path("wct-baseline.json"), "utf8");
  }

  expectTranscript(name: string, args: readonly string[], result: CliResult): void {
    const plain = (text: string) => text.replace(/run_\d+_\d+/g, "RUN").replace(/SHA-256 [0-9a-f]+/g, "SHA-256 DIGEST");
    const shown = { ...result, stdout: plain(result.stdout), stderr: plain(result.stderr) };
    expectGolden(`cli/findings/${name}.txt`, transcript(args.map(plain), shown, this.project.dir));
  }
}
