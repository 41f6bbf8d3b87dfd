import type { JsonObject } from "../../domain/index.ts";

/** The description of a component for editors. */
export interface DescribedComponent {
  readonly type: string;
  readonly description: string;
  /** JSON Schema 2020-12 of its `properties`. */
  readonly configSchema: JsonObject;
  /** A `properties` mapping in YAML. */
  readonly example?: string;
}

export interface DescribedComponents {
  readonly connectors: readonly DescribedComponent[];
  readonly processors: readonly DescribedComponent[];
}
