import { ResourceGroup as AzureGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { type App, type TerraformResource, TerraformStack } from "cdktf";
import fc from "fast-check";
import {
  GrantScope,
  type IGrantScope,
  type IKeyVaultSecret,
  KeyVaultAccess,
  type ManagedIdentity,
  ResourceGroup,
  WorkloadIdentityCluster,
  WorkloadPod,
  WorkloadServiceAccount,
} from "../../constructs";
import { addressOf } from "../../constructs/private/terraform/address";
import { newGroup } from "./fixtures";
import { TestStack } from "./synth";

/** An identity that trusts an account, and a pod that runs as it, in the stack of the cluster. */
export function newWorkload(
  cluster: WorkloadIdentityCluster,
  name: string,
  scope = cluster.node.scope!,
  propagationWait?: string,
) {
  const federation = cluster.addFederatedIdentity(name, {
    namespace: "shop",
    serviceAccountName: name,
    propagationWait,
  });
  const serviceAccount = new WorkloadServiceAccount(scope, `${name}-account`, {
    identity: federation,
    createNamespace: false,
  });
  const run = (id = `${name}-pod`) =>
    new WorkloadPod(scope, id, {
      serviceAccount,
      name: id,
      containers: [{ name: "app", image: "app" }],
    });
  return { federation, run };
}

/** A vault in the stack's group. */
export function newVault(
  scope: TestStack,
  name: string,
  tags?: Record<string, string>,
): KeyVaultAccess {
  const known = scope.node.tryFindChild("group") as ResourceGroup | undefined;
  const resourceGroup = known ?? newGroup(scope);
  return new KeyVaultAccess(scope, name, { resourceGroup, name, tags });
}

/** One step of a random program; numbers choose among what is there. */
export interface Step {
  readonly make: "vault" | "secret" | "workload" | "grant" | "later" | "pod";
  readonly stack: number;
  readonly first: number;
  readonly second: number;
  readonly wait: string | undefined;
  readonly odd: boolean;
}

export const STEP: fc.Arbitrary<Step> = fc.record({
  make: fc.constantFrom("vault", "secret", "workload", "grant", "grant", "later", "pod"),
  stack: fc.nat({ max: 2 }),
  first: fc.nat({ max: 50 }),
  second: fc.nat({ max: 50 }),
  wait: fc.constantFrom(undefined, undefined, "60s", "0s"),
  odd: fc.boolean(),
});

/** What somebody needs, and what of it has to be over before. */
export interface Need {
  readonly stack: TerraformStack;
  readonly who: () => string;
  readonly what: () => string;
}

/** Runs a random program. Later stacks refer to earlier ones. Returns who needs which role. */
export function randomApp(app: App, steps: readonly Step[], odd: boolean, noWait = false): Need[] {
  const stacks = [0, 1, 2].map((index) => new TestStack(app, `s${index}`));
  const groups = stacks.map((stack, index) => {
    return new ResourceGroup(stack, "group", { name: `rg-${index}`, location: "eastus" });
  });
  const cluster = new WorkloadIdentityCluster(stacks[0], "cluster", {
    resourceGroup: groups[0],
    name: "aks",
  });
  stacks.forEach((stack) => cluster.connect(stack));
  const at = (one: { node: { root: unknown } }) =>
    stacks.indexOf(TerraformStack.of(one as never) as TestStack);
  const vaults: KeyVaultAccess[] = [];
  const secrets: IKeyVaultSecret[] = [];
  const workloads: ReturnType<typeof newWorkload>[] = [];
  const grants: ReturnType<ManagedIdentity["grant"]>[] = [];
  const pods: WorkloadPod[] = [];
  const laters: IGrantScope[] = [];
  const needs: Need[] = [];
  const pick = <T>(from: readonly T[], by: number): T | undefined => from[by % from.length];
  const grantsOf = new Map<object, Set<ReturnType<ManagedIdentity["grant"]>>>();

  steps.forEach((step, index) => {
    const { stack: number, first, second } = step;
    const wait = noWait ? "0s" : step.wait;
    const stack = stacks[number];
    const tricky = odd && step.odd;
    switch (step.make) {
      case "vault": {
        const before = secrets.filter((secret) => at(secret) <= number);
        const named = tricky ? pick(before, first) : undefined;
        vaults.push(
          new KeyVaultAccess(stack, `vault-${index}`, {
            resourceGroup: groups[number],
            name: `vault-${index}`,
            tags: named && { successor: named.id },
            deployerPropagationWait: wait,
          }),
        );
        break;
      }
      case "secret": {
        const vault = pick(vaults, first);
        if (!vault) break;
        const of = TerraformStack.of(vault) as TestStack;
        const pod = pick(
          pods.filter((one) => TerraformStack.of(one) === of),
          second,
        );
        const secret = vault.addSecret(
          `secret-${index}`,
          tricky && pod
            ? { value: (pod.node.defaultChild as TerraformResource).getStringAttribute("id") }
            : { variableName: `v${index}` },
        );
        secrets.push(secret);
        const [role] = of.node
          .findAll()
          .filter(({ node }) => node.path.endsWith(`officer-on-vault-${vault.name.slice(6)}`));
        if (!role) throw new Error(`no role of the deployer at ${vault.name}`);
        if (parseFloat(wait ?? "1") === 0) break;
        needs.push({
          stack: of,
          who: () => addressOf(secret.node.defaultChild as TerraformResource),
          what: () => addressOf(role.node.defaultChild as TerraformResource),
        });
        break;
      }
      case "workload":
        workloads.push(newWorkload(cluster, `w${index}`, stack, wait));
        break;
      case "grant": {
        const workload = pick(workloads, first);
        const scope = pick<IGrantScope>([...vaults, ...secrets, ...laters, groups[0]], second);
        if (!workload || !scope) break;
        const identity = workload.federation.identity as ManagedIdentity;
        const grant = identity.grant({
          role: "Key Vault Secrets User",
          scope,
          propagationWait: wait,
        });
        grants.push(grant);
        const all = grantsOf.get(workload) ?? new Set();
        grantsOf.set(workload, all.add(grant));
        break;
      }
      case "later": {
        const grant = pick(grants, first);
        const pod = pick(pods, second);
        const after = tricky && pod ? (pod.node.defaultChild as TerraformResource) : undefined;
        if (!grant && !after) break;
        const of = TerraformStack.of(after ?? grant!) as TestStack;
        const resource = new AzureGroup(of, `later-${index}`, {
          name: `later-${index}`,
          location: "eastus",
          dependsOn: [after ?? grant!.afterPropagation()],
        });
        if (odd) laters.push(GrantScope.fromResource(resource));
        break;
      }
      case "pod": {
        const workload = pick(workloads, first);
        if (!workload) break;
        const pod = workload.run(`pod-${index}`);
        pods.push(pod);
        const of = TerraformStack.of(pod);
        needs.push({
          stack: of,
          who: () => addressOf(pod.node.defaultChild as TerraformResource),
          what: () => addressOf(workload.federation.node.defaultChild as TerraformResource),
        });
        for (const grant of grantsOf.get(workload) ?? []) {
          needs.push({
            stack: of,
            who: () => addressOf(pod.node.defaultChild as TerraformResource),
            what: () => addressOf(grant.node.defaultChild as TerraformResource),
          });
        }
      }
    }
  });
  return needs;
}
