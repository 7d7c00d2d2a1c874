import type { Construct } from "constructs";
import type { IKeyVaultAccess } from "../key-vault/key-vault-access";
import type { IKeyVaultSecret } from "../key-vault/secret";
import { checkOneOf } from "../private/checks";
import { expectGrants } from "../service-account/secret-guard";
import type { IWorkloadServiceAccount } from "../service-account/account";
import { vaultNotGranted } from "./errors";
import { CLOUDS } from "./clouds";
import {
  AppliedObject,
  DeliveredObject,
  type Description,
  type IDeliveredObject,
} from "./delivered-object";
import { expectRoles, mayFetch } from "./vault-guard";

/** A vault as External Secrets reads it, and as whom. */
export interface SecretStoreProps {
  /**
   * The service account whose token External Secrets asks Kubernetes for. It needs its annotations, but no
   * pod and no label.
   */
  readonly serviceAccount: IWorkloadServiceAccount;

  /** The name of the SecretStore, by which ExternalSecrets refer to it: text known at synth. */
  readonly name: string;

  /** The vault. */
  readonly vault: IKeyVaultAccess;

  /**
   * The secrets that ExternalSecrets read from the store. Each of them has to be granted.
   *
   * @default - not named: some secret of the vault has to be granted
   */
  readonly secrets?: IKeyVaultSecret[];

  /**
   * The cloud: `AzurePublicCloud`, `AzureUSGovernmentCloud` or `AzureChinaCloud`.
   *
   * @default - the public cloud, by External Secrets
   */
  readonly environment?: string;
}

function describe(at: Construct, props: SecretStoreProps): Description {
  const { serviceAccount, vault, secrets, environment } = props;
  checkOneOf(at, "environment", environment, Object.keys(CLOUDS));
  const { identity } = serviceAccount.identity;
  if (secrets) expectGrants(at, serviceAccount, secrets);
  else {
    expectRoles(at, serviceAccount, (roles) =>
      roles.some((role) => readsOf(vault, role)) ? [] : [vaultNotGranted(identity)],
    );
  }
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "SecretStore",
    spec: ({ vaultUri }) => ({
      provider: {
        azurekv: {
          authType: "WorkloadIdentity",
          vaultUrl: vaultUri,
          environmentType: environment && CLOUDS[environment],
          serviceAccountRef: { name: serviceAccount.identity.serviceAccountName },
        },
      },
    }),
  };
}

/** Whether a role reads a secret of the vault, be it one alone. */
function readsOf(vault: IKeyVaultAccess, role: Parameters<typeof mayFetch>[1]): boolean {
  const { target = vault } = role;
  const below = "vault" in target && (target as IKeyVaultSecret);
  const of = below && below.vault === vault ? below : undefined;
  return mayFetch("secret", role, vault, of);
}

/**
 * A SecretStore of External Secrets that reads a vault as the identity of a service account
 * (https://external-secrets.io/latest/provider/azure-key-vault). Whoever writes an ExternalSecret in the
 * namespace reads what the identity may read, and no more.
 *
 * Terraform applies it, and asks for the kind when it plans: External Secrets 0.16 or later has to be in
 * the cluster by then. `rendered` needs no cluster.
 *
 * Throws when the name is none and in the stack of a new cluster; at synth when the identity may read no
 * secret of the vault, or not those that are named.
 */
export class SecretStore extends AppliedObject {
  /**
   * One that others apply by its `yaml`. Creates nothing.
   *
   * Throws as the constructor does, but for the stack.
   */
  public static rendered(scope: Construct, id: string, props: SecretStoreProps): IDeliveredObject {
    return new DeliveredObject(scope, id, "SecretStoreProps", props, (at) => describe(at, props));
  }

  constructor(scope: Construct, id: string, props: SecretStoreProps) {
    super(scope, id, "SecretStoreProps", props, (at) => describe(at, props));
  }
}
