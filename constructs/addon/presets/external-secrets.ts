import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { ESO, CHART, PUSHED } from "./shared/secrets";

export const EXTERNAL_SECRETS: AddonPreset = {
  name: "external-secrets",
  title: "External Secrets Operator, by its own account",
  namespace: "external-secrets",
  components: [
    {
      name: "controller",
      serviceAccountName: "external-secrets",
      podLabels: ["podLabels"],
      podAnnotations: ["podAnnotations"],
      accountCreate: "serviceAccount.create",
      accountName: "serviceAccount.name",
      accountAnnotations: "serviceAccount.annotations",
    },
  ],
  scopes: [
    {
      name: "vault",
      description: "the vault whose secrets the operator reads",
      resourceType: ARM_TYPES.KEY_VAULT,
      roles: [ROLES.KEY_VAULT_SECRETS_USER.name],
    },
    ...PUSHED,
  ],
  chart: CHART,
  snippets: [
    {
      name: "cluster-secret-store",
      description: "a ClusterSecretStore that reads with the identity of the operator",
      text: `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata:
  name: "{{name}}"
spec:
  provider:
    azurekv:
      authType: WorkloadIdentity
      vaultUrl: "{{vaultUrl}}"
`,
    },
  ],
  sources: [
    `${ESO}/deploy/charts/external-secrets/values.yaml`,
    `${ESO}/docs/provider/azure-key-vault.md`,
  ],
  notes: [
    "Whoever may write a store or an ExternalSecret reads with the identity of the operator; the mode with an account of the application is the one that upstream recommends.",
    "`podLabels`, once it is not empty, takes the place of `global.podLabels` at the controller: labels that stand there have to be written again.",
    "The webhook and the certificate controller of the operator need no label.",
  ],
};
