import type { AddonPreset } from "../addon-preset";
import { STORAGE } from "./shared/storage-backends";

export const THANOS: AddonPreset = {
  name: "thanos",
  title: "Thanos, the community's chart",
  namespace: "thanos",
  components: [
    {
      name: "thanos",
      serviceAccountName: "thanos",
      podLabels: [
        "storegateway.podLabels",
        "compactor.podLabels",
        "receive.podLabels",
        "ruler.podLabels",
        "bucket.bucketweb.podLabels",
      ],
      podAnnotations: ["global.podAnnotations"],
      accountCreate: "global.serviceAccount.create",
      accountName: "global.serviceAccount.name",
      accountAnnotations: "global.serviceAccount.annotations",
    },
  ],
  scopes: [STORAGE],
  chart: {
    name: "thanos",
    repository: "oci://ghcr.io/thanos-community/helm-charts",
    version: "0.38.0",
  },
  snippets: [
    {
      name: "object-store",
      description: "values of the chart: the storage, without a key",
      text: `global:
  objstore:
    createSecret: true
    config: |
      type: AZURE
      config:
        storage_account: "{{account.name}}"
        container: "{{container}}"
`,
    },
  ],
  sources: [
    "https://github.com/thanos-community/helm-charts/blob/aa4bd28/charts/thanos/values.yaml",
    "https://github.com/thanos-community/helm-charts/blob/aa4bd28/charts/thanos/README.md",
    "https://github.com/thanos-io/objstore/blob/4e5fd42/providers/azure/helpers.go",
  ],
  notes: [
    "Leave `user_assigned_id` out: with it the storage client asks the nodes for a token, and not the account.",
    "Querier and query frontend read no storage and need no label; all pods share the account.",
    "`<component>.serviceAccount.create` or `global.serviceAccount.perComponent` give components accounts of their own, to be trusted too.",
    "Thanos itself has no chart; this one is the community's. Sidecars of Prometheus run as the account of Prometheus.",
  ],
};
