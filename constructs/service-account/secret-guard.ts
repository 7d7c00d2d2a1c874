import type { Construct } from "constructs";
import { findRole, hasFlag } from "../../azure/roles";
import { type HeldRole, rolesOf } from "../access/grant-ledger";
import { type IGrantScope, scopeKey } from "../access/grant-scope";
import { ManagedIdentity } from "../identity/managed-identity";
import type { IKeyVaultSecret } from "../key-vault/secret";
import { secretNotGranted } from "./account-errors";
import type { IWorkloadServiceAccount } from "./account";

/**
 * Refuses a workload that reads a secret which no role of its identity reads, when the program is
 * through. Roles of an identity that exists may have been assigned elsewhere.
 */
export function expectGrants(
  at: Construct,
  { identity, additionalIdentities }: IWorkloadServiceAccount,
  secrets: readonly IKeyVaultSecret[],
): void {
  const identities = [identity, ...additionalIdentities].map((trust) => trust.identity);
  if (!identities.every((one) => one instanceof ManagedIdentity)) return;
  at.node.addValidation({
    validate: () => {
      const grants = identities.flatMap((one) => rolesOf(one));
      return secrets
        .filter((secret) => !grants.some((grant) => mayRead(grant, secret)))
        .map((secret) => secretNotGranted(secret.name, identity.identity));
    },
  });
}

/** Whether a grant lets its grantee read a secret; a custom role and a wider scope may. */
function mayRead({ role, target }: HeldRole, secret: IKeyVaultSecret): boolean {
  if (!target || (findRole(role) && !hasFlag(role, "reads-secrets"))) return false;
  return reaches(target, secret.vault, secret);
}

/** Whether a role there holds for a vault, or for the object in it; outside of vaults it may. */
export function reaches(target: IGrantScope, vault: IGrantScope, object?: IGrantScope): boolean {
  const key = scopeKey(target);
  return (
    !isOfVault(target) ||
    key === scopeKey(vault) ||
    (object !== undefined && key === scopeKey(object))
  );
}

/** Whether a scope is a vault or something in one. */
function isOfVault(scope: IGrantScope): boolean {
  return (
    "addSecret" in scope || "vaultUri" in scope || /\/(keys|certificates)\/[^/]+$/.test(scope.id)
  );
}
