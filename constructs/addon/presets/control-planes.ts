import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { RESOURCE_GROUP } from "../scope-types";

const CAPZ = "https://github.com/kubernetes-sigs/cluster-api-provider-azure/blob/69ec3a4";
const CROSSPLANE_AZURE = "https://github.com/crossplane-contrib/provider-upjet-azure/blob/a983cb4";

/** Where a control plane makes resources: a wide role, exactly there. */
const target = (description: string) => ({
  name: "target",
  description,
  resourceType: RESOURCE_GROUP,
  roles: [ROLES.CONTRIBUTOR.name],
});

const NARROWER =
  "The role is wide. For less copy the preset and change the roles of its scope, or give custom ones.";

export const ALB_CONTROLLER: AddonPreset = {
  name: "alb-controller",
  title: "ALB controller of Application Gateway for Containers",
  namespace: "azure-alb-system",
  components: [
    {
      name: "controller",
      serviceAccountName: "alb-controller-sa",
      fixedName: true,
      credentialName: "azure-alb-identity",
    },
  ],
  scopes: [
    {
      name: "nodeResourceGroup",
      description: "the resource group of the nodes",
      resourceType: RESOURCE_GROUP,
      roles: [ROLES.READER.name],
    },
    {
      name: "gateway",
      description:
        "the resource group of the gateway: that of the nodes where the controller makes it, or your own",
      resourceType: RESOURCE_GROUP,
      roles: [ROLES.APP_GW_FOR_CONTAINERS_CONFIGURATION_MANAGER.name],
    },
    {
      name: "subnet",
      description: "the subnet that is delegated to the gateway",
      resourceType: ARM_TYPES.VIRTUAL_NETWORK,
      roles: [ROLES.NETWORK_CONTRIBUTOR.name],
    },
  ],
  chart: {
    name: "alb-controller",
    repository: "oci://mcr.microsoft.com/application-lb/charts",
    version: "1.7.9",
  },
  clientIdValues: ["albController.podIdentity.clientID"],
  values: { "albController.namespace": "{{namespace}}" },
  sources: [
    "https://learn.microsoft.com/azure/application-gateway/for-containers/quickstart-deploy-application-gateway-for-containers-alb-controller",
    "https://learn.microsoft.com/azure/application-gateway/for-containers/quickstart-create-application-gateway-for-containers-managed-by-alb-controller",
  ],
  notes: [
    "The credential must be called `azure-alb-identity`; Microsoft supports no other name.",
    "The controller runs in `albController.namespace`, not in the namespace of the release; the values set it.",
    "The chart's source is not public and was not read: its two values are those of Microsoft's page, seen in use with the version named. Account and label are the chart's own.",
  ],
};

export const AZURE_SERVICE_OPERATOR: AddonPreset = {
  name: "azure-service-operator",
  title: "Azure Service Operator",
  namespace: "azureserviceoperator-system",
  components: [
    {
      name: "operator",
      serviceAccountName: "azureserviceoperator-default",
      fixedName: true,
    },
  ],
  scopes: [target("the subscription or the resource group in which the operator makes resources")],
  chart: {
    name: "azure-service-operator",
    repository: "https://raw.githubusercontent.com/Azure/azure-service-operator/main/v2/charts",
    version: "v2.10.0",
  },
  clientIdValues: ["azureClientID"],
  tenantIdValues: ["azureTenantID"],
  values: { azureSubscriptionID: "{{target.subscriptionId}}" },
  switches: ["useWorkloadIdentityAuth"],
  snippets: [
    {
      name: "crds",
      description:
        "values of the chart: the kinds of resources, without which the operator makes none",
      text: `crdPattern: "{{pattern}}"
`,
    },
    {
      name: "aso-credential",
      description: "the Secret by which a namespace uses another identity: it holds no secret",
      text: `apiVersion: v1
kind: Secret
metadata:
  name: aso-credential
  namespace: "{{workloadNamespace}}"
stringData:
  AZURE_SUBSCRIPTION_ID: "{{target.subscriptionId}}"
  AZURE_TENANT_ID: "{{tenantId}}"
  AZURE_CLIENT_ID: "{{identityId}}"
`,
    },
  ],
  sources: [
    "https://github.com/Azure/azure-service-operator/blob/072db44/docs/hugo/content/guide/authentication/credential-format.md",
  ],
  notes: [
    "No label and no annotation: the Deployment of the chart projects a token of its own.",
    "Every identity that an `aso-credential` or a Secret of a resource names has to trust the operator (`addIdentity`), and counts that towards its 20.",
    "Needs cert-manager. Which values name the account was not read.",
    NARROWER,
  ],
};

