/** One block of what a role definition allows, as `azurerm_role_definition` writes it. */
export interface Permissions {
  readonly actions: readonly string[];
  /** Taken from the actions of this block alone. */
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** Actions by which a role leads to other identities, other resources or other roles. */
const LEADING = [
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
  "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
  "Microsoft.Authorization/roleDefinitions/write",
  "Microsoft.Authorization/elevateAccess/action",
  "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
  "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
  "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
  "Microsoft.ContainerService/managedClusters/write",
  "Microsoft.ContainerService/managedClusters/runCommand/action",
  "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
  "Microsoft.ContainerService/managedClusters/accessProfiles/listCredential/action",
  "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings/write",
  "Microsoft.KubernetesConfiguration/fluxConfigurations/write",
  "Microsoft.KubernetesConfiguration/extensions/write",
  "Microsoft.KeyVault/vaults/write",
  "Microsoft.KeyVault/vaults/accessPolicies/write",
  "Microsoft.Compute/virtualMachines/write",
  "Microsoft.Compute/virtualMachines/runCommand/action",
  "Microsoft.Compute/virtualMachines/runCommands/write",
  "Microsoft.Compute/virtualMachines/extensions/write",
  "Microsoft.Compute/virtualMachineScaleSets/write",
  "Microsoft.Compute/virtualMachineScaleSets/extensions/write",
  "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/write",
  "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action",
  "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommands/write",
  "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/extensions/write",
];

/** Data actions of those who administer clusters and fleets of them. */
const LEADING_DATA = [
  "Microsoft.ContainerService/managedClusters/rbac.authorization.k8s.io/clusterrolebindings/write",
  "Microsoft.ContainerService/fleets/rbac.authorization.k8s.io/rolebindings/write",
];

/** Data actions by which pods come to run, as any service account of their namespace. */
const RUNS_PODS = [
  "pods",
  "apps/deployments",
  "apps/statefulsets",
  "apps/daemonsets",
  "batch/jobs",
].map((kind) => `Microsoft.ContainerService/managedClusters/${kind}/write`);

const READS_SECRETS = "Microsoft.KeyVault/vaults/secrets/getSecret/action";

/** Whether one of the patterns covers an action; `*` stands for anything, and capitals do not count. */
function covers(patterns: readonly string[], action: string): boolean {
  const wanted = action.toLowerCase();
  return patterns.some((pattern) => {
    const parts = pattern.toLowerCase().split("*");
    const last = parts.pop() as string;
    if (parts.length === 0) return wanted === last;
    const [first = "", ...middle] = parts;
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

function allows({ actions, notActions }: Permissions, action: string): boolean {
  return covers(actions, action) && !covers(notActions, action);
}

function allowsData({ dataActions, notDataActions }: Permissions, action: string): boolean {
  return covers(dataActions, action) && !covers(notDataActions, action);
}

/** Whether the permissions allow an action. */
export function permits(blocks: readonly Permissions[], action: string): boolean {
  return blocks.some((block) => allows(block, action));
}

/** Whether the permissions lead to other identities, other resources or other roles. */
export function isPowerful(blocks: readonly Permissions[]): boolean {
  return blocks.some(
    (block) =>
      LEADING.some((action) => allows(block, action)) ||
      LEADING_DATA.some((action) => allowsData(block, action)),
  );
}

/** Whether the permissions let pods run in a cluster. */
export function runsPods(blocks: readonly Permissions[]): boolean {
  return blocks.some((block) => RUNS_PODS.some((action) => allowsData(block, action)));
}

/** Whether the permissions read the values of secrets. */
export function readsSecrets(blocks: readonly Permissions[]): boolean {
  return blocks.some((block) => allowsData(block, READS_SECRETS));
}

/** Whether the first permissions allow all that the second do, as far as their patterns tell. */
export function includesPermissions(
  wider: readonly Permissions[],
  narrower: readonly Permissions[],
): boolean {
  return narrower.every((one) => wider.some((other) => includesBlock(other, one)));
}

function includesBlock(wider: Permissions, narrower: Permissions): boolean {
  const within = (all: readonly string[], some: readonly string[]) =>
    some.every((action) => covers(all, action));
  return (
    within(wider.actions, narrower.actions) &&
    within(wider.dataActions, narrower.dataActions) &&
    within(narrower.notActions, wider.notActions) &&
    within(narrower.notDataActions, wider.notDataActions)
  );
}
