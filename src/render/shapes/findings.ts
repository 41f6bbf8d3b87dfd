import type { ShapeOf } from "../../shape/index.ts";
import {
  amount,
  answer,
  artifactId,
  count,
  flag,
  list,
  named,
  object,
  oneOf,
  open,
  orNull,
  runHeader,
  text,
} from "./common.ts";
import { findingFields } from "./diff.ts";

const run = object(runHeader, "The run that found it.");

const status = oneOf(
  ["new", "accepted", "rejected"],
  "new: without a decision; accepted: the data is known; rejected: the finding is wrong.",
);

export const growthUnit = oneOf(
  ["matches", "values"],
  "values: all values of a column or field count, because not all of them were compared.",
);

const growth = object(
  {
    from: count("Matches, or values, that were reviewed."),
    to: count("The number now."),
    unit: growthUnit,
  },
  "More than was reviewed.",
);

const review = named(
  "Review",
  {
    status,
    reason: orNull(text("Why it was decided so."), "none was given"),
    reviewer: orNull(text("Who decided."), "nobody was named"),
    date: orNull(text("The day of the decision: YYYY-MM-DD."), "it is not known"),
    moved: flag("Whether the decision was made for a file of another name."),
    growth: orNull(growth, "it has not grown"),
  },
  "What the baseline says about a finding.",
);

export const unreadPlace = object(
  {
    what: text("A path, a table, a column, or the whole source."),
    reason: text("Which limit, or why it could not be read."),
    read: orNull(count("How much was read."), "it is not known"),
    total: orNull(count("How much there is."), "it is not known"),
  },
  "A place that was not read, or not in full.",
);

export const incomplete = object(
  {
    places: count("Number of places that were not read, or not in full."),
    first: list(unreadPlace, "The first 20 of these."),
  },
  "What the sources did not read: findings may be missing there.",
);

const listedFields = {
  ...findingFields,
  group: text("The table or file that contains it."),
  within: text("The rest of its location: a column, a field, a line; empty for the whole."),
  special: flag("Candidate for Art. 9 or Art. 10 GDPR."),
  matches: orNull(count("Number of matches."), "it does not count them"),
  distinct: orNull(count("Number of distinct values."), "it does not count them"),
  values: orNull(
    count("Number of values that it may stand for; more than the matches if not all values were compared."),
    "it does not say so",
  ),
  review,
};

const listedFinding = object(listedFields, "One finding.");

const unread = list(
  object({ artifact: artifactId("The artifact."), why: text("Why it could not be read.") }, "One artifact."),
  "Artifacts whose findings could not be read; they are missing here.",
);

export const findingList = answer("FindingList", {
  run,
  baseline: orNull(text("The file, or the id of the run, that the reviews come from."), "there is none"),
  total: count("Findings of the run."),
  selected: count("Findings that the filters select."),
  statuses: object(
    {
      new: count("Selected findings without a decision."),
      accepted: count("Selected findings that were accepted."),
      rejected: count("Selected findings that were rejected."),
    },
    "Selected findings by status.",
  ),
  gone: count("Decisions of the baseline whose finding the run no longer has."),
  findings: list(listedFinding, "By table or file, then category, location and id."),
  omitted: count("Selected findings that --limit left out."),
  unread,
  incomplete,
  unknown: list(
    object(
      {
        filter: oneOf(["category", "subject", "location"], "The option."),
        value: text("What no finding of the run has."),
        near: orNull(text("The nearest one that a finding has."), "none is near"),
      },
      "One value.",
    ),
    "Values of --category, --subject and --location that no finding of the run has.",
  ),
});

export const explanation = answer("Explanation", {
  run,
  finding: object(listedFields, "The finding."),
  what: text("What was found, in a sentence."),
  where: text("Where, in a sentence."),
  amount: orNull(text("How much, in a sentence."), "it does not count matches"),
  locator: open("The location in parts: path, line, column, table, field, as far as it has them."),
  rule: object(
    {
      id: text("Id of the rule; several are separated by commas."),
      ruleset: orNull(text("provider/name/version, or the path of the file."), "the artifact does not say"),
      digest: orNull(text("SHA-256 of the ruleset's file."), "the artifact does not say"),
      component: orNull(text("Component and version that applied it."), "the plan does not say"),
    },
    "What decided it.",
  ),
  steps: list(
    object(
      {
        step: text("Kind of the step, such as name, validator, context, veto, ceiling, signal."),
        effect: amount("What it added to the score; below 0: what it subtracted."),
        score: orNull(amount("The score after it."), "the finding does not say"),
        sentence: text("The reason."),
      },
      "One step.",
    ),
    "How the score came about, in order; the effects add up to the score.",
  ),
  against: list(text("A sentence."), "What speaks against it."),
  toCheck: list(text("A sentence."), "What a person should check."),
  evidence: list(text("As the configuration shows values: masked, hashed or plain."), "Samples."),
  related: list(text("Id of a finding."), "Findings at the same table or file that it refers to."),
});

export const decisionResult = answer("Decision", {
  run,
  baseline: text("The file that was written."),
  status,
  findings: list(object(findingFields, "One finding."), "The findings that were decided."),
});

export type ListedFindingShape = ShapeOf<typeof listedFinding>;
export type FindingListShape = ShapeOf<typeof findingList>;
export type ExplanationShape = ShapeOf<typeof explanation>;
export type DecisionShape = ShapeOf<typeof decisionResult>;
