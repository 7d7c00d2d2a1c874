/** What a role definition allows, as `azurerm_role_definition` writes it. */
export interface Permissions {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** Actions by which a role leads to other identities, other resources or other roles. */
const LEADING = [
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/elevateAccess/action",
  "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
  "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
  "Microsoft.ContainerService/managedClusters/write",
  "Microsoft.ContainerService/managedClusters/runCommand/action",
  "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
  "Microsoft.KeyVault/vaults/write",
  "Microsoft.KeyVault/vaults/accessPolicies/write",
  "Microsoft.Compute/virtualMachines/write",
  "Microsoft.Compute/virtualMachines/runCommand/action",
  "Microsoft.Compute/virtualMachineScaleSets/write",
];

const READS_SECRETS = "Microsoft.KeyVault/vaults/secrets/getSecret/action";

/** Whether one of the patterns covers an action; `*` stands for anything, and capitals do not count. */
function covers(patterns: readonly string[], action: string): boolean {
  const wanted = action.toLowerCase();
  return patterns.some((pattern) => {
    const parts = pattern.toLowerCase().split("*");
    const last = parts.pop() as string;
    if (parts.length === 0) return wanted === last;
    const [first, ...middle] = parts;
    if (!wanted.startsWith(first)) return false;
    let at = first.length;
    for (const part of middle) {
      const found = wanted.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return wanted.length - last.length >= at && wanted.endsWith(last);
  });
}

/** Whether the permissions allow an action. */
export function permits({ actions, notActions }: Permissions, action: string): boolean {
  return covers(actions, action) && !covers(notActions, action);
}

/** Whether the permissions lead to other identities, other resources or other roles. */
export function isPowerful(permissions: Permissions): boolean {
  return LEADING.some((action) => permits(permissions, action));
}

/** Whether the permissions read the values of secrets. */
export function readsSecrets({ dataActions, notDataActions }: Permissions): boolean {
  return covers(dataActions, READS_SECRETS) && !covers(notDataActions, READS_SECRETS);
}

/** Whether the first permissions allow all that the second do, as far as their patterns tell. */
export function includesPermissions(wider: Permissions, narrower: Permissions): boolean {
  const within = (all: readonly string[], some: readonly string[]) =>
    some.every((action) => covers(all, action));
  return (
    within(wider.actions, narrower.actions) &&
    within(wider.dataActions, narrower.dataActions) &&
    within(narrower.notActions, wider.notActions) &&
    within(narrower.notDataActions, wider.notDataActions)
  );
}
