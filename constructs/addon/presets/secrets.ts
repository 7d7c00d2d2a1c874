import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";

const ESO = "https://github.com/external-secrets/external-secrets/blob/cc5bfbc";
const AKS_DOCS = "https://github.com/MicrosoftDocs/azure-aks-docs/blob/fb060ab/articles/aks";

const CHART = {
  name: "external-secrets",
  repository: "https://charts.external-secrets.io",
  version: "2.9.0",
};

/** What a vault gives, by what is done with it. */
const PUSHED = [
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

export const EXTERNAL_SECRETS: AddonPreset = {
  name: "external-secrets",
  title: "External Secrets Operator, by its own account",
  namespace: "external-secrets",
  components: [
    {
      name: "controller",
      serviceAccountName: "external-secrets",
      podLabels: ["podLabels"],
      podAnnotations: ["podAnnotations"],
      accountCreate: "serviceAccount.create",
      accountName: "serviceAccount.name",
      accountAnnotations: "serviceAccount.annotations",
    },
  ],
  scopes: [
    {
      name: "vault",
      description: "the vault whose secrets the operator reads",
      resourceType: ARM_TYPES.KEY_VAULT,
      roles: [ROLES.KEY_VAULT_SECRETS_USER.name],
    },
    ...PUSHED,
  ],
  chart: CHART,
  snippets: [
    {
      name: "cluster-secret-store",
      description: "a ClusterSecretStore that reads with the identity of the operator",
      text: `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata:
  name: "{{name}}"
spec:
  provider:
    azurekv:
      authType: WorkloadIdentity
      vaultUrl: "{{vaultUrl}}"
`,
    },
  ],
  sources: [
    `${ESO}/deploy/charts/external-secrets/values.yaml`,
    `${ESO}/docs/provider/azure-key-vault.md`,
  ],
  notes: [
    "Whoever may write a store or an ExternalSecret reads with the identity of the operator; the mode with an account of the application is the one that upstream recommends.",
    "`podLabels`, once it is not empty, takes the place of `global.podLabels` at the controller: labels that stand there have to be written again.",
    "The webhook and the certificate controller of the operator need no label.",
  ],
};

export const EXTERNAL_SECRETS_REFERENCED: AddonPreset = {
  name: "external-secrets-referenced",
  title: "External Secrets Operator, by an account of the application",
  components: [{ name: "store" }],
  scopes: [
    {
      name: "vault",
      description: "the vault whose secrets the stores read",
      resourceType: ARM_TYPES.KEY_VAULT,
      roles: [ROLES.KEY_VAULT_SECRETS_USER.name],
    },
    ...PUSHED,
  ],
  chart: CHART,
  snippets: [
    {
      name: "secret-store",
      description: "a SecretStore in the namespace of the account",
      text: `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata:
  name: "{{name}}"
  namespace: "{{namespace}}"
spec:
  provider:
    azurekv:
      authType: WorkloadIdentity
      tenantId: "{{tenantId}}"
      vaultUrl: "{{vaultUrl}}"
      serviceAccountRef:
        name: "{{serviceAccountName}}"
`,
    },
  ],
  sources: [
    `${ESO}/docs/provider/azure-key-vault.md`,
    `${ESO}/docs/snippets/azkv-workload-identity.yaml`,
  ],
  notes: [
    "The operator asks the API server for a token of the account that a store names: no pod runs as it, and no pod is labelled.",
    "The account needs both annotations, client and tenant id, because the variables of the webhook are not there. A WorkloadServiceAccount has both.",
    "Namespace and account are those of the store. A ClusterSecretStore names the namespace in `serviceAccountRef` too.",
  ],
};

const CSI_SCOPES = [
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

const SECRET_PROVIDER_CLASS = {
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

const CSI_NOTES = [
  "No label and no annotation: the kubelet hands the driver a token of the account of each pod that mounts the volume. Trust that account, not the driver's.",
  "Rotation rewrites the mounted files and the synced Secret; it restarts no pod. A synced Secret is there only while a pod mounts the class.",
  "The chart and the add-on of AKS exclude each other: both make the same CSIDriver.",
];

export const SECRETS_STORE_CSI: AddonPreset = {
  name: "secrets-store-csi",
  title: "Secrets Store CSI driver with the Azure provider, by its chart",
  components: [{ name: "application" }],
  scopes: CSI_SCOPES,
  chart: {
    name: "csi-secrets-store-provider-azure",
    repository: "https://azure.github.io/secrets-store-csi-driver-provider-azure/charts",
    version: "1.8.2",
  },
  snippets: [SECRET_PROVIDER_CLASS],
  sources: [
    "https://github.com/Azure/secrets-store-csi-driver-provider-azure/blob/d5f7cf5/charts/csi-secrets-store-provider-azure/values.yaml",
    `${AKS_DOCS}/csi-secrets-store-identity-access.md`,
  ],
  notes: [
    ...CSI_NOTES,
    "The chart is installed into kube-system; its values hold nothing of an identity. `syncSecret.enabled` and `enableSecretRotation` of the driver are off by default.",
  ],
};

export const SECRETS_STORE_CSI_AKS: AddonPreset = {
  name: "secrets-store-csi-aks",
  title: "Secrets Store CSI driver, the add-on of AKS",
  components: [{ name: "application" }],
  scopes: CSI_SCOPES,
  snippets: [SECRET_PROVIDER_CLASS],
  sources: [`${AKS_DOCS}/csi-secrets-store-identity-access.md`],
  notes: [
    ...CSI_NOTES,
    "`addOns.secretRotationInterval` of the cluster turns the add-on on. It makes an identity of its own on the nodes, which has nothing to do with this and needs no role.",
  ],
};
