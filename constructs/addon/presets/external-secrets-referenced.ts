import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { ESO, CHART, PUSHED } from "./shared/secrets";

export const EXTERNAL_SECRETS_REFERENCED: AddonPreset = {
  name: "external-secrets-referenced",
  title: "External Secrets Operator, by an account of the application",
  components: [{ name: "store" }],
  scopes: [
    {
      name: "vault",
      description: "the vault whose secrets the stores read",
      resourceType: ARM_TYPES.KEY_VAULT,
      roles: [ROLES.KEY_VAULT_SECRETS_USER.name],
    },
    ...PUSHED,
  ],
  chart: CHART,
  snippets: [
    {
      name: "secret-store",
      description: "a SecretStore in the namespace of the account",
      text: `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata:
  name: "{{name}}"
  namespace: "{{namespace}}"
spec:
  provider:
    azurekv:
      authType: WorkloadIdentity
      tenantId: "{{tenantId}}"
      vaultUrl: "{{vaultUrl}}"
      serviceAccountRef:
        name: "{{serviceAccountName}}"
`,
    },
  ],
  sources: [
    `${ESO}/docs/provider/azure-key-vault.md`,
    `${ESO}/docs/snippets/azkv-workload-identity.yaml`,
  ],
  notes: [
    "The operator asks the API server for a token of the account that a store names: no pod runs as it, and no pod is labelled.",
    "The account needs both annotations, client and tenant id, because the variables of the webhook are not there. A WorkloadServiceAccount has both.",
    "Namespace and account are those of the store. A ClusterSecretStore names the namespace in `serviceAccountRef` too.",
  ],
};
