import { findRole, hasFlag, includesRole } from "../../../azure/roles";
import { dataPlaceOf, type DataPlace, gives, giveDataRole } from "../cosmos";
import type { ExpectedGrant } from "../expected";
import { assignRole, runAgain } from "../fixes";
import { type Assignment, type Identity, itemsOf, missingOf, type Seen, type Vault } from "../live";
import { all, type Checked, fine, found, skipped, unseen } from "../report";
import { clientIdOf, identityOf, type Look, same, shapeOf } from "./look";

const USER = "Key Vault Secrets User";

/** Whether the identity has the roles that it needs, and whether the vaults let it and the pods in. */
export function checkRoles(look: Look): Checked {
  if (clientIdOf(look) === undefined) return skipped;
  const identity = identityOf(look);
  const grants = grantsOf(look, identity);
  const wanted = wantedVaults(look).filter(
    (name) => !grants.some(({ vault }) => same(vault, name)),
  );
  if (grants.length + wanted.length === 0) return skipped;
  if (!identity) return unseen();
  const seen = look.live.assignments[identity.principalId];
  if (!seen) return unseen(`the roles of ${identity.name}`);
  const vaults = new Set([...grants.flatMap(({ vault }) => vault ?? []), ...wanted]);
  return all(
    ...grants.map((grant) => granted(look, identity, seen, grant)),
    ...wanted.map((name) => reaches(look, identity, seen, name)),
    ...[...vaults].map((name) => open(look, name)),
  );
}

const about = { link: "roles", level: "broken" } as const;

/** What the inventory grants to the identity that the account becomes. */
function grantsOf({ row }: Look, identity: Identity | undefined): readonly ExpectedGrant[] {
  const trust = row.trusts.find((one) => same(one.identity.name, identity?.name));
  return (trust ?? row.trusts[0])?.grants ?? [];
}

/** Vaults whose addresses the pods or the consumer know. */
function wantedVaults({ row }: Look): string[] {
  const inPods = shapeOf(row)?.containers.flatMap(({ vaults }) => vaults) ?? [];
  return [...new Set([...inPods, ...(row.consumer?.vault ? [row.consumer.vault] : [])])];
}

const vaultNamed = ({ live }: Look, name: string | undefined): Vault | undefined =>
  itemsOf(live.vaults).find((one) => same(one.name, name));

function granted(
  look: Look,
  identity: Identity,
  seen: Seen<Assignment>,
  grant: ExpectedGrant,
): Checked {
  const place = dataPlaceOf(grant);
  if (place) return keptByCosmos(look, identity, grant, place);
  const vault = vaultNamed(look, grant.vault);
  if (grant.role.startsWith("access policy")) {
    if (!vault) return unseen(missingOf(look.live.vaults) ?? `the vault ${grant.vault}`);
    return vault.policies.includes(identity.principalId.toLowerCase())
      ? fine
      : missing(identity, grant, grant.scope);
  }
  const alike = itemsOf(seen).filter(
    ({ role }) => sameRole(role, grant.role) || includesRole(role, grant.role),
  );
  const scope = scopeOf(grant, vault);
  const there = alike.filter((one) => scope === undefined || isAbove(one.scope, scope));
  if (there.length > 0) return conditional(identity, there);
  if (seen.read !== "whole") return unseen(seen.missing);
  if (alike.length > 0 && scope === undefined) return unseen(`the scope of ${grant.address}`);
  return missing(identity, grant, scope ?? grant.scope);
}

/** A role that Azure RBAC does not know: the account of Cosmos DB has it in a list of its own. */
function keptByCosmos(
  { live }: Look,
  identity: Identity,
  grant: ExpectedGrant,
  place: DataPlace,
): Checked {
  const { account, path } = place;
  if (account === undefined) return unseen(`the subscription of ${grant.scope}`);
  const seen = live.dataRoles?.[account];
  if (!seen) return unseen(`the data roles of ${account}`);
  const own = itemsOf(seen).filter(({ principalId }) => same(principalId, identity.principalId));
  if (own.some((held) => gives(held, grant.role, path))) return fine;
  if (seen.read !== "whole") return unseen(seen.missing);
  return missing(identity, grant, account + path, giveDataRole(identity, place, grant.role));
}

function sameRole(one: string, other: string): boolean {
  return same(findRole(one)?.name ?? one, findRole(other)?.name ?? other);
}

