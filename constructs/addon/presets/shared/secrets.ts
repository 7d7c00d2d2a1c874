import { ARM_TYPES } from "../../../../azure/arm-types";
import { ROLES } from "../../../../azure/roles";

export const ESO = "https://github.com/external-secrets/external-secrets/blob/cc5bfbc";

export const AKS_DOCS = "https://github.com/MicrosoftDocs/azure-aks-docs/blob/fb060ab/articles/aks";

export const CHART = {
  name: "external-secrets",
  repository: "https://charts.external-secrets.io",
  version: "2.9.0",
};

/** What a vault gives, by what is done with it. */
export const PUSHED = [
  {
    name: "pushSecrets",
    description: "the vault into which PushSecrets write secrets",
    resourceType: ARM_TYPES.KEY_VAULT,
    roles: [ROLES.KEY_VAULT_SECRETS_OFFICER.name],
    optional: true,
  },
  {
    name: "pushKeys",
    description: "the vault into which PushSecrets write keys",
    resourceType: ARM_TYPES.KEY_VAULT,
    roles: [ROLES.KEY_VAULT_CRYPTO_OFFICER.name],
    optional: true,
  },
  {
    name: "pushCertificates",
    description: "the vault into which PushSecrets write certificates",
    resourceType: ARM_TYPES.KEY_VAULT,
    roles: [ROLES.KEY_VAULT_CERTIFICATES_OFFICER.name],
    optional: true,
  },
];

export const CSI_SCOPES = [
  {
    name: "vault",
    description: "the vault whose secrets are mounted",
    resourceType: ARM_TYPES.KEY_VAULT,
    roles: [ROLES.KEY_VAULT_SECRETS_USER.name],
  },
  {
    name: "certificates",
    description: "the vault whose keys and certificates are mounted",
    resourceType: ARM_TYPES.KEY_VAULT,
    roles: [ROLES.KEY_VAULT_CERTIFICATE_USER.name],
    optional: true,
  },
];

export const SECRET_PROVIDER_CLASS = {
  name: "secret-provider-class",
  description: "a SecretProviderClass of one secret, in the namespace of the pods",
  text: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: "{{name}}"
  namespace: "{{namespace}}"
spec:
  provider: azure
  parameters:
    usePodIdentity: "false"
    clientID: "{{clientId}}"
    keyvaultName: "{{vault.name}}"
    tenantId: "{{tenantId}}"
    objects: |
      array:
        - |
          objectName: "{{secretName}}"
          objectType: secret
`,
};

export const CSI_NOTES = [
  "No label and no annotation: the kubelet hands the driver a token of the account of each pod that mounts the volume. Trust that account, not the driver's.",
  "Rotation rewrites the mounted files and the synced Secret; it restarts no pod. A synced Secret is there only while a pod mounts the class.",
  "The chart and the add-on of AKS exclude each other: both make the same CSIDriver.",
];
