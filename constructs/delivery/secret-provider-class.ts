import type { Construct } from "constructs";
import type { IGrantScope } from "../access/grant-scope";
import { scopeKey } from "../access/grant-scope";
import type { IKeyVaultCertificate, IKeyVaultKey } from "../key-vault/key-and-certificate";
import type { IKeyVaultAccess } from "../key-vault/key-vault-access";
import type { IKeyVaultSecret } from "../key-vault/secret";
import { sortedEntries } from "../pod/maps";
import { checkName, checkOneOf } from "../private/checks";
import { RULES } from "../private/rules";
import { yamlText } from "../private/yaml";
import { expectGrants } from "../service-account/secret-guard";
import type { IWorkloadServiceAccount } from "../service-account/account";
import {
  emptySyncedSecret,
  noVaultObjects,
  objectOfOtherVault,
  sameVaultObjectTwice,
  unmountedObject,
  vaultObjectNotGranted,
} from "./errors";
import { CLOUDS } from "./clouds";
import {
  AppliedObject,
  DeliveredObject,
  type Description,
  type IDeliveredObject,
} from "./delivered-object";
import { expectRoles, mayFetch } from "./vault-guard";

/** A Kubernetes secret that the driver makes of what a pod mounts. */
export interface SyncedSecret {
  /** The name of the Kubernetes secret. */
  readonly name: string;

  /** The keys of the Kubernetes secret, each with the name of a mounted secret, key or certificate. */
  readonly keys: Record<string, string>;

  /**
   * The type of the Kubernetes secret, such as `kubernetes.io/tls`.
   *
   * @default "Opaque"
   */
  readonly type?: string;
}

/** What the Secrets Store CSI driver fetches from a vault, and as whom. */
export interface SecretProviderClassProps {
  /** The service account of the pods that mount the volume. The driver fetches as its identity. */
  readonly serviceAccount: IWorkloadServiceAccount;

  /** The name of the SecretProviderClass, by which pods mount it: text known at synth. */
  readonly name: string;

  /** The vault. */
  readonly vault: IKeyVaultAccess;

  /**
   * Secrets, each of which becomes a file of its name.
   *
   * @default - none
   */
  readonly secrets?: IKeyVaultSecret[];

  /**
   * Keys, of which the public part becomes a file.
   *
   * @default - none
   */
  readonly keys?: IKeyVaultKey[];

  /**
   * Certificates, of which the public part becomes a file.
   *
   * @default - none
   */
  readonly certificates?: IKeyVaultCertificate[];

  /**
   * Certificates that become a file with their private key, which is read through the secret of the same
   * name.
   *
   * @default - none
   */
  readonly certificatesWithPrivateKey?: IKeyVaultCertificate[];

  /**
   * Kubernetes secrets that the driver makes of the files, for environment variables. They exist only while
   * a pod mounts the class, can be read by whoever reads secrets in the namespace, and a driver of one's own
   * chart needs `syncSecret.enabled`.
   *
   * @default - none: the values are in the pods' files alone
   */
  readonly syncedSecrets?: SyncedSecret[];

  /**
   * The cloud: `AzurePublicCloud`, `AzureUSGovernmentCloud` or `AzureChinaCloud`.
   *
   * @default - the public cloud, by the driver
   */
  readonly environment?: string;
}

/** An object of the vault as the driver knows it. */
interface Fetched {
  readonly objectName: string;
  readonly objectType: "secret" | "key" | "cert";
}

