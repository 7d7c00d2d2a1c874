import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { DOCS, VALUES, chart, component, NOTES } from "./shared/argo-cd";

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
