import { groupBy } from "../../terraform/model/collections";
import type { TrustGraph } from "../../terraform/model/trust-graph";
import type { Inventory } from "../../terraform/inventory/inventory";
import { say } from "../../terraform/model/fact";
import type { Names } from "./names";

/** Where something is written. */
interface Written {
  readonly stack: string;
  readonly address: string;
}

/** A role of a principal that is no identity of these stacks. */
export interface OtherGrant {
  readonly principal: string;
  readonly role: string;
  readonly scope: string;
}

/** The roles of others; of two that read alike each is shown with where it is written. */
export function otherGrants(trust: TrustGraph, names: Names): OtherGrant[] {
  const rows = trust.grants
    .filter(({ principal }) => !principal.identity)
    .map(({ resource, principal, role, scope }) => ({
      principal: names.principal(principal),
      role: role.label,
      scope: names.scope(scope),
      stack: resource.stack,
      address: resource.address,
    }));
  const say = ({ principal, role, scope }: OtherGrant) => [principal, role, scope].join("\n");
  return toldApart(rows, say).map(([{ principal, role, scope }, beside]) => {
    return { principal, role, scope: beside === undefined ? scope : `${scope} (${beside})` };
  });
}

/** Workloads that no identity trusts; of two that read alike each is shown with where it is written. */
export function sayUntrusted({ untrusted }: Inventory) {
  const row = ({ workload, serviceAccount }: (typeof untrusted)[number]) =>
    `${workload}\n${say(serviceAccount)}`;
  return toldApart(untrusted, row).map(([one, beside]) => ({ ...one, beside }));
}

/** Clusters with their names, which two may share. */
export function sayClusters<T extends { readonly name: string } & Partial<Written>>(
  clusters: readonly T[],
): [T, string][] {
  return toldApart(clusters, ({ name }) => name).map(([cluster, beside]) => [
    cluster,
    beside === undefined ? cluster.name : `${cluster.name} (${beside})`,
  ]);
}

/** Each with where it is written, if it would read like another one. */
function toldApart<T extends Partial<Written>>(
  all: readonly T[],
  say: (one: T) => string,
): [T, string | undefined][] {
  const alike = groupBy(all, say);
  return all.map((one) => [
    one,
    (alike.get(say(one)) ?? []).length > 1 ? `${one.address} in ${one.stack}` : undefined,
  ]);
}
