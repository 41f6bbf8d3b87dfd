/** One hostile component: the body of an async generator that is given `context` and `node(name)`, a module of Node. */
export interface Attack {
  readonly type: string;
  /** Where its promise holds: in threads and in processes, or in a process of its own only. */
  readonly contentNamedBy: "both" | "process";
  /** What becomes of its artifact; `either`: that depends on how far it gets. */
  readonly ends: "completes" | "fails" | "either";
  /** It alters what all code in its worker shares, so that others of its own plugin may end otherwise. */
  readonly reachesItsPlugin: boolean;
  /** It does not end by itself. */
  readonly isEndless: boolean;
  readonly body: string;
}

type Options = Partial<Pick<Attack, "contentNamedBy" | "ends" | "isEndless" | "reachesItsPlugin">>;

export function attack(type: string, body: string, options: Options = {}): Attack {
  return { type, body, contentNamedBy: "both", ends: "either", isEndless: false, reachesItsPlugin: false, ...options };
}

export const inProcess = { contentNamedBy: "process" } as const;
export const fails = { ends: "fails" } as const;
export const completes = { ends: "completes" } as const;
export const endless = { ends: "fails", isEndless: true } as const;
