import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonComponent, AddonPreset } from "../addon-preset";

const DOCS = "https://github.com/argoproj/argo-cd/blob/37ee009/docs";
const VALUES = "https://github.com/argoproj/argo-helm/blob/af0a931/charts/argo-cd/values.yaml";

const chart = {
  name: "argo-cd",
  repository: "https://argoproj.github.io/argo-helm",
  version: "10.1.1",
};

/** A pod of Argo CD: all of them have the same values under a key of their own. */
function component(name: string, key: string, serviceAccountName: string): AddonComponent {
  return {
    name,
    serviceAccountName,
    podLabels: [`${key}.podLabels`],
    podAnnotations: [`${key}.podAnnotations`],
    accountCreate: `${key}.serviceAccount.create`,
    accountName: `${key}.serviceAccount.name`,
    accountAnnotations: `${key}.serviceAccount.annotations`,
  };
}

const server = component("server", "server", "argocd-server");

const NOTES = [
  "`global.podLabels` would label every pod of Argo CD; only those that are trusted need the label.",
  "The release of several uses takes the `helmValues` of each, one after the other.",
];

export const ARGOCD_REPOSITORIES: AddonPreset = {
  name: "argocd-repositories",
  title: "Argo CD, repositories in Azure",
  namespace: "argocd",
  components: [component("repoServer", "repoServer", "argocd-repo-server")],
  scopes: [
    {
      name: "registry",
      description: "the registry of charts and manifests",
      resourceType: ARM_TYPES.CONTAINER_REGISTRY,
      roles: [ROLES.ACR_PULL.name],
      optional: true,
    },
  ],
  chart,
  snippets: [
    {
      name: "registry-tokens",
      description:
        "values of the chart: for whom the repository server asks for tokens of a registry",
      text: `repoServer:
  env:
    - name: AZURE_ARM_TOKEN_RESOURCE
      value: https://containerregistry.azure.net
`,
    },
  ],
  sources: [VALUES, `${DOCS}/user-guide/private-repositories.md`],
  notes: [
    "The chart's own name for the account is that of the release: `argocd-repo-server` only where it is called `argocd`. The values name it.",
    "Repositories of Azure DevOps need no role in Azure: the identity is made a member of the organisation. A registry needs the scope.",
    "Each repository is marked with `useAzureWorkloadIdentity` in its Secret.",
    ...NOTES,
  ],
};

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

export const ARGOCD_SSO: AddonPreset = {
  name: "argocd-sso",
  title: "Argo CD, single sign-on",
  namespace: "argocd",
  components: [server],
  scopes: [],
  chart,
  application: true,
  sources: [VALUES, `${DOCS}/operator-manual/user-management/microsoft.md`],
  notes: [
    "People sign in to an application registration, which no managed identity can be: `addAddon` refuses it. Federate the application with `azuread_application_federated_identity_credential` of the azuread provider: the issuer is `cluster.oidcIssuerUrl`, the subject `system:serviceaccount:argocd:argocd-server`.",
    "The account is annotated with the client id of the application, `server.podLabels` takes the label, and `oidc.config` has `azure.useWorkloadIdentity: true`.",
  ],
};
