import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { BLOB_CSI_SOURCE } from "./shared/policy-and-runtime";

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
