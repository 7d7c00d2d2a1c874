import type { ExpectedGrant } from "../expected";
import { type Identity, itemsOf, type Live, missingOf, type Vault } from "../live";
import { same } from "../names";
import { vaultNameOf } from "../placement";
import { all, type Checked, fine, found, unseen } from "../report";

const about = { link: "roles", level: "broken" } as const;

export function vaultNamed({ vaults }: Live, name: string | undefined): Vault | undefined {
  return itemsOf(vaults).find((one) => same(one.name, name));
}

/** What the access policies of a vault permit to an identity; nothing where there is none. */
export function permittedBy({ policies }: Vault, { principalId }: Identity) {
  const own = policies.filter((one) => same(one.principalId, principalId));
  return own.length > 0 ? own.flatMap(({ permissions }) => permissions) : undefined;
}

/** Whether a vault lets an identity and its pods in, as far as no role or policy decides. */
export function checkVault(
  live: Live,
  identity: Identity,
  name: string,
  grants: readonly ExpectedGrant[],
): Checked {
  const vault = vaultNamed(live, name);
  if (!vault) return unseen(missingOf(live.vaults) ?? `the vault ${name} (--subscription)`);
  const policies = grants.some(
    ({ role, scope }) => role.kind === "policy" && same(vaultNameOf(scope), name),
  );
  return all(
    byRoles(vault, policies || permittedBy(vault, identity) !== undefined),
    byNetwork(vault),
  );
}

function byRoles(vault: Vault, policies: boolean): Checked {
  if (vault.rbac || policies) return fine;
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
