import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { RESOURCE_GROUP } from "../scope-types";
import { EXTERNAL_DNS_SOURCE, account, chart, azureJson, NOTES } from "./shared/dns";

export const EXTERNAL_DNS_PRIVATE: AddonPreset = {
  name: "external-dns-private",
  title: "external-dns, private zones",
  namespace: "external-dns",
  components: [{ name: "controller", serviceAccountName: "external-dns-private", ...account }],
  scopes: [
    {
      name: "zone",
      description: "the private DNS zone that is kept",
      resourceType: ARM_TYPES.PRIVATE_DNS_ZONE,
      roles: [ROLES.PRIVATE_DNS_ZONE_CONTRIBUTOR.name],
    },
    {
      name: "zoneResourceGroup",
      description: "the resource group of the zone, in which zones are looked up",
      resourceType: RESOURCE_GROUP,
      roles: [ROLES.READER.name],
    },
  ],
  chart,
  values: { "provider.name": "azure-private-dns" },
  snippets: azureJson("external-dns-azure-private"),
  sources: [
    `${EXTERNAL_DNS_SOURCE}/charts/external-dns/values.yaml`,
    `${EXTERNAL_DNS_SOURCE}/docs/tutorials/azure-private-dns.md`,
  ],
  notes: [
    ...NOTES,
    "A release of its own beside that of the public zones, under another account, so that both can be in one namespace.",
    "The page of private zones shows the roles for a service principal; that they are the same for a managed identity is taken from the page of public zones.",
  ],
};