export const CROSSPLANE: AddonPreset = {
  name: "crossplane",
  title: "Crossplane, the Azure provider family",
  namespace: "crossplane-system",
  components: [{ name: "provider", serviceAccountName: "crossplane-provider-azure" }],
  scopes: [target("the subscription or the resource group in which providers make resources")],
  snippets: [
    {
      name: "runtime-config",
      description:
        "a DeploymentRuntimeConfig that names the account and labels the pods of a provider",
      text: `apiVersion: pkg.crossplane.io/v1beta1
kind: DeploymentRuntimeConfig
metadata:
  name: "{{serviceAccountName}}"
spec:
  deploymentTemplate:
    spec:
      selector: {}
      template:
        metadata:
          labels:
            azure.workload.identity/use: "true"
        spec:
          containers:
            - name: package-runtime
  serviceAccountTemplate:
    metadata:
      name: "{{serviceAccountName}}"
      annotations:
        azure.workload.identity/client-id: "{{clientId}}"
        azure.workload.identity/tenant-id: "{{tenantId}}"
`,
    },
    {
      name: "provider-config",
      description: "a ProviderConfig that exchanges the token of the pod",
      text: `apiVersion: azure.upbound.io/v1beta1
kind: ProviderConfig
metadata:
  name: "{{name}}"
spec:
  credentials:
    source: OIDCTokenFile
  clientID: "{{clientId}}"
  tenantID: "{{tenantId}}"
  subscriptionID: "{{target.subscriptionId}}"
`,
    },
  ],
  sources: [
    `${CROSSPLANE_AZURE}/internal/clients/azure.go`,
    `${CROSSPLANE_AZURE}/apis/namespaced/v1beta1/types.go`,
  ],
  notes: [
    "Without a name in the DeploymentRuntimeConfig the account is called after the revision of the package, and no trust matches the next one.",
    "Each provider of the family has a pod of its own; give all of them the same runtime config. That they share one account was not run.",
    "The sources `UserAssignedManagedIdentity` and `SystemAssignedManagedIdentity` are those of the nodes, not of workload identity.",
    "The namespace is that of Crossplane's own pages; the fields of the runtime config were read in public examples.",
    NARROWER,
  ],
};

export const CLUSTER_API_AZURE: AddonPreset = {
  name: "cluster-api-azure",
  title: "Cluster API Provider Azure",
  namespace: "capz-system",
  components: [
    { name: "manager", serviceAccountName: "capz-manager" },
    { name: "aso", serviceAccountName: "azureserviceoperator-default" },
  ],
  scopes: [target("the subscription in which workload clusters are made")],
  snippets: [
    {
      name: "cluster-identity",
      description: "the AzureClusterIdentity of workload clusters",
      text: `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureClusterIdentity
metadata:
  name: "{{name}}"
  namespace: "{{clusterNamespace}}"
spec:
  type: WorkloadIdentity
  allowedNamespaces:
    list:
      - "{{clusterNamespace}}"
  tenantID: "{{tenantId}}"
  clientID: "{{clientId}}"
`,
    },
  ],
  sources: [
    `${CAPZ}/docs/book/src/topics/workload-identity.md`,
    `${CAPZ}/config/manager/manager.yaml`,
  ],
  notes: [
    "`clusterctl` installs it; the label is part of its manifest. The operator that it brings has an account of its own, trusted too.",
    NARROWER,
  ],
};
