import { findRole, hasFlag } from "../../../azure/roles";
import { valueOf } from "../../terraform/model/fact";
import { placeOfId } from "../../terraform/model/scope-place";
import { accountOf, giveDataRole, givesDataRole, reachesData } from "../cosmos";
import type { ExpectedGrant } from "../expected";
import { assignRole, runAgain } from "../fixes";
import { givesRole } from "../held-role";
import { type Assignment, type Identity, itemsOf, missingOf, type Seen } from "../live";
import { same } from "../names";
import { type Answer, covers, knownId, located, unlisted, vaultNameOf } from "../placement";
import { all, type Checked, fine, found, skipped, unseen } from "../report";
import { clientIdOf, identityOf, isIdentity, type Look, shapeOf } from "./look";
import { checkVault, permittedBy, vaultNamed } from "./vault";

const USER = "Key Vault Secrets User";

/** Whether the identity has the roles that it needs, and whether the vaults let it and the pods in. */
export function checkRoles(look: Look): Checked {
  if (clientIdOf(look) === undefined) return skipped;
  const identity = identityOf(look);
  const grants = grantsOf(look, identity);
  const granted = new Set(grants.flatMap(({ scope }) => vaultNameOf(scope) ?? []));
  const wanted = wantedVaults(look).filter((name) => ![...granted].some((one) => same(one, name)));
  if (grants.length + wanted.length === 0) return skipped;
  if (!identity) return unseen();
  const seen = look.live.assignments[identity.principalId];
  if (!seen) return unseen(`the roles of ${identity.name}`);
  return all(
    ...grants.map((grant) => isGranted(look, identity, seen, grant)),
    ...wanted.map((name) => reaches(look, identity, seen, name)),
    ...[...granted, ...wanted].map((name) => checkVault(look.live, identity, name, grants)),
  );
}

const about = { link: "roles", level: "broken" } as const;

/** What the inventory grants to the identity that the account becomes. */
function grantsOf({ row }: Look, identity: Identity | undefined): readonly ExpectedGrant[] {
  const trust = row.trusts.find((one) => !identity || isIdentity(identity, one));
  return trust?.grants ?? [];
}

/** Vaults whose addresses the pods or the consumer know. */
function wantedVaults({ row }: Look): string[] {
  const inPods = shapeOf(row)?.containers.flatMap(({ vaults }) => vaults) ?? [];
  return [...new Set([...inPods, ...(row.consumer?.vault ? [row.consumer.vault] : [])])];
}

/** Whether there is what a grant says; with a part of it that cannot be compared nothing is said. */
function isGranted(
  look: Look,
  identity: Identity,
  seen: Seen<Assignment>,
  grant: ExpectedGrant,
): Checked {
  const { live } = look;
  if (grant.role.kind === "policy") return byPolicy(look, identity, grant);
  const role = valueOf(grant.role.name);
  if (grant.role.kind === null || role === undefined) return unseen(`the role of ${grant.address}`);
  if (grant.role.kind === "cosmos") return keptByCosmos(look, identity, grant, role);
  const scope = located(grant.scope, live);
  const { there, unknown } = compared(itemsOf(seen), (one) => [
    covers(one, scope, live.subscriptions),
    givesRole(one, role),
  ]);
  const held = conditional(identity, there);
  if (held) return held;
  const missing = unlisted(scope, live.subscriptions);
  if (unknown.length > 0) return unseen(...unknown.map((one) => `${one} (${grant.address})`));
  if (seen.read !== "whole") return unseen(seen.missing);
  if (missing !== undefined) return unseen(`${missing} (${grant.address})`);
  return isMissing(identity, grant, { id: knownId(scope) });
}

/** What certainly counts, and what would have to be known of the rest that nothing rules out. */
function compared<T>(held: readonly T[], compare: (one: T) => readonly Answer[]) {
  const answers = held.map((one) => ({ one, said: compare(one) }));
  const possible = answers.filter(({ said }) => !said.includes(false));
  return {
    there: possible.flatMap(({ one, said }) => (said.every((is) => is === true) ? [one] : [])),
    unknown: [...new Set(possible.flatMap(({ said }) => said.filter(isOpen).flat()))],
  };
}

const isOpen = (answer: Answer): answer is readonly string[] => typeof answer !== "boolean";

