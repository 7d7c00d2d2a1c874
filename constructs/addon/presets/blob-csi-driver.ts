import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { BLOB_CSI_SOURCE } from "./shared/policy-and-runtime";

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
