import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";

const CERT_MANAGER = "https://github.com/cert-manager/cert-manager/blob/v1.21.1";

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
    "The client id is in the issuer, and comes before the one of the account: an issuer of another identity needs that identity to trust the account too (`addIdentity`).",
    "`podLabels` is the controller's; `webhook.podLabels` and `cainjector.podLabels` stay without the label.",
    "In a sovereign cloud add `environment` to the solver.",
    "`useWorkloadIdentityExtension` belongs to external-dns: cert-manager has no such field.",
  ],
};
