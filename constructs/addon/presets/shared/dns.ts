import type { AddonComponent, AddonSnippet } from "../../addon-preset";

export const EXTERNAL_DNS_SOURCE = "https://github.com/kubernetes-sigs/external-dns/blob/2bf1bf8";

export const account: Omit<AddonComponent, "name"> = {
  podLabels: ["podLabels"],
  podAnnotations: ["podAnnotations"],
  accountCreate: "serviceAccount.create",
  accountName: "serviceAccount.name",
  accountAnnotations: "serviceAccount.annotations",
};

export const chart = {
  name: "external-dns",
  repository: "https://kubernetes-sigs.github.io/external-dns/",
  version: "1.21.1",
};

/** The file that tells external-dns where the zones are, and the values that mount it. */
export function azureJson(name: string): AddonSnippet[] {
  return [
    {
      name: "azure-json",
      description: "the file of external-dns as a ConfigMap: it holds no secret",
      text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: "{{namespace}}"
data:
  azure.json: |
    {
      "tenantId": "{{tenantId}}",
      "subscriptionId": "{{zone.subscriptionId}}",
      "resourceGroup": "{{zone.resourceGroup}}",
      "useWorkloadIdentityExtension": true
    }
`,
    },
    {
      name: "mount",
      description: "values of the chart that mount the ConfigMap of azure-json",
      text: `extraVolumes:
  - name: azure-config-file
    configMap:
      name: ${name}
extraVolumeMounts:
  - name: azure-config-file
    mountPath: /etc/kubernetes
    readOnly: true
`,
    },
  ];
}

export const NOTES = [
  "The pod reads `/etc/kubernetes/azure.json` once: restart it after a change of the file.",
  "Zones of one resource group only: a release for each further group, with an account and an owner (`txtOwnerId`) of its own.",
];
