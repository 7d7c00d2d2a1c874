import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonComponent, AddonPreset, AddonScope } from "../addon-preset";

const KYVERNO_SOURCE = "https://github.com/kyverno/kyverno/blob/v1.19.0/charts/kyverno";
const RATIFY_SOURCE = "https://github.com/ratify-project/ratify/blob/v1.4.0/charts/ratify";
const BLOB_CSI_SOURCE = "https://github.com/kubernetes-sigs/blob-csi-driver/blob/0744a60";

const REGISTRY: AddonScope = {
  name: "registry",
  description: "the registry whose images are verified",
  resourceType: ARM_TYPES.CONTAINER_REGISTRY,
  roles: [ROLES.ACR_PULL.name],
};

/** A controller of Kyverno: all have the same values under a key of their own. */
function controller(name: string, optional: boolean): AddonComponent {
  const key = `${name}Controller`;
  return {
    name,
    optional,
    serviceAccountName: `kyverno-${name}-controller`,
    podLabels: [`${key}.podLabels`],
    podAnnotations: [`${key}.podAnnotations`],
    accountName: `${key}.rbac.serviceAccount.name`,
    accountAnnotations: `${key}.rbac.serviceAccount.annotations`,
  };
}

export const KYVERNO: AddonPreset = {
  name: "kyverno",
  title: "Kyverno, verification of images",
  namespace: "kyverno",
  components: [
    controller("admission", false),
    controller("background", true),
    controller("reports", true),
  ],
  scopes: [REGISTRY],
  chart: {
    name: "kyverno",
    repository: "https://kyverno.github.io/kyverno/",
    version: "3.9.0",
  },
  sources: [`${KYVERNO_SOURCE}/values.yaml`, `${KYVERNO_SOURCE}/templates/admission-controller`],
  notes: [
    "`features.registryClient.credentialHelpers` has `azure` by default.",
    "`components` adds the background and the reports controller, where they verify images too.",
    "`rbac.create` makes accounts and Kubernetes roles together, so that the chart always makes the account.",
  ],
};

export const RATIFY: AddonPreset = {
  name: "ratify",
  title: "Ratify",
  namespace: "gatekeeper-system",
  components: [
    {
      name: "ratify",
      serviceAccountName: "ratify-admin",
      podAnnotations: ["podAnnotations"],
      accountName: "serviceAccount.name",
      accountAnnotations: "serviceAccount.annotations",
    },
  ],
  scopes: [
    REGISTRY,
    {
      name: "vault",
      description: "the vault of the certificates and keys",
      resourceType: ARM_TYPES.KEY_VAULT,
      roles: [ROLES.KEY_VAULT_CERTIFICATE_USER.name],
      optional: true,
    },
  ],
  chart: {
    name: "ratify",
    repository: "https://ratify-project.github.io/ratify",
    version: "1.15.0",
  },
  clientIdValues: ["azureWorkloadIdentity.clientId"],
  switches: ["oras.authProviders.azureWorkloadIdentityEnabled"],
  snippets: [
    {
      name: "key-vault",
      description: "values of the chart: the vault, and one certificate in it",
      text: `azurekeyvault:
  enabled: true
  vaultURI: "{{vaultUri}}"
  tenantId: "{{tenantId}}"
  certificates:
    - name: "{{certificate}}"
`,
    },
  ],
  sources: [`${RATIFY_SOURCE}/values.yaml`, `${RATIFY_SOURCE}/templates/deployment.yaml`],
  notes: [
    "With a client id the chart labels pod and account by itself, and always makes the account.",
    "The page of the repository names the role at the registry; that the role at the vault is enough was taken from its permissions.",
    "Version 2 is another chart, in notaryproject/ratify, and was not looked at.",
  ],
};

