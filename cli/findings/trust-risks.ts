import { groupBy } from "../model/collections";
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
    const [was, becomes] = [had, has].map(({ value, sensitive }) =>
      sensitive ? "(sensitive)" : (text(value) ?? "(not known)"),
    );
    if (has.unknown) {
      const from = now.cluster ? `that of ${now.cluster.label}` : "one only known after apply";
      const same =
        now.cluster && now.cluster.key === old.cluster?.key && !replaced.has(now.cluster.key);
      return same ? [] : [finding(now.resource, `was ${was}, becomes ${from}`)];
    }
    return text(had.value) === text(has.value)
      ? []
      : [finding(now.resource, `was ${was}, becomes ${becomes}`)];
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
  const here = new Map(after.workloads.map((workload) => [workload.key, workload]));
  return lostFederations(before, after)
    .filter(({ key }) => !now.has(key))
    .flatMap((federation) => {
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

/** Credentials that stay at the issuer that their cluster had before. */
export function leftBehind({ after, changes }: Look): Finding[] {
  return changes.flatMap(({ before, after: cluster }) => {
    const [had, has] = [before, cluster].map((one) => one?.get("oidc_issuer_url"));
    const [was, is] = [had, has].map((one) => text(one?.value));
    if (!cluster || was === undefined || is === undefined || was === is) return [];
    const shown = [had, has].map((one) => (one?.sensitive ? "(sensitive)" : text(one?.value)));
    return after.federations
      .filter(({ resource }) => resource.get("issuer").value === was)
      .map(({ resource }) =>
        finding(resource, `stays at ${shown[0]}; ${cluster.address} gets ${shown[1]}`),
      );
  });
}

/** Credentials that come to trust a service account for another identity. */
export function movedTrust(look: Look): Finding[] {
  return kept(look)
    .filter(({ old, now }) => old.identity.key !== now.identity.key)
    .map(({ old, now }) =>
      finding(now.resource, `was of ${old.identity.label}, becomes one of ${now.identity.label}`),
    );
}

/** Credentials of one identity with one issuer and subject. */
export function repeatedTrust({ after }: Look): Finding[] {
  const seen = new Map<string, Federation>();
  return after.federations.flatMap((one) => {
    const { identity, subject, cluster, issuer, resource } = one;
    if (subject === undefined) return [];
    const key = [identity.key, subject, cluster?.key ?? issuer].join("\n");
    const first = seen.get(key);
    if (!first) seen.set(key, one);
    return first ? [finding(resource, `has issuer and subject of ${first.resource.address}`)] : [];
  });
}

/** Workloads whose account is trusted and whose pods the webhook passes by. */
export function unlabelled({ after }: Look): Finding[] {
  return after.federations.flatMap((federation) =>
    after
      .unlabelledOf(federation)
      .map(({ resource, label }) =>
        finding(resource, `${label} could become ${federation.identity.label}`),
      ),
  );
}

export function strangerAnnotations({ before, after }: Look): Finding[] {
  const earlier = new Map(before?.accounts.map((one) => [one.resource.key, one]));
  const place = (at: { namespace?: string }, name?: string) => `${at.namespace}/${name}`;
  const federations = groupBy(after.federations, (one) => place(one, one.serviceAccount));
  return after.accounts.flatMap((account) => {
    const { resource, namespace, name, identity, asksFor } = account;
    if (!asksFor || asksFor === "(known after apply)") return [];
    const trusts = (federations.get(place(account, name)) ?? []).filter((one) =>
      sameCluster(one, account),
    );
    if (identity && trusts.some((one) => one.identity.key === identity.key)) return [];
    // Of an identity that no stack holds it is only known that these stacks trust the account for another.
    const another = trusts.length > 0 || earlier.get(resource.key)?.identity !== undefined;
    if (!identity && !another) return [];
    return [finding(resource, `${namespace}/${name} asks for ${asksFor}, which does not trust it`)];
  });
}