function describe(at: Construct, props: SecretProviderClassProps): Description {
  const { serviceAccount, vault, secrets = [], keys = [], certificates = [] } = props;
  const { certificatesWithPrivateKey = [], syncedSecrets = [], environment } = props;
  checkOneOf(at, "environment", environment, Object.keys(CLOUDS));
  secrets
    .filter((secret) => scopeKey(secret.vault) !== scopeKey(vault))
    .forEach(({ name }) => {
      throw objectOfOtherVault(at, "secret", name);
    });
  checkHome(at, "key", keys, vault);
  checkHome(at, "certificate", [...certificates, ...certificatesWithPrivateKey], vault);

  const fetched = [
    ...secrets.map(({ name }) => ({ objectName: name, objectType: "secret" as const })),
    ...keys.map(({ name }) => ({ objectName: name, objectType: "key" as const })),
    ...certificates.map(({ name }) => ({ objectName: name, objectType: "cert" as const })),
    ...certificatesWithPrivateKey.map(({ name }) => ({
      objectName: name,
      objectType: "secret" as const,
    })),
  ];
  const names = fetched.map(({ objectName }) => objectName);
  if (names.length === 0) throw noVaultObjects(at);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw sameVaultObjectTwice(at, twice);
  checkSynced(at, syncedSecrets, names);
  expectGrants(at, serviceAccount, secrets);
  expectVaultRoles(at, props);

  return {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    spec: ({ clientId, tenantId, vaultName }) => ({
      provider: "azure",
      parameters: {
        usePodIdentity: "false",
        clientID: clientId,
        tenantId,
        keyvaultName: vaultName,
        cloudName: environment,
        objects: objectsText(fetched),
      },
      secretObjects:
        syncedSecrets.length === 0
          ? undefined
          : syncedSecrets.map(({ name, type = "Opaque", keys: data }) => ({
              secretName: name,
              type,
              data: sortedEntries(data).map(([key, objectName]) => ({ key, objectName })),
            })),
    }),
  };
}

/** A text of YAML whose items are texts of YAML again: so the driver takes it. */
function objectsText(fetched: readonly Fetched[]): string {
  return yamlText({ array: fetched.map((one) => yamlText({ ...one })) });
}

function checkHome(
  at: Construct,
  kind: string,
  objects: readonly (IGrantScope & { readonly name: string })[],
  vault: IGrantScope,
): void {
  for (const { id, name } of objects) {
    if (!id.toLowerCase().startsWith(`${vault.id.toLowerCase()}/`)) {
      throw objectOfOtherVault(at, kind, name);
    }
  }
}

function checkSynced(at: Construct, all: readonly SyncedSecret[], mounted: string[]): void {
  all.forEach(({ name, keys }, index) => {
    const path = `syncedSecrets[${index}]`;
    checkName(at, `${path}.name`, name, RULES.kubernetesObject);
    if (Object.keys(keys).length === 0) throw emptySyncedSecret(at, name);
    for (const [key, object] of Object.entries(keys)) {
      checkName(at, `${path}.keys`, key, RULES.secretKey);
      if (!mounted.includes(object)) throw unmountedObject(at, object, mounted);
    }
  });
}

/** Keys and certificates that no role lets the identity read. Private keys are read as secrets. */
function expectVaultRoles(at: Construct, props: SecretProviderClassProps): void {
  const { serviceAccount, vault, keys = [], certificates = [] } = props;
  const { certificatesWithPrivateKey = [] } = props;
  const needs = [
    ...keys.map((one) => ["key", "key", one] as const),
    ...certificates.map((one) => ["certificate", "certificate", one] as const),
    ...certificatesWithPrivateKey.map(
      ({ name }) => ["secret", "private key of", vault.secret(name)] as const,
    ),
  ];
  expectRoles(at, serviceAccount, (roles) =>
    needs
      .filter(([kind, , object]) => !roles.some((role) => mayFetch(kind, role, vault, object)))
      .map(([, what, { name }]) =>
        vaultObjectNotGranted(what, name, serviceAccount.identity.identity),
      ),
  );
}

/**
 * What the Secrets Store CSI driver mounts from a vault into pods as files, without code in them
 * (https://learn.microsoft.com/azure/aks/csi-secrets-store-identity-access). kubelet gives the driver a
 * token of the pod's own service account: the pods need no label, and the account no annotation.
 *
 * Terraform applies it, and asks for the kind when it plans: the driver has to be in the cluster by then,
 * which it is when the cluster's stack with the add-on was applied before. `rendered` needs no cluster.
 *
 * Throws when nothing is named, when something is of another vault or named twice, when a Kubernetes
 * secret is made of what is not mounted, and in the stack of a new cluster; at synth when the identity may
 * not read what is named.
 */
export class SecretProviderClass extends AppliedObject {
  /**
   * One that others apply by its `yaml`. Creates nothing.
   *
   * Throws as the constructor does, but for the stack.
   */
  public static rendered(
    scope: Construct,
    id: string,
    props: SecretProviderClassProps,
  ): IDeliveredObject {
    return new DeliveredObject(scope, id, "SecretProviderClassProps", props, (at) =>
      describe(at, props),
    );
  }

  constructor(scope: Construct, id: string, props: SecretProviderClassProps) {
    super(scope, id, "SecretProviderClassProps", props, (at) => describe(at, props));
  }
}
