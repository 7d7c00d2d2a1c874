import { sortedBy } from "../../terraform/model/collections";
import { factKey, say, valueOf } from "../../terraform/model/fact";
import {
  type Federation,
  issuerKey,
  type ServiceAccount,
  type TrustGraph,
  type Workload,
} from "../../terraform/model/trust-graph";
import { type AccessChange, placeOf } from "./access-change";
import { exactAccount, exactTrust } from "./exact-access";
import type { Names } from "./names";
import { paired, type Pairing } from "./pairs";

/** What tells the trust of one identity from another: who of which issuer may become it. */
export function trustKey(federation: Federation): string {
  const { identity, subject } = federation;
  return [identity.key, factKey(subject) ?? "", issuerKey(federation)].join("\n");
}

/** The same with the audience. */
export function exactKey(federation: Federation): string {
  return [trustKey(federation), factKey(federation.audience) ?? ""].join("\n");
}

/** Credentials before and after: by what they say, at whatever address, or else by their address. */
export function pairedFederations(before: TrustGraph, after: TrustGraph): Pairing<Federation> {
  return paired(
    before.federations,
    after.federations,
    exactKey,
    ({ key }) => key,
    ({ identity, subject }) => valueOf(subject) && [identity.key, valueOf(subject)].join("\n"),
  );
}

/** Workloads before and after: by their address, or else by kind, name and cluster. */
export function pairedWorkloads(before: TrustGraph, after: TrustGraph): Pairing<Workload> {
  return paired(before.workloads, after.workloads, ({ key }) => key, workloadKey);
}

/** What a workload is, at whatever address. */
export function workloadKey({ label, cluster, resource }: Workload): string {
  return `${cluster?.key ?? resource.stack}\n${label}`;
}

function sayTrust(federation: Federation, names: Names): string {
  const audience = valueOf(federation.audience);
  const usual = audience === undefined || audience === "api://AzureADTokenExchange";
  return `trusts ${names.subject(federation)} of ${names.issuer(federation)}${usual ? "" : `, audience ${audience || "(none)"}`}`;
}

export function changedTrust(before: TrustGraph, after: TrustGraph, names: Names): AccessChange[] {
  const { kept, come, gone } = pairedFederations(before, after);
  const gain = (now: Federation): AccessChange => ({
    effect: "gained",
    who: names.identity(now.identity),
    after: sayTrust(now, names),
    ...placeOf(now.resource),
    exactly: { after: exactTrust(now) },
  });
  const lose = (old: Federation): AccessChange => ({
    effect: "lost",
    who: names.identity(old.identity),
    before: sayTrust(old, names),
    ...placeOf(old.resource),
    exactly: { before: exactTrust(old) },
  });
  const changes = kept
    .filter(({ old, now }) => exactKey(old) !== exactKey(now))
    .flatMap(({ old, now }): AccessChange[] =>
      old.identity.key === now.identity.key
        ? [
            {
              ...gain(now),
              effect: "changed",
              before: sayTrust(old, names),
              exactly: { before: exactTrust(old), after: exactTrust(now) },
            },
          ]
        : [gain(now), lose(old)],
    );
  return [...changes, ...come.map(gain), ...gone.map(lose)];
}

/** A service account's annotation does not give access, but decides which identity its pods ask for. */
export function changedAccounts(before: TrustGraph, after: TrustGraph): AccessChange[] {
  const { kept } = paired(
    before.accounts,
    after.accounts,
    ({ resource }) => resource.key,
    ({ namespace, name, cluster, resource }) =>
      `${cluster?.key ?? resource.stack}\n${say(namespace)}/${say(name)}`,
  );
  return sortedBy(kept, ({ now }) => now.resource.key).flatMap(({ old, now }): AccessChange[] => {
    if (!old.annotated || asks(old) === asks(now)) return [];
    return [
      {
        effect: "changed",
        who: `service account ${say(now.namespace)}/${say(now.name)}`,
        before: sayAsked(old),
        after: sayAsked(now),
        ...placeOf(now.resource),
        exactly: { before: exactAccount(old), after: exactAccount(now) },
      },
    ];
  });
}

function sayAsked({ asksFor }: ServiceAccount): string {
  return `asks for ${asksFor ? say(asksFor) : "no identity"}`;
}

function asks({ identity, asksFor }: ServiceAccount): string | undefined {
  return identity?.key ?? (asksFor && JSON.stringify(asksFor));
}
