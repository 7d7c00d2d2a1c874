/** The built-in roles that decide a review, by the ids that Azure gives them in every tenant. */
const BUILT_IN: Readonly<Record<string, string>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
  "acdd72a7-3385-48ef-bd42-f606fba81ae7": "Reader",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
  "00482a5a-887f-4fb3-b363-3b7fe8e74483": "Key Vault Administrator",
  "b86a8fe4-44ce-4948-aee5-eccb2c155cd7": "Key Vault Secrets Officer",
  "4633458b-17de-408a-b874-0445c86b69e6": "Key Vault Secrets User",
};

/** Roles that can change who may do what, or anything at all. */
const POWERFUL = new Set([
  "owner",
  "contributor",
  "user access administrator",
  "role based access control administrator",
]);

/** Roles that read the values of secrets. */
const READS_SECRETS = new Set([
  "key vault administrator",
  "key vault secrets officer",
  "key vault secrets user",
]);

/** What each role can do that the ones behind it can too, narrowest first. */
const LADDERS: readonly (readonly string[])[] = [
  ["key vault secrets user", "key vault secrets officer", "key vault administrator"],
  ["key vault reader", "key vault administrator"],
  ["reader", "contributor", "owner"],
  ["storage blob data reader", "storage blob data contributor", "storage blob data owner"],
  ["acrpull", "acrpush"],
];

/** The name of the role with this definition, or the id itself. */
export function roleName(definitionId: string): string {
  const guid = definitionId.split("/").pop() ?? definitionId;
  return BUILT_IN[guid.toLowerCase()] ?? definitionId;
}

/** Whether the role can change access, or everything below its scope. */
export function isPowerful(role: string): boolean {
  return POWERFUL.has(role.toLowerCase());
}

/** Whether the role reads secrets' values. */
export function readsSecrets(role: string): boolean {
  return READS_SECRETS.has(role.toLowerCase());
}

/** Whether the first role can do all that the second can, and more. */
export function includesRole(wider: string, narrower: string): boolean {
  const [high, low] = [wider, narrower].map((role) => role.toLowerCase());
  return LADDERS.some((ladder) => {
    const at = ladder.indexOf(low);
    return at >= 0 && ladder.indexOf(high) > at;
  });
}
