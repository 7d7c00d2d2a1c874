import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { RESOURCE_GROUP } from "../scope-types";
import { EXTERNAL_DNS_SOURCE, account, chart, azureJson, NOTES } from "./shared/dns";

export const EXTERNAL_DNS: AddonPreset = {
  name: "external-dns",
  title: "external-dns, public zones",
  namespace: "external-dns",
  components: [{ name: "controller", serviceAccountName: "external-dns", ...account }],
  scopes: [
    {
      name: "zone",
      description: "the DNS zone that is kept",
      resourceType: ARM_TYPES.DNS_ZONE,
      roles: [ROLES.DNS_ZONE_CONTRIBUTOR.name],
    },
    {
      name: "zoneResourceGroup",
      description: "the resource group of the zone, in which zones are looked up",
      resourceType: RESOURCE_GROUP,
      roles: [ROLES.READER.name],
    },
  ],
  chart,
  values: { "provider.name": "azure" },
  snippets: azureJson("external-dns-azure"),
  sources: [
    `${EXTERNAL_DNS_SOURCE}/charts/external-dns/values.yaml`,
    `${EXTERNAL_DNS_SOURCE}/docs/tutorials/azure.md`,
  ],
  notes: [
    ...NOTES,
    "The tutorial installs into the namespace `default`; the namespace is free.",
    "The tutorial's Secret has its JSON under `data` without encoding it, which the API refuses.",
  ],
};
