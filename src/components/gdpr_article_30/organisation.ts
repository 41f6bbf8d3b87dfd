import { z } from "zod";

const text = z.string().min(1);
const texts = z.union([text.transform((one) => [one]), z.array(text)]);

const party = z.strictObject({
  name: text.optional(),
  address: text.optional(),
  email: text.optional(),
  telephone: text.optional(),
});

const recipient = z.strictObject({
  name: text,
  kind: z.enum(["internal", "external", "processor"]).optional(),
  country: text.optional(),
  contract: text.optional(),
});

const transfer = z.strictObject({
  recipient: text.optional(),
  country: text,
  mechanism: z.enum(["adequacy", "scc", "bcr", "art49", "unknown"]).optional(),
  documentation: text.optional(),
});

const retention = z.strictObject({ category: text, period: text, basis: text.optional() });
const measure = z.strictObject({ kind: text, description: text.optional() });

const activity = z.strictObject({
  id: text,
  name: text,
  role: z.enum(["controller", "processor"]).optional(),
  /** Databases, `database.table`, or file patterns. */
  systems: texts.optional(),
  purposes: texts.optional(),
  data_subjects: texts.optional(),
  personal_data: texts.optional(),
  recipients: z.array(recipient).optional(),
  transfers: z.array(transfer).optional(),
  retention: z.array(retention).optional(),
  security_measures: z.array(measure).optional(),
  lawful_basis: texts.optional(),
  special_category_condition: text.optional(),
  source_of_data: text.optional(),
  automated_decisions: z.union([text, z.boolean().transform((yes) => (yes ? "yes" : "none"))]).optional(),
  dpia: text.optional(),
  owner: text.optional(),
});

/** The organisation's own declarations: what no scan can know. Everything is optional; what is missing becomes a gap. */
export const organisation = z.strictObject({
  controller: party.optional(),
  joint_controllers: z.array(party).optional(),
  representatives: z.array(party).optional(),
  dpo: party.optional(),
  acting_for: z.array(party).optional(),
  exemption: z.strictObject({ claimed: z.boolean(), reason: text.optional() }).optional(),
  /** Rules that hold for every activity without one of its own; category `*` is the general rule. */
  retention: z.array(retention).optional(),
  security_measures: z.array(measure).optional(),
  recipients: z.array(recipient).optional(),
  transfers: z.array(transfer).optional(),
  activities: z.array(activity).optional(),
});

export type Organisation = z.infer<typeof organisation>;
export type DeclaredActivity = NonNullable<Organisation["activities"]>[number];
export type DeclaredParty = z.infer<typeof party>;

export type ReadOrganisation =
  | { readonly ok: true; readonly organisation: Organisation }
  | { readonly ok: false; readonly problem: string };

/** Reads the organisation file. The problem names the place and what is allowed, never what was written there. */
export async function readOrganisation(yamlText: string): Promise<ReadOrganisation> {
  const { LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax) return { ok: false, problem: `line ${lines.linePos(syntax.pos[0]).line}: not well-formed YAML` };
  const parsed = organisation.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (parsed.success) return { ok: true, organisation: parsed.data };
  const [issue] = parsed.error.issues;
  const unknownKey = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const node = document.getIn([...(issue?.path ?? []), ...unknownKey], true);
  const range =
    typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range) ? node.range : [];
  const line = typeof range[0] === "number" ? `line ${lines.linePos(range[0]).line}: ` : "";
  const path = (issue?.path ?? []).map((p) => (typeof p === "number" ? `[${p}]` : `.${String(p)}`)).join("");
  const what =
    issue?.code === "unrecognized_keys" ? `unknown key ${issue.keys.map((k) => `"${k}"`).join(", ")}` : issue?.message;
  return { ok: false, problem: `${line}${path.replace(/^\./, "") || "top level"}: ${what}` };
}
