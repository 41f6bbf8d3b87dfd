import { makeProject, type Project } from "./project.ts";

const shop = `name: Shop
description: What the shop holds
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  customers:
    source: { type: sqlite, properties: { database_path: shop.db } }
  personal_data:
    inputs: [texts, customers]
    process: { type: personal_data }
    output: true
  data_subjects:
    inputs: [texts, customers]
    process: { type: data_subject }
`;

/** One child runbook for two sources. */
const parts = `name: Shop in parts
description: What the shop holds, by place
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  customers:
    source: { type: sqlite, properties: { database_path: shop.db } }
  in_texts:
    inputs: texts
    child_runbook: { path: pass.yaml, input_mapping: { data: texts }, output: findings }
  in_customers:
    inputs: customers
    child_runbook: { path: pass.yaml, input_mapping: { data: customers }, output: findings }
`;

const pass = `name: One place
description: What one place holds
inputs:
  data: { schema: "standard_input:1.0.0" }
outputs:
  findings: { artifact: detect }
artifacts:
  detect:
    inputs: data
    process: { type: personal_data }
  people:
    inputs: data
    process: { type: data_subject }
`;

/** A project with runbooks that a debugger has something to do with. */
export function makeDebugProject(): Project {
  const project = makeProject("wct-debug-");
  project.write("latin1/a.txt", "a");
  project.write("shop.yaml", shop);
  project.write(
    "annotated.yaml",
    shop.replace("properties: { path: texts } }", "properties: { path: texts } }\n    breakpoint: both"),
  );
  project.write("failing.yaml", shop.replace("database_path: shop.db", "database_path: not-a-database.db"));
  project.write("parts.yaml", parts);
  project.write("pass.yaml", pass);
  project.write(
    "optional.yaml",
    `name: Optional
description: One source may fail
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  broken:
    optional: true
    source: { type: sqlite, properties: { database_path: not-a-database.db } }
`,
  );
  return project;
}
