import { groupBy } from "../../terraform/model/collections";
import { type Fact, factKey, factOf, say, valueOf } from "../../terraform/model/fact";
import { text } from "../../terraform/model/json";
import {
  type Federation,
  issuerKey,
  issuesTokensOf,
  type TrustGraph,
  type Workload,
} from "../../terraform/model/trust-graph";
import type { Pair } from "../changes/pairs";
import {
  pairedFederations,
  pairedWorkloads,
  trustKey,
  workloadKey,
} from "../changes/trust-changes";
import { finding, type Finding, type Look, some } from "./finding";
import { destroyed } from "./resource-risks";

function sayKnown(fact: Fact): string {
  return "unknown" in fact ? "(not known)" : say(fact);
}

/** Federations that are there before and after, be it as another resource. */
function kept({ before, after }: Look): readonly Pair<Federation>[] {
  return before ? pairedFederations(before, after).kept : [];
}

export function issuerChanged(look: Look): Finding[] {
  const replaced = new Set(
    destroyed("cluster")(look).map(({ stack, address }) => `${stack}:${address}`),
  );
  return kept(look).flatMap(({ old, now }) => {
    const [had, has] = [old.resource.get("issuer"), now.resource.get("issuer")];
    const [was, becomes] = [had, has].map((datum) => sayKnown(factOf(datum)));
    if (has.unknown) {
      const from = now.cluster
        ? `that of ${look.names.cluster(now.cluster)}`
        : "one only known after apply";
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
      .filter(({ old, now }) => factKey(old[attribute]) !== factKey(now[attribute]))
      .map(({ old, now }) => {
        const [was, becomes] = [old, now].map((one) => sayKnown(one[attribute]));
        return finding(now.resource, `was ${was}, becomes ${becomes}`);
      });
}

/** Credentials that go, or whose place one of another issuer takes, while workloads rely on them. */
export function removedTrust({ before, after, names }: Look): Finding[] {
  if (!before) return [];
  const addresses = new Set(after.federations.map(({ key }) => key));
  const trusted = new Set(after.federations.map(trustKey));
  const here = new Map(pairedWorkloads(before, after).kept.map(({ old, now }) => [old, now]));
  const becomes = byIdentity(after);
  return before.federations
    .filter((federation) => !addresses.has(federation.key) && !trusted.has(trustKey(federation)))
    .flatMap((federation) => {
      const { identity, resource } = federation;
      const users = before.workloadsOf(federation).flatMap((old) => {
        const now = here.get(old);
        const served =
          now &&
          becomes(now, identity.key).some(
            (one) => issuesTokensOf(one, now) === true || issuerKey(one) === issuerKey(federation),
          );
        return now?.labelled && !served ? [now.label] : [];
      });
      if (users.length === 0) return [];
      const others = after
        .trustsOf(identity)
        .filter(({ subject }) => factKey(subject) === factKey(federation.subject))
        .map((one) => names.issuer(one));
      const rest = others.length > 0 ? `; what remains is of ${some(others)}` : "";
      return [finding(resource, `is relied on by ${some(users)}${rest}`)];
    });
}

/** By which credentials a workload becomes an identity. */
function byIdentity(trust: TrustGraph) {
  const grouped = new Map<readonly Federation[], Map<string, Federation[]>>();
  return (workload: Workload, identity: string): readonly Federation[] => {
    const all = trust.federationsOf(workload);
    const known = grouped.get(all) ?? groupBy(all, (one) => one.identity.key);
    grouped.set(all, known);
    return known.get(identity) ?? [];
  };
}

/** Credentials that stay at the issuer that their cluster had before. */
export function leftBehind({ after, changes }: Look): Finding[] {
  return changes.flatMap(({ before, after: cluster }) => {
    const [had, has] = [before, cluster].map((one) => one?.get("oidc_issuer_url"));
    const [was, is] = [had, has].map((one) => text(one?.value));
    if (!cluster || was === undefined || is === undefined || was === is) return [];
    const shown = [had, has].map((one) => one && say(factOf(one)));
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
    .map(({ old, now }) => {
      const [was, becomes] = [old, now].map(({ identity }) => look.names.identity(identity));
      return finding(now.resource, `was of ${was}, becomes one of ${becomes}`);
    });
}

/** Credentials of one identity with one issuer and subject. */
export function repeatedTrust({ after }: Look): Finding[] {
  const seen = new Map<string, Federation>();
  return after.federations.flatMap((one) => {
    if (valueOf(one.subject) === undefined) return [];
    const key = trustKey(one);
    const first = seen.get(key);
    if (!first) seen.set(key, one);
    const said = `has issuer and subject of ${first?.resource.address}`;
    return first ? [finding(one.resource, said, key)] : [];
  });
}

/** Workloads whose account is trusted and whose pods the webhook passes by. */
export function unlabelled({ after, names }: Look): Finding[] {
  const reached = new Map<Workload, Federation[]>();
  for (const federation of after.federations) {
    for (const workload of after.unlabelledOf(federation)) {
      const known = reached.get(workload);
      if (known) known.push(federation);
      else reached.set(workload, [federation]);
    }
  }
  return [...reached].map(([workload, federations]) => {
    const identities = federations.map(({ identity }) => identity);
    const said = `${workload.label} could become ${some(identities.map((one) => names.identity(one)))}`;
    const keys = identities.map(({ key }) => key).sort();
    return finding(workload.resource, said, [workloadKey(workload), ...keys].join("\n"));
  });
}

export function strangerAnnotations({ before, after, names }: Look): Finding[] {
  const earlier = new Map(before?.accounts.map((one) => [one.resource.key, one]));
  const federations = groupBy(after.federations, ({ subject }) => valueOf(subject) ?? "-");
  return after.accounts.flatMap((account) => {
    const { resource, namespace, name, identity, asksFor } = account;
    const asked = valueOf(asksFor);
    if (asked === undefined) return [];
    // What is named or trusted only after apply may be the same.
    const trusting = identity ? after.trustsOf(identity) : [];
    const isOpen = ({ subject }: Federation) => valueOf(subject) === undefined;
    if (valueOf(name) === undefined ? trusting.length > 0 : trusting.some(isOpen)) return [];
    const trusts = (federations.get(account.subject ?? "") ?? []).filter(
      (one) => issuesTokensOf(one, account) !== false,
    );
    if (identity && trusts.some((one) => one.identity.key === identity.key)) return [];
    // Of an identity that no stack holds it is only known that these stacks trust the account for another.
    const another = trusts.length > 0 || earlier.get(resource.key)?.identity !== undefined;
    if (!identity && !another) return [];
    const place = `${say(namespace)}/${say(name)}`;
    const whom = identity ? names.identity(identity) : asked;
    return [
      finding(
        resource,
        `${place} asks for ${whom}, which does not trust it`,
        [account.cluster?.key ?? resource.stack, place, identity?.key ?? asked].join("\n"),
      ),
    ];
  });
}
