import { named, object, type ShapeOf, text } from "../shape/index.ts";
import { digest, repeatedMoment } from "./id-shapes.ts";

export const sourceState = named(
  "SourceState",
  object(
    {
      by: text("What the connector compares, such as `size and time of each file`."),
      at: repeatedMoment("Start of the run that read the source. The connector is given it again when it is asked."),
      digest: digest("HMAC, with the store's key, of the connector's description of the state."),
    },
    "The state in which a connector read its source, by which a later run can tell that it is unchanged.",
  ),
);
/** The recorded state of a source. It contains nothing of the source itself. */
export interface RecordedSourceState extends ShapeOf<typeof sourceState> {}
