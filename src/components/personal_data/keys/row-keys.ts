import type { Entity, EntityWords } from "../../rules/index.ts";

/** Behind the name of its table these make a key of the row, whatever the table is about: `user_mail_uu`. */
const endsOfRowKeys: ReadonlySet<string> = new Set(["uuid", "guid", "uu"]);

/** Returns whether a column is the key of its own row, named after the table: `Feedback.FeedbackUUID`. */
export function isKeyOfRow(
  { name, entity }: { readonly name: string; readonly entity: Pick<Entity, "words"> },
  { wordsOf }: Pick<EntityWords, "wordsOf">,
): boolean {
  const words = wordsOf(name);
  const table = words.slice(0, -1).join("");
  return endsOfRowKeys.has(words.at(-1) ?? "") && table !== "" && table === entity.words.join("");
}
