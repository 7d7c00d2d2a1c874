import { subjectOf } from "../../azure/webhook";
import { checkAccount } from "./checks/account";
import { checkIssuer, checkWebhook } from "./checks/cluster";
import { checkIdentity } from "./checks/identity";
import { hasToken, type Look } from "./checks/look";
import { checkPod } from "./checks/pod";
import { checkRoles } from "./checks/roles";
import { checkTrust } from "./checks/trust";
import type { Expected } from "./expected";
import { itemsOf, type Live, missingOf } from "./live";
import {
  type Checked,
  type Link,
  LINKS,
  type Report,
  skipped,
  type State,
  type Verdict,
  VERDICTS,
  type WorkloadReport,
  worst,
} from "./report";
import { type Row, rowsOf } from "./rows";

/** Each link's check, and the links that it needs whole. */
const CHECKS: Readonly<Record<Link, { check: (look: Look) => Checked; needs: readonly Link[] }>> = {
  issuer: { check: checkIssuer, needs: [] },
  webhook: { check: checkWebhook, needs: [] },
  account: { check: checkAccount, needs: [] },
  identity: { check: checkIdentity, needs: ["account"] },
  trust: { check: checkTrust, needs: ["issuer", "account", "identity"] },
  pod: { check: checkPod, needs: ["webhook", "account", "identity"] },
  roles: { check: checkRoles, needs: ["account", "identity"] },
};

/** What is wrong in a cluster, and what could not be seen of it. Without side effects. */
export function findings(live: Live, expected: Expected, { waiting = false } = {}): Report {
  const rows = rowsOf(live, expected);
  const looks = looksOf(live, rows, waiting);
  const workloads = looks.map(reportOf);
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, workloads.filter((one) => one.verdict === verdict).length]),
  ) as Report["counts"];
  const lists = [live.accounts, live.templates, live.pods, live.consumers];
  const unlisted = lists.flatMap((seen) => missingOf(seen) ?? []);
  // A gate that saw nothing must not be green.
  if (workloads.length === 0) unlisted.push("a workload that asks for an identity");
  const unread = live.logs ? [missingOf(live.logs)].flatMap((one) => one ?? []) : [];
  const states: State[] = workloads.map(({ verdict }) => verdict);
  const verdict = worst([...states, unlisted.length > 0 ? "unproven" : "works"]) as Verdict;
  return {
    version: 1,
    cluster: itemsOf(live.cluster)[0]?.name ?? live.server ?? null,
    verdict,
    counts,
    workloads,
    unseen: [...unlisted, ...unread],
  };
}

/** The rows, each with what its checks need. */
export function looksOf(live: Live, rows: readonly Row[], waiting: boolean): Look[] {
  const injects = Object.values(live.dryRuns ?? {}).some(
    (one) => one.result === "made" && hasToken(one.shape),
  );
  const subjects = new Set([
    ...itemsOf(live.accounts).map(({ namespace, name }) => subjectOf(namespace, name)),
    ...rows.map(({ account: { namespace, name } }) => subjectOf(namespace, name)),
  ]);
  return rows.map((row) => ({ live, row, waiting, injects, subjects }));
}

/** How one row is. */
export function reportOf(look: Look): WorkloadReport {
  const { row } = look;
  const states: Partial<Record<Link, State>> = {};
  const checked = LINKS.map((link) => {
    const { check, needs } = CHECKS[link];
    const stopped = needs.some((need) => states[need] === "broken");
    const one = stopped ? skipped : check(look);
    states[link] = one.state;
    return one;
  });
  const { namespace, name } = row.account;
  return {
    workload: row.name,
    serviceAccount: `${namespace}/${name}`,
    verdict: worst(Object.values(states)) as Verdict,
    links: states as Record<Link, State>,
    findings: checked.flatMap((one) => one.findings),
    unseen: [...new Set(checked.flatMap((one) => one.unseen))],
  };
}
