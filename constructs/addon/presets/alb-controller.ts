import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { RESOURCE_GROUP } from "../scope-types";

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
