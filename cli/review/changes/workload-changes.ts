import { digest } from "../../terraform/model/exact";
import { say } from "../../terraform/model/fact";
import type { Json } from "../../terraform/model/json";
import {
  type Federation,
  type Identity,
  issuerKey,
  issuesTokensOf,
  type TrustGraph,
  type Workload,
} from "../../terraform/model/trust-graph";
import { some } from "../risks/finding";
import { type AccessChange, placeOf } from "./access-change";
import { exactIdentity } from "./exact-access";
import type { Names } from "./names";
import { pairedWorkloads } from "./trust-changes";

/** An identity that pods become, and by which issuers' tokens. */
interface Reach {
  readonly identity: Identity;
  readonly issuers: Set<string>;
  /** Whether the stacks tell that the pods have tokens of one of the issuers. */
  sure: boolean;
  /** The issuer, where it is that of no cluster here and the stacks do not tell the pods' own. */
  perhaps?: string;
}

type Reaches = ReadonlyMap<string, Reach>;

/** What is reported of a workload. */
interface Told {
  readonly text: string;
  readonly exactly: Json;
}

const NONE: Reaches = new Map();

/** More identities of one workload are reported in one line. */
const TOLD_APART = 10;

/** Which identities the pods of each workload come to become, and which no more. */
export function changedWorkloads(
  before: TrustGraph,
  after: TrustGraph,
  names: Names,
): AccessChange[] {
  const [had, has] = [reachesOf(before), reachesOf(after)];
  const missing = differencesOf(names);
  const tell = (workload: Workload, effect: "gained" | "lost", all: readonly Told[]) =>
    all.map(({ text, exactly }): AccessChange => {
      const side = effect === "gained" ? "after" : "before";
      return {
        effect,
        who: workload.label,
        [side]: text,
        ...placeOf(workload.resource),
        exactly: { [side]: exactly },
      };
    });
  const { kept, come, gone } = pairedWorkloads(before, after);
  return [
    ...kept.flatMap(({ old, now }) => [
      ...tell(now, "gained", missing(has(now), had(old))),
      ...tell(now, "lost", missing(had(old), has(now))),
    ]),
    ...come.flatMap((now) => tell(now, "gained", missing(has(now), NONE))),
    ...gone.flatMap((old) => tell(old, "lost", missing(had(old), NONE))),
  ];
}

/** Which identities workloads become; all of one account in one cluster become the same. */
function reachesOf(trust: TrustGraph): (workload: Workload) => Reaches {
  const known = new Map<readonly Federation[], Reaches>();
  return (workload) => {
    const federations = trust.federationsOf(workload);
    if (federations.length === 0) return NONE;
    const found = known.get(federations) ?? reachOf(federations, workload);
    known.set(federations, found);
    return found;
  };
}

function reachOf(federations: readonly Federation[], workload: Workload): Reaches {
  const reached = new Map<string, Reach>();
  for (const federation of federations) {
    const { identity, cluster, issuer } = federation;
    const told = issuesTokensOf(federation, workload) === true;
    const known = reached.get(identity.key);
    const reach: Reach = known ?? { identity, issuers: new Set<string>(), sure: false };
    reach.issuers.add(issuerKey(federation));
    reach.sure ||= told;
    if (!told && !cluster) reach.perhaps ??= say(issuer);
    reached.set(identity.key, reach);
  }
  return reached;
}

/** What the first has and the second has not, found once for all that have the same. */
function differencesOf(names: Names): (one: Reaches, other: Reaches) => readonly Told[] {
  const known = new Map<Reaches, Map<Reaches, readonly Told[]>>();
  return (one, other) => {
    const before = known.get(one) ?? new Map<Reaches, readonly Told[]>();
    known.set(one, before);
    const found = before.get(other) ?? told(minus(one, other), names);
    before.set(other, found);
    return found;
  };
}

/** Identities of the first that are not those of the second, or by tokens of other issuers only. */
function minus(one: Reaches, other: Reaches): Reach[] {
  return [...one].flatMap(([key, reach]) => {
    const there = other.get(key);
    const same =
      there &&
      ((reach.sure && there.sure) ||
        [...reach.issuers].some((issuer) => there.issuers.has(issuer)));
    return same ? [] : [reach];
  });
}

function told(all: readonly Reach[], names: Names): Told[] {
  const identities = all.map(({ identity }) => identity);
  if (all.length > TOLD_APART) {
    const text = `can become ${some(identities.map((identity) => names.identity(identity)))}`;
    return [{ text, exactly: { identities: digest(identities.map(exactIdentity)) } }];
  }
  return all.map(({ identity, issuers, sure, perhaps }) => ({
    text:
      sure || perhaps === undefined
        ? `can become ${names.identity(identity)}`
        : `could become ${names.identity(identity)}, if its tokens are of ${perhaps}`,
    exactly: { identity: exactIdentity(identity), issuers: [...issuers].sort() },
  }));
}
