import type { IConstruct } from "constructs";

/** What is kept of each app, made when it is first asked for: the apps of one process know nothing of each other. */
export function perApp<T>(make: (app: IConstruct) => T): (at: IConstruct) => T {
  const ledgers = new WeakMap<IConstruct, T>();
  return ({ node: { root } }) => {
    const ledger = ledgers.get(root) ?? make(root);
    ledgers.set(root, ledger);
    return ledger;
  };
}
