import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { DOCS, VALUES, chart, component, server, NOTES } from "./shared/argo-cd";

export const ARGOCD_CLUSTERS: AddonPreset = {
  name: "argocd-clusters",
  title: "Argo CD, other clusters",
  namespace: "argocd",
  components: [component("controller", "controller", "argocd-application-controller"), server],
  scopes: [
    {
      name: "cluster",
      description: "the other cluster, where its authorization is that of Azure",
      resourceType: ARM_TYPES.MANAGED_CLUSTER,
      roles: [ROLES.AZURE_KUBERNETES_SERVICE_RBAC_CLUSTER_ADMIN.name],
      optional: true,
    },
  ],
  chart,
  snippets: [
    {
      name: "cluster-secret",
      description: "the Secret by which Argo CD knows the other cluster: it holds no secret",
      text: `apiVersion: v1
kind: Secret
metadata:
  name: "{{name}}"
  namespace: "{{namespace}}"
  labels:
    argocd.argoproj.io/secret-type: cluster
type: Opaque
stringData:
  name: "{{name}}"
  server: "{{server}}"
  config: |
    {
      "execProviderConfig": {
        "command": "argocd-k8s-auth",
        "args": ["azure"],
        "apiVersion": "client.authentication.k8s.io/v1beta1",
        "env": {
          "AAD_ENVIRONMENT_NAME": "AzurePublicCloud",
          "AAD_LOGIN_METHOD": "workloadidentity",
          "AZURE_CLIENT_ID": "{{clientId}}",
          "AZURE_TENANT_ID": "{{tenantId}}"
        }
      },
      "tlsClientConfig": {
        "insecure": false,
        "caData": "{{caData}}"
      }
    }
`,
    },
  ],
  sources: [VALUES, `${DOCS}/operator-manual/declarative-setup.md`],
  notes: [
    "The server shows logs of the other cluster, and needs the identity beside the controller.",
    "The page names no role of Azure: what the identity may do in the other cluster is given there, to its principal id, or by the optional scope, which is wide.",
    "`argocd-server` has one annotation: single sign-on and other clusters compete for it.",
    ...NOTES,
  ],
};
