import type { AddonPreset } from "../addon-preset";
import { target, NARROWER } from "./shared/control-planes";

const CAPZ = "https://github.com/kubernetes-sigs/cluster-api-provider-azure/blob/69ec3a4";

export const CLUSTER_API_AZURE: AddonPreset = {
  name: "cluster-api-azure",
  title: "Cluster API Provider Azure",
  namespace: "capz-system",
  components: [
    { name: "manager", serviceAccountName: "capz-manager" },
    { name: "aso", serviceAccountName: "azureserviceoperator-default" },
  ],
  scopes: [target("the subscription in which workload clusters are made")],
  snippets: [
    {
      name: "cluster-identity",
      description: "the AzureClusterIdentity of workload clusters",
      text: `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureClusterIdentity
metadata:
  name: "{{name}}"
  namespace: "{{clusterNamespace}}"
spec:
  type: WorkloadIdentity
  allowedNamespaces:
    list:
      - "{{clusterNamespace}}"
  tenantID: "{{tenantId}}"
  clientID: "{{clientId}}"
`,
    },
  ],
  sources: [
    `${CAPZ}/docs/book/src/topics/workload-identity.md`,
    `${CAPZ}/config/manager/manager.yaml`,
  ],
  notes: [
    "`clusterctl` installs it; the label is part of its manifest. The operator that it brings has an account of its own, trusted too.",
    NARROWER,
  ],
};
