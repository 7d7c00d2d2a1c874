import type { TerraformResource } from "cdktf";

/** A resource's bare address: in JSON, Terraform reads no `${…}` in `depends_on` and `replace_triggered_by`. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