export const DAPR: AddonPreset = {
  name: "dapr",
  title: "Dapr, components of Azure",
  components: [{ name: "application" }],
  scopes: [
    {
      name: "vault",
      description: "the vault of a secret store",
      resourceType: ARM_TYPES.KEY_VAULT,
      roles: [ROLES.KEY_VAULT_SECRETS_USER.name],
      optional: true,
    },
  ],
  snippets: [
    {
      name: "secret-store",
      description: "a component that reads a vault: it needs nothing of the identity",
      text: `apiVersion: dapr.io/v1alpha1
kind: Component
metadata:
  name: "{{name}}"
  namespace: "{{namespace}}"
spec:
  type: secretstores.azure.keyvault
  version: v1
  metadata:
    - name: vaultName
      value: "{{vault.name}}"
`,
    },
  ],
  sources: [
    "https://github.com/dapr/docs/blob/0782ecb/daprdocs/content/en/developing-applications/integrations/Azure/azure-authentication/howto-wif.md",
  ],
  notes: [
    "The sidecar runs in the pod of the application: the label and the account are the application's. A workload of a WorkloadServiceAccount has both.",
    "Other components need other roles: give them by `identity.grant`.",
  ],
};

export const BLOB_CSI: AddonPreset = {
  name: "blob-csi",
  title: "Blob CSI driver, mounts by the account of the application",
  components: [{ name: "application" }],
  scopes: [
    {
      name: "account",
      description: "the storage account, or a container of it",
      resourceType: ARM_TYPES.STORAGE_ACCOUNT,
      roles: [ROLES.STORAGE_BLOB_DATA_CONTRIBUTOR.name],
    },
  ],
  snippets: [
    {
      name: "storage-class",
      description: "a StorageClass whose volumes are mounted with the token of the application",
      text: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: "{{name}}"
provisioner: blob.csi.azure.com
parameters:
  storageaccount: "{{account.name}}"
  resourcegroup: "{{account.resourceGroup}}"
  clientID: "{{clientId}}"
  mountWithWorkloadIdentityToken: "true"
reclaimPolicy: Delete
volumeBindingMode: Immediate
`,
    },
  ],
  sources: [`${BLOB_CSI_SOURCE}/docs/workload-identity-static-pv-mount.md`],
  notes: [
    "No label and no annotation: the kubelet hands the driver a token of the account of each pod that mounts the volume.",
    "Needs the driver from 1.27 on. Without `mountWithWorkloadIdentityToken` the driver fetches the key of the account, which needs a wider role. Not for NFS.",
    "Where the driver makes containers or accounts itself, its own identity needs a role too: that of AKS for the driver of AKS, `Addons.BLOB_CSI_DRIVER` for the chart.",
  ],
};

export const BLOB_CSI_DRIVER: AddonPreset = {
  name: "blob-csi-driver",
  title: "Blob CSI driver, by its chart",
  namespace: "kube-system",
  components: [
    {
      name: "controller",
      serviceAccountName: "csi-blob-controller-sa",
      accountCreate: "serviceAccount.create",
      accountName: "serviceAccount.controller",
    },
    {
      name: "node",
      serviceAccountName: "csi-blob-node-sa",
      accountCreate: "serviceAccount.create",
      accountName: "serviceAccount.node",
    },
  ],
  scopes: [
    {
      name: "storage",
      description: "the storage account, or the resource group in which the driver makes accounts",
      resourceType: ARM_TYPES.STORAGE_ACCOUNT,
      roles: [ROLES.STORAGE_ACCOUNT_CONTRIBUTOR.name],
    },
  ],
  chart: {
    name: "blob-csi-driver",
    repository: "https://raw.githubusercontent.com/kubernetes-sigs/blob-csi-driver/master/charts",
    version: "1.27.9",
  },
  clientIdValues: ["workloadIdentity.clientID"],
  tenantIdValues: ["workloadIdentity.tenantID"],
  sources: [
    `${BLOB_CSI_SOURCE}/charts/latest/blob-csi-driver/values.yaml`,
    `${BLOB_CSI_SOURCE}/charts/latest/blob-csi-driver/templates/csi-blob-controller.yaml`,
    `${BLOB_CSI_SOURCE}/docs/workload-identity-static-pv-mount.md`,
  ],
  notes: [
    "With a client id the chart annotates the accounts and labels the pods by itself.",
    "AKS has the driver as a setting of the cluster: then leave the chart out.",
  ],
};
