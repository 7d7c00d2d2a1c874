import { text } from "../model/json";
import { type Federation, sameCluster } from "../model/trust-graph";
import { lostFederations } from "./access-changes";
import { finding, type Finding, type Look, some } from "./finding";
import { destroyed } from "./resource-risks";

/** Federations that are there before and after. */
function kept({ before, after }: Look): { old: Federation; now: Federation }[] {
  const earlier = new Map((before?.federations ?? []).map((one) => [one.key, one]));
  return after.federations.flatMap((now) => {
    const old = earlier.get(now.key);
    return old ? [{ old, now }] : [];
  });
}

export function issuerChanged(look: Look): Finding[] {
  const replaced = new Set(
    destroyed("cluster")(look).map(({ stack, address }) => `${stack}:${address}`),
  );
  return kept(look).flatMap(({ old, now }) => {
    const [had, has] = [old, now].map(({ resource }) => resource.get("issuer"));
    const values = [had, has].map(({ value, sensitive }) =>
      sensitive ? "(sensitive)" : text(value),
    );
    if (has.unknown) {
      const from = now.cluster ? `that of ${now.cluster.label}` : "one only known after apply";
      const same =
        now.cluster && now.cluster.key === old.cluster?.key && !replaced.has(now.cluster.key);
      return same
        ? []
        : [finding(now.resource, `was ${values[0] ?? "not known"}, becomes ${from}`)];
    }
    return had.value === has.value
      ? []
      : [finding(now.resource, `was ${values[0]}, becomes ${values[1]}`)];
  });
}

/** Federations whose subject or audience changes. */
export function trustChanged(attribute: "subject" | "audience") {
  return (look: Look): Finding[] =>
    kept(look)
      .filter(({ old, now }) => old[attribute] !== now[attribute])
      .map(({ old, now }) => {
        const [was, becomes] = [old, now].map((one) => one[attribute] ?? "(not known)");
        return finding(now.resource, `was ${was}, becomes ${becomes}`);
      });
}

export function removedTrust({ before, after }: Look): Finding[] {
  if (!before) return [];
  const now = new Set(after.federations.map(({ key }) => key));
  return lostFederations(before, after)
    .filter(({ key }) => !now.has(key))
    .flatMap((federation) => {
      const here = new Map(after.workloads.map((workload) => [workload.key, workload]));
      const users = before.workloadsOf(federation).filter(({ key }) => {
        const workload = here.get(key);
        const same = workload && after.federationsOf(workload);
        return (
          workload?.labelled &&
          !same?.some(({ identity }) => identity.key === federation.identity.key)
        );
      });
      if (users.length === 0) return [];
      return [
        finding(federation.resource, `is relied on by ${some(users.map(({ label }) => label))}`),
      ];
    });
}

export function strangerAnnotations({ after }: Look): Finding[] {
  return after.accounts.flatMap((account) => {
    const { resource, namespace, name, identity } = account;
    if (!identity) return [];
    const trusted = after.federations.some(
      (one) =>
        one.identity.key === identity.key &&
        one.namespace === namespace &&
        one.serviceAccount === name &&
        sameCluster(one, account),
    );
    return trusted
      ? []
      : [
          finding(
            resource,
            `${namespace}/${name} asks for ${identity.label}, which does not trust it`,
          ),
        ];
  });
}
