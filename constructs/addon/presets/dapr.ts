import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";

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
