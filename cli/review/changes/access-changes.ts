import type { TrustGraph } from "../../terraform/model/trust-graph";
import type { AccessChange } from "./access-change";
import type { Names } from "./names";
import { changedRoles } from "./role-changes";
import { changedAccounts, changedTrust } from "./trust-changes";
import { changedWorkloads } from "./workload-changes";

/** What changes in access between two moments, by what the resources say before and after. */
export function accessChanges(before: TrustGraph, after: TrustGraph, names: Names): AccessChange[] {
  return [
    ...changedRoles(before, after, names),
    ...changedTrust(before, after, names),
    ...changedWorkloads(before, after, names),
    ...changedAccounts(before, after),
  ];
}
