import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonComponent, AddonPreset, AddonSnippet } from "../addon-preset";
import { RESOURCE_GROUP } from "../scope-types";

const CERT_MANAGER = "https://github.com/cert-manager/cert-manager/blob/v1.21.1";
const EXTERNAL_DNS_SOURCE = "https://github.com/kubernetes-sigs/external-dns/blob/2bf1bf8";

export const CERT_MANAGER_DNS01: AddonPreset = {
  name: "cert-manager",
  title: "cert-manager, DNS01 challenges",
  namespace: "cert-manager",
  components: [
    {
      name: "controller",
      serviceAccountName: "cert-manager",
      podLabels: ["podLabels"],
      podAnnotations: ["podAnnotations"],
      accountCreate: "serviceAccount.create",
      accountName: "serviceAccount.name",
      accountAnnotations: "serviceAccount.annotations",
    },
  ],
  scopes: [
    {
      name: "zone",
      description: "the DNS zone in which challenges are answered",
      resourceType: ARM_TYPES.DNS_ZONE,
      roles: [ROLES.DNS_ZONE_CONTRIBUTOR.name],
    },
  ],
  chart: { name: "cert-manager", repository: "oci://quay.io/jetstack/charts", version: "v1.21.1" },
  snippets: [
    {
      name: "cluster-issuer",
      description: "a ClusterIssuer of ACME with the azureDNS solver",
      text: `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: "{{name}}"
spec:
  acme:
    server: "{{server}}"
    email: "{{email}}"
    privateKeySecretRef:
      name: "{{name}}"
    solvers:
      - dns01:
          azureDNS:
            hostedZoneName: "{{zone.name}}"
            resourceGroupName: "{{zone.resourceGroup}}"
            subscriptionID: "{{zone.subscriptionId}}"
            managedIdentity:
              clientID: "{{clientId}}"
              tenantID: "{{tenantId}}"
`,
    },
  ],
  sources: [
    `${CERT_MANAGER}/deploy/charts/cert-manager/values.yaml`,
    "https://github.com/cert-manager/website/blob/776e5db/content/docs/configuration/acme/dns01/azuredns.md",
  ],
  notes: [
    "The client id stands in the issuer, and comes before the one of the account: an issuer of another identity needs that identity to trust the account too (`addIdentity`).",
    "`podLabels` is the controller's; `webhook.podLabels` and `cainjector.podLabels` stay without the label.",
    "In a sovereign cloud add `environment` to the solver.",
    "`useWorkloadIdentityExtension` belongs to external-dns: cert-manager has no such field.",
  ],
};

const account: Omit<AddonComponent, "name"> = {
  podLabels: ["podLabels"],
  podAnnotations: ["podAnnotations"],
  accountCreate: "serviceAccount.create",
  accountName: "serviceAccount.name",
  accountAnnotations: "serviceAccount.annotations",
};

const chart = {
  name: "external-dns",
  repository: "https://kubernetes-sigs.github.io/external-dns/",
  version: "1.21.1",
};

/** The file that tells external-dns where the zones are, and the values that mount it. */
function azureJson(name: string): AddonSnippet[] {
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

const NOTES = [
  "The pod reads `/etc/kubernetes/azure.json` once: restart it after a change of the file.",
  "Zones of one resource group only: a release for each further group, with an account and an owner (`txtOwnerId`) of its own.",
];

export const EXTERNAL_DNS: AddonPreset = {
  name: "external-dns",
  title: "external-dns, public zones",
  namespace: "external-dns",
  components: [{ name: "controller", serviceAccountName: "external-dns", ...account }],
  scopes: [
    {
      name: "zone",
      description: "the DNS zone that is kept",
      resourceType: ARM_TYPES.DNS_ZONE,
      roles: [ROLES.DNS_ZONE_CONTRIBUTOR.name],
    },
    {
      name: "zoneResourceGroup",
      description: "the resource group of the zone, in which zones are looked up",
      resourceType: RESOURCE_GROUP,
      roles: [ROLES.READER.name],
    },
  ],
  chart,
  values: { "provider.name": "azure" },
  snippets: azureJson("external-dns-azure"),
  sources: [
    `${EXTERNAL_DNS_SOURCE}/charts/external-dns/values.yaml`,
    `${EXTERNAL_DNS_SOURCE}/docs/tutorials/azure.md`,
  ],
  notes: [
    ...NOTES,
    "The tutorial installs into the namespace `default`; the namespace is free.",
    "The tutorial's Secret has its JSON under `data` without encoding it, which the API refuses.",
  ],
};

export const EXTERNAL_DNS_PRIVATE: AddonPreset = {
  name: "external-dns-private",
  title: "external-dns, private zones",
  namespace: "external-dns",
  components: [{ name: "controller", serviceAccountName: "external-dns-private", ...account }],
  scopes: [
    {
      name: "zone",
      description: "the private DNS zone that is kept",
      resourceType: ARM_TYPES.PRIVATE_DNS_ZONE,
      roles: [ROLES.PRIVATE_DNS_ZONE_CONTRIBUTOR.name],
    },
    {
      name: "zoneResourceGroup",
      description: "the resource group of the zone, in which zones are looked up",
      resourceType: RESOURCE_GROUP,
      roles: [ROLES.READER.name],
    },
  ],
  chart,
  values: { "provider.name": "azure-private-dns" },
  snippets: azureJson("external-dns-azure-private"),
  sources: [
    `${EXTERNAL_DNS_SOURCE}/charts/external-dns/values.yaml`,
    `${EXTERNAL_DNS_SOURCE}/docs/tutorials/azure-private-dns.md`,
  ],
  notes: [
    ...NOTES,
    "A release of its own beside that of the public zones, under another account, so that both can be in one namespace.",
    "The page of private zones shows the roles for a service principal; that they are the same for a managed identity is taken from the page of public zones.",
  ],
};
