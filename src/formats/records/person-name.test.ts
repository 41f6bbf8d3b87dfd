import { expect, test } from "vitest";
import { isPersonName } from "./person-name.ts";

test.each(["Ines Fälk", "Klein, Petra", "Dr. Jan van der Berg", "Anne-Marie O’Neill", "山田太郎", "Иван Петров"])(
  "%s is the name of a person",
  (name) => expect(isPersonName(name)).toBe(true),
);

test.each([
  "GitHub",
  "Support Team",
  "Microsoft Office User",
  "Muster GmbH",
  "openpyxl",
  "Person 7",
  "Kunden Service",
  "",
])("%s is none", (name) => expect(isPersonName(name)).toBe(false));
