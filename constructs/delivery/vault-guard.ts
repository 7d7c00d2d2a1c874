import type { Construct } from "constructs";
import { findRole, ROLES } from "../../azure/roles";
import { type HeldRole, rolesOf } from "../access/grant-ledger";
import type { IGrantScope } from "../access/grant-scope";
import { ManagedIdentity } from "../identity/managed-identity";
import { reaches } from "../service-account/secret-guard";
import type { IWorkloadServiceAccount } from "../service-account/account";

/** The built-in roles that read the public part of a key or a certificate. */
const READERS = {
  key: [
    ROLES.KEY_VAULT_CRYPTO_USER,
    ROLES.KEY_VAULT_CRYPTO_OFFICER,
    ROLES.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER,
    ROLES.KEY_VAULT_CERTIFICATE_USER,
    ROLES.KEY_VAULT_READER,
    ROLES.KEY_VAULT_ADMINISTRATOR,
  ],
  certificate: [
    ROLES.KEY_VAULT_CERTIFICATE_USER,
    ROLES.KEY_VAULT_CERTIFICATES_OFFICER,
    ROLES.KEY_VAULT_READER,
    ROLES.KEY_VAULT_ADMINISTRATOR,
  ],
  secret: Object.values(ROLES).filter(({ flags }) => flags?.includes("reads-secrets")),
};

/** Whether a role may read an object of a vault; a custom role and a wider scope may. */
export function mayFetch(
  kind: keyof typeof READERS,
  { role, target }: HeldRole,
  vault: IGrantScope,
  object?: IGrantScope,
): boolean {
  const builtIn = findRole(role);
  if (!target) return false;
  if (builtIn && !READERS[kind].includes(builtIn)) return false;
  return reaches(target, vault, object);
}

/**
 * When the program has finished, says what no role of the account's identity lets it do. Roles of an
 * identity that exists may have been assigned elsewhere.
 */
export function expectRoles(
  at: Construct,
  { identity }: IWorkloadServiceAccount,
  lacking: (roles: HeldRole[]) => string[],
): void {
  if (!(identity.identity instanceof ManagedIdentity)) return;
  at.node.addValidation({ validate: () => lacking(rolesOf(identity.identity)) });
}