/** An access policy permits what it lists, kind by kind. */
function byPolicy(look: Look, identity: Identity, grant: ExpectedGrant): Checked {
  const { role, scope, address } = grant;
  const name = vaultNameOf(scope);
  const vault = vaultNamed(look.live, name);
  if (!vault) {
    return unseen(missingOf(look.live.vaults) ?? `the vault ${name ?? `of ${address}`}`);
  }
  const given = permittedBy(vault, identity);
  const lacks = (verb: string) =>
    !given?.includes(verb) && !given?.includes(`${verb.split(" ")[0]} all`);
  if (role.permissions === undefined) {
    return given
      ? unseen(`the permissions of ${address}`)
      : isMissing(identity, grant, { got: "none" });
  }
  const lacking = role.permissions.filter(lacks);
  return lacking.length === 0
    ? fine
    : isMissing(identity, grant, { got: given?.join(", ") ?? "none" });
}

/** A role that Azure RBAC does not know: the account of Cosmos DB has it in a list of its own. */
function keptByCosmos(
  { live }: Look,
  identity: Identity,
  grant: ExpectedGrant,
  role: string,
): Checked {
  const account = accountOf(grant, live);
  if (account === undefined)
    return unseen(`the account of ${grant.scope.label} (${grant.address})`);
  const seen = live.dataRoles?.[account];
  if (!seen) return unseen(`the data roles of ${account}`);
  const own = itemsOf(seen).filter(({ principalId }) => same(principalId, identity.principalId));
  const { there, unknown } = compared(own, (one) => [
    reachesData(one, grant.scope),
    givesDataRole(one, role),
  ]);
  if (there.length > 0) return fine;
  if (unknown.length > 0) return unseen(...unknown.map((one) => `${one} (${grant.address})`));
  if (seen.read !== "whole") return unseen(seen.missing);
  const path = valueOf(grant.scope.child);
  return isMissing(identity, grant, {
    id: path === undefined ? account : `${account}/${path}`,
    fix: giveDataRole(identity, account, grant.scope, role),
  });
}

/** That a grant is not there: at an id, where that is known, with what gives it. */
function isMissing(
  identity: Identity,
  grant: ExpectedGrant,
  { id, got, fix }: { id?: string; got?: string; fix?: readonly string[] },
): Checked {
  const { stack, address, role, scope } = grant;
  const name = valueOf(role.name);
  const assigned = id !== undefined && name !== undefined ? [assignRole(identity, name, id)] : [];
  const wanted = role.kind === "policy" ? role.permissions?.join(", ") : undefined;
  return found({
    ...about,
    id: "role-missing",
    place: { stack, address },
    text: `${identity.name} is not ${role.label} at ${scope.label}`,
    ...(got !== undefined && { got }),
    expected: wanted ?? `${role.label} at ${id ?? scope.label} or above`,
    fix: [...(fix ?? assigned), ...runAgain(grant)],
  });
}

/** What is to be said of assignments that are there; undefined where none is. */
function conditional(identity: Identity, there: readonly Assignment[]): Checked | undefined {
  const [first] = there;
  if (!first) return undefined;
  if (there.some(({ condition }) => !condition)) return fine;
  const { role, scope } = first;
  return found({
    ...about,
    level: "warning",
    id: "role-conditional",
    text: `${identity.name} is ${role} under a condition, which is not evaluated`,
    got: scope,
    fix: [`az role assignment list --assignee ${identity.principalId} --scope ${scope}`],
  });
}

/** A vault that the pods know, and of which no inventory tells: any role at it or above will do. */
function reaches(look: Look, identity: Identity, seen: Seen<Assignment>, name: string): Checked {
  const { live, row } = look;
  const vault = vaultNamed(live, name);
  if (!vault) return unseen(missingOf(live.vaults) ?? `the vault ${name} (--subscription)`);
  if (!vault.rbac && permittedBy(vault, identity)) return fine;
  const scopeOf = (id: string) => ({ ...placeOfId(id), label: id });
  const there = itemsOf(seen).filter((one) => {
    const within = { ...one, scope: vault.id };
    return [
      covers(one, scopeOf(vault.id), live.subscriptions),
      covers(within, scopeOf(one.scope), []),
    ].includes(true);
  });
  const reading = there.filter(({ role }) => hasFlag(role, "reads-secrets") || !findRole(role));
  const held = conditional(identity, reading) ?? conditional(identity, there);
  if (held) return held;
  if (seen.read !== "whole") return unseen(seen.missing);
  return found({
    ...about,
    id: "role-missing",
    text: `${identity.name} has no role at the vault ${name}, whose address is in ${row.name}`,
    expected: `a role such as ${USER} at ${vault.id} or above`,
    fix: [assignRole(identity, USER, vault.id)],
  });
}
