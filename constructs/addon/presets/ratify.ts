import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { REGISTRY } from "./shared/policy-and-runtime";

const RATIFY_SOURCE = "https://github.com/ratify-project/ratify/blob/v1.4.0/charts/ratify";

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