function missing(
  identity: Identity,
  grant: ExpectedGrant,
  scope: string,
  fix = scope.startsWith("/") ? [assignRole(identity, grant.role, scope)] : [],
): Checked {
  return found({
    ...about,
    id: "role-missing",
    place: { stack: grant.stack, address: grant.address },
    text: `${identity.name} is not ${grant.role} at ${grant.scope}`,
    expected: `${grant.role} at ${scope} or above`,
    fix: [...fix, ...runAgain(grant)],
  });
}

/** The id of the scope of a grant, as far as names lead to it. */
function scopeOf(grant: ExpectedGrant, vault: Vault | undefined): string | undefined {
  const secret = /^secret (\S+) of vault /.exec(grant.scope)?.[1];
  const suffix = secret === undefined ? "" : `/secrets/${secret}`;
  if (vault) return vault.id + suffix;
  const { subscription, resourceGroup } = grant;
  if (grant.vault !== undefined) {
    if (!subscription || !resourceGroup) return undefined;
    return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.KeyVault/vaults/${grant.vault}${suffix}`;
  }
  if (grant.scope.startsWith("resource group ") && subscription && resourceGroup) {
    return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
  }
  const named = /^subscription ([0-9a-f-]{36})$/.exec(grant.scope)?.[1];
  return named && `/subscriptions/${named}`;
}

/** Whether a scope is another one, or holds it; what is above subscriptions holds all that is seen. */
function isAbove(scope: string, inner: string): boolean {
  const [outer, below] = [scope, inner].map((id) => id.toLowerCase().replace(/\/+$/, ""));
  return !outer.startsWith("/subscriptions/") || below === outer || below.startsWith(`${outer}/`);
}

function conditional(identity: Identity, there: readonly Assignment[]): Checked {
  if (there.some(({ condition }) => !condition)) return fine;
  const [{ role, scope }] = there;
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
  const vault = vaultNamed(look, name);
  if (!vault) return unseen(missingOf(look.live.vaults) ?? `the vault ${name} (--subscription)`);
  if (!vault.rbac && vault.policies.includes(identity.principalId.toLowerCase())) return fine;
  const there = itemsOf(seen).filter(
    ({ scope }) => isAbove(scope, vault.id) || isAbove(vault.id, scope),
  );
  const reading = there.filter(({ role }) => hasFlag(role, "reads-secrets") || !findRole(role));
  if (there.length > 0) return conditional(identity, reading.length > 0 ? reading : there);
  if (seen.read !== "whole") return unseen(seen.missing);
  return found({
    ...about,
    id: "role-missing",
    text: `${identity.name} has no role at the vault ${name}, whose address is in ${look.row.name}`,
    expected: `a role such as ${USER} at ${vault.id} or above`,
    fix: [assignRole(identity, USER, vault.id)],
  });
}

function open(look: Look, name: string): Checked {
  const { live } = look;
  const vault = vaultNamed(look, name);
  if (!vault) return unseen(missingOf(live.vaults) ?? `the vault ${name} (--subscription)`);
  const policies = grantsOf(look, identityOf(look)).some(
    (grant) => same(grant.vault, name) && grant.role.startsWith("access policy"),
  );
  return all(byRoles(look, vault, policies), byNetwork(vault));
}

function byRoles(look: Look, vault: Vault, policies: boolean): Checked {
  const principal = identityOf(look)?.principalId.toLowerCase() ?? "";
  if (vault.rbac || policies || vault.policies.includes(principal)) return fine;
  return found({
    ...about,
    id: "vault-policy-mode",
    text: `the vault ${vault.name} uses access policies: roles at it do not count`,
    got: "enableRbacAuthorization false",
    expected: "true, or an access policy for the identity",
    fix: [`az keyvault update --name ${vault.name} --enable-rbac-authorization`],
  });
}

function byNetwork({ name, publicAccess, deniesByDefault, privateEndpoints }: Vault): Checked {
  if (publicAccess && !deniesByDefault) return fine;
  const closed = !publicAccess && privateEndpoints === 0;
  return found({
    ...about,
    level: closed ? "broken" : "warning",
    id: "vault-closed",
    text: closed
      ? `the vault ${name} lets nobody in: public access is off and it has no private endpoint`
      : `the vault ${name} lets only some networks in; whether pods are among them is not seen`,
    got: publicAccess ? "defaultAction Deny" : "publicNetworkAccess Disabled",
    fix: [
      "let the subnet of the nodes in (`az keyvault network-rule add`), or make a private endpoint in their network",
    ],
  });
}
