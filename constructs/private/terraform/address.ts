interface Addressed {
  readonly terraformResourceType: string;
  readonly friendlyUniqueId: string;
}

/** A resource's bare address: in JSON, Terraform reads no `${…}` in `depends_on` and `replace_triggered_by`. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: Addressed): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
