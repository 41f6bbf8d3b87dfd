import * as z from "zod";
import { file, secret } from "../../plugin/index.ts";

export const globs = z.array(z.string().min(1)).default([]);

const seconds = (most: number) => z.number().min(0.1).max(most);

export const tlsModes = ["disable", "prefer", "require", "verify-ca", "verify-full"] as const;

const tables = z
  .strictObject({
    include: globs.describe("Read only tables and views whose name matches one of these globs"),
    exclude: globs.describe("Skip tables and views whose name matches one of these globs"),
  })
  .prefault({})
  .describe("Which tables and views to read; all by default");

/** Properties that limit what is read of a database. `most`: the largest values that the connector can apply. */
export const rowProperties = (most: { readonly rows: number; readonly seed: number }) => ({
  tables,
  max_rows_per_table: z
    .number()
    .int()
    .min(1)
    .max(most.rows)
    .default(1000)
    .describe("Maximum number of rows to read from each table or view"),
  seed: z
    .number()
    .int()
    .min(0)
    .max(most.seed)
    .default(1)
    .describe("Seed of sampling: the same seed and the same data select the same rows"),
  schema_only: z.boolean().default(false).describe("Read only names, types, keys and comments, no values"),
  max_cell_chars: z.number().int().min(1).max(16_777_216).default(16_384).describe("Longer values are cut"),
});

/** Properties of every connector that reads a database server. */
export const serverProperties = {
  host: z.string().min(1).optional().describe("Host name or address of the server"),
  port: z.number().int().min(1).max(65_535).optional().describe("Port of the server"),
  user: z.string().min(1).optional().describe("Name of the role that reads"),
  password: secret().optional().describe("Password of the role"),
  database: z.string().min(1).optional().describe("Name of the database"),
  ssl: z
    .strictObject({
      mode: z
        .enum(tlsModes)
        .optional()
        .describe(
          "verify-full checks certificate and host name, verify-ca only the certificate, require checks neither, prefer also reads without TLS; default: verify-full, or disable for a server on this machine",
        ),
      ca_file: file().optional().describe("PEM file of the certificate authority; default: the well-known ones"),
    })
    .prefault({})
    .describe("How the connection is encrypted"),
  connect_timeout: seconds(300).default(10).describe("Maximum seconds to wait for a connection"),
  statement_timeout: seconds(3600).default(30).describe("Maximum seconds for reading one table"),
  lock_timeout: seconds(600).default(5).describe("Maximum seconds to wait for a table that another session has locked"),
  ...rowProperties({ rows: 10_000_000, seed: 2_147_483_647 }),
};

/** The values of `serverProperties`, with `url`. */
export type ServerConfig = z.output<z.ZodObject<typeof serverProperties>> & {
  readonly url?: z.output<ReturnType<typeof secret>> | undefined;
  readonly sampling: string;
};

interface Address {
  readonly url?: unknown;
  readonly host?: unknown;
  readonly port?: unknown;
  readonly user?: unknown;
  readonly password?: unknown;
  readonly database?: unknown;
}

const parts = ["host", "port", "user", "password", "database"] as const;

/** Requires either `url`, or `database` and other parts. */
export function checkAddress(config: Address, issues: z.RefinementCtx): void {
  const written = parts.filter((name) => config[name] !== undefined);
  if (config.url !== undefined && written[0] !== undefined) {
    const message = `cannot be combined with "url"; remove one of them`;
    issues.addIssue({ code: "custom", path: [written[0]], message });
  }
  if (config.url === undefined && config.database === undefined) {
    const message = `needs "url", or "database" with "host" and "user"`;
    issues.addIssue({ code: "custom", path: [], message });
  }
}
