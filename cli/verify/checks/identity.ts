import { TENANT_ID } from "../../../azure/webhook";
import { annotate, restart, runAgain } from "../fixes";
import { type Identity, itemsOf, missingOf } from "../live";
import { same } from "../names";
import { all, type Checked, fine, found, type Finding, skipped, unseen } from "../report";
import type { ExpectedTrust } from "../expected";
import { clientIdOf, exchangeOf, identityOf, isIdentity, type Look, tenantIdOf } from "./look";

/** Whether the client id is that of an identity, and of the right one. */
export function checkIdentity(look: Look): Checked {
  const identity = identityOf(look);
  if (clientIdOf(look) === undefined) return skipped;
  return all(asExpected(look, identity), identity ? tenant(look, identity) : known(look));
}

const about = { link: "identity", level: "broken" } as const;

function known(look: Look): Checked {
  const { live } = look;
  const exchange = exchangeOf(look);
  if (exchange?.result === "given") return fine;
  const clientId = clientIdOf(look) ?? "";
  const noSuch = exchange?.result === "refused" && exchange.code === "700016";
  const searched = live.subscriptions.join(", ") || "none";
  const finding: Finding = {
    ...about,
    level: noSuch && !look.waiting ? "broken" : noSuch ? "pending" : "unproven",
    id: "identity-unknown",
    text: noSuch
      ? `Entra has no identity of the client id ${clientId} in the tenant (AADSTS700016)`
      : `no identity of the client id ${clientId} was seen; it may be an application, or in another subscription`,
    got: clientId,
    expected: `the client id of an identity; searched were the subscriptions: ${searched}`,
    fix: noSuch
      ? [annotate(look.row, "<client id>"), ...restart(look.row)]
      : ["name the subscription of the identity with --subscription <id>"],
  };
  return all(found(finding), noSuch ? fine : unseen(missingOf(live.identities)));
}

/** Whether it is one of those that the inventory lets the account become. */
function asExpected(look: Look, identity: Identity | undefined): Checked {
  const { live, row } = look;
  const [first] = row.trusts;
  if (!first) return fine;
  const listed = itemsOf(live.identities);
  const candidates = row.trusts.map((trust) => ({
    trust,
    live: listed.filter((one) => isIdentity(one, trust)),
  }));
  if (identity && candidates.some((one) => one.live.includes(identity))) return fine;
  const present = candidates.find((one) => one.live.length > 0);
  const [right, ...others] = present?.live ?? [];
  if (present && right) {
    if (others.length > 0) return ambiguous(present.trust, present.live);
    return found({
      ...about,
      place: present.trust.identity.place,
      id: "annotation-other",
      text: `the client id of ${row.account.namespace}/${row.account.name} is not that of ${right.name}`,
      got: `${clientIdOf(look)}${identity ? `, of ${identity.name}` : ", of no identity that was seen"}`,
      expected: right.clientId,
      fix: [annotate(row, right.clientId), ...restart(row), ...runAgain(present.trust.place)],
    });
  }
  const { identity: wanted } = first;
  if (live.identities.read !== "whole" || !row.trusts.every((trust) => searched(look, trust))) {
    return unseen(
      missingOf(live.identities) ??
        `the subscription of the identity ${wanted.name} (--subscription)`,
    );
  }
  return found({
    ...about,
    place: wanted.place,
    id: "identity-missing",
    text: `the identity ${wanted.name} is not there`,
    expected: `${wanted.name} in ${wanted.resourceGroup ?? live.subscriptions.join(", ")}`,
    fix: runAgain(wanted.place, ""),
  });
}

function searched({ live }: Look, { identity }: ExpectedTrust): boolean {
  return (
    identity.subscription !== undefined &&
    live.subscriptions.some((one) => same(one, identity.subscription))
  );
}

function ambiguous({ identity }: ExpectedTrust, all: readonly Identity[]): Checked {
  return found({
    ...about,
    level: "unproven",
    id: "identity-ambiguous",
    text: `${all.length} identities have the name ${identity.name}`,
    got: all.map(({ resourceGroup }) => resourceGroup).join(", "),
    expected: "one",
    fix: ["name the resource group with --resource-group <group>"],
  });
}

function tenant(look: Look, identity: Identity): Checked {
  const tenantId = tenantIdOf(look)?.trim();
  if (!tenantId || same(tenantId, identity.tenantId) || exchangeOf(look)?.result === "given") {
    return fine;
  }
  const { namespace, name } = look.row.account;
  return found({
    ...about,
    id: "tenant-differs",
    text: `the service account ${namespace}/${name} asks in another tenant than that of ${identity.name}`,
    got: tenantId,
    expected: identity.tenantId,
    fix: [
      `kubectl annotate serviceaccount ${name} --namespace ${namespace} ${TENANT_ID}=${identity.tenantId} --overwrite`,
      ...restart(look.row),
    ],
  });
}
