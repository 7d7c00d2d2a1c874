import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import { azurermOf, subscriptionKey } from "../private/azure-places";
import { perApp } from "../private/per-app";
import { manyRoleAssignments, tooManyRoleAssignments } from "./errors";
import type { IGrantScope } from "./grant-scope";

/** https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits */
const MAX_ASSIGNMENTS = 4_000;
const WARN_FROM = 3_600;

/** How many roles a program assigns in each subscription. */
const counts = perApp(() => new Map<string, number>());

/**
 * Counts a role assignment of the program. Azure fixes how many a subscription takes, those in its resource
 * groups and resources included, those of management groups not.
 *
 * Throws beyond that, where the subscription is certainly one; warns a tenth before.
 */
export function countAssignment(at: IConstruct, scope: IGrantScope): void {
  const written = /^\/subscriptions\/([^/]+)/i.exec(scope.id)?.[1];
  if (!written && /^\/providers\//i.test(scope.id)) return;
  const place = written?.toLowerCase() ?? subscriptionKey(scope, scope.provider);
  const all = counts(at);
  const add = (key: string) => {
    const count = (all.get(key) ?? 0) + 1;
    all.set(key, count);
    return count;
  };

  const count = add(place);
  if (count > MAX_ASSIGNMENTS) throw tooManyRoleAssignments(at, count, MAX_ASSIGNMENTS);
  const subscriptionId = written ?? azurermOf(scope, scope.provider)?.subscriptionId;
  // Providers that name no subscription are, as a rule, logged in to one.
  const known = subscriptionId === undefined ? add("not named") : count;
  if (count === WARN_FROM || known === WARN_FROM) {
    Annotations.of(at).addWarning(manyRoleAssignments(WARN_FROM, MAX_ASSIGNMENTS));
  }
}
