import { Annotations } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { grantsOf } from "../grant";
import type { IFederatedIdentity, IOidcIssuer } from "../federated-identity";
import type { IKeyVaultSecret } from "../key-vault-secret";
import { ManagedIdentity } from "../managed-identity";
import type { IWorkloadServiceAccount } from "../service-account";
import { isConnected } from "./connections";
import { accountOfTwoIdentities, secretNotGranted, unusedFederation } from "./errors";

// What never happened shows only when the program is through: these checks run when it is synthesized,
// and all that they find in a stack is shown at once.

const accounts = new WeakMap<IOidcIssuer, Map<string, IWorkloadServiceAccount>>();
const used = new WeakSet<IFederatedIdentity>();

/** Notes that an account stands for its trusts, and refuses a second one with another identity. */
export function enlistAccount(account: IWorkloadServiceAccount): void {
  const { identity, additionalIdentities, namespace } = account;
  [identity, ...additionalIdentities].forEach((trust) => used.add(trust));

  const known = accounts.get(identity.cluster) ?? new Map<string, IWorkloadServiceAccount>();
  accounts.set(identity.cluster, known);
  const name = `${namespace}/${identity.serviceAccountName}`;
  const other = known.get(name) ?? account;
  known.set(name, other);
  account.node.addValidation({
    validate: () =>
      other.identity.identity === identity.identity ? [] : [accountOfTwoIdentities(name, other)],
  });
}

/** Warns of a trust that nothing uses, in an app that creates objects in its cluster. */
export function expectUse(trust: IFederatedIdentity & IConstruct): void {
  trust.node.addValidation({
    validate: () => {
      if (!used.has(trust) && isConnected(trust.cluster)) {
        const { namespace, serviceAccountName } = trust;
        Annotations.of(trust).addWarning(unusedFederation(`${namespace}/${serviceAccountName}`));
      }
      return [];
    },
  });
}

/**
 * Refuses a workload that reads a secret which its identity was never granted. Roles of an identity that
 * exists may have been assigned elsewhere, and roles on wider scopes may include the vault.
 */
export function expectGrants(
  at: Construct,
  { identity, additionalIdentities }: IWorkloadServiceAccount,
  secrets: readonly IKeyVaultSecret[],
): void {
  const identities = [identity, ...additionalIdentities].map((trust) => trust.identity);
  const mayBeElsewhere = identities.some((some) => !(some instanceof ManagedIdentity));
  if (mayBeElsewhere) return;
  at.node.addValidation({
    validate: () => {
      const targets = identities.flatMap((some) => grantsOf(some)).map(({ target }) => target);
      const wider = targets.some((target) => !("vaultUri" in target) && !("addSecret" in target));
      if (wider) return [];
      return secrets
        .filter((secret) => !targets.includes(secret) && !targets.includes(secret.vault))
        .map((secret) => secretNotGranted(secret.name, identity.identity));
    },
  });
}
