import type { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type IAspect, TerraformLocal, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { makesPods, podShapeOf, podsOf } from "../pod/pod-shape";
import { markOurs } from "../private/aspects";
import { connectionsOf } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { mistake } from "../private/mistake";
import { at } from "../private/terraform/arguments";
import { asText } from "../private/terraform/written-text";
import { checkStruct } from "../private/type-checks";
import { aspectAcrossStacks } from "./attach-errors";
import type { IWorkloadServiceAccount } from "./account";
import { attach, attachedAccount } from "./attach";
import { namespacesOf } from "./namespace";
import { readiness } from "./readiness";

/** Which workloads are attached to a service account. */
export interface WorkloadAspectProps {
  /** The account that the pods run as. The aspect is for its stack alone. */
  readonly serviceAccount: IWorkloadServiceAccount;

  /**
   * Labels of the template of the pods, all of which a workload has to have, by text known at synth.
   *
   * @default - every workload of the account's namespace
   */
  readonly matchLabels?: Record<string, string>;
}

/**
 * Attaches all workloads of the Kubernetes provider in a stack that are in the namespace of a service account
 * and have no other account: `Aspects.of(stack).add(new WorkloadAspect({ serviceAccount }))`. What
 * `account.attach` refuses, it refuses when the app is synthesized. Workloads that need options are attached by
 * `account.attach`, and left alone here; so are the library's own, which have an account.
 *
 * A reference across stacks cannot be made any more when aspects run, so a workload of another stack is refused.
 */
export class WorkloadAspect implements IAspect {
  private readonly account: IWorkloadServiceAccount;
  private readonly matchLabels: Readonly<Record<string, string>>;

  constructor(props: WorkloadAspectProps) {
    checkStruct("WorkloadAspect", "WorkloadAspectProps", props);
    const { serviceAccount: account, matchLabels = {} } = props;
    this.account = account;
    this.matchLabels = matchLabels;
    markOurs(this);
    readiness(account, account);
    // cdktf brings only what a stack holds over from another one, and asks before aspects run.
    if (!account.node.defaultChild && !account.node.tryFindChild("identity")) {
      new TerraformLocal(account, "identity", account.identityAnnotations);
    }
  }

  public visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || !this.isMeant(node)) return;
    if (TerraformStack.of(node) !== TerraformStack.of(this.account)) {
      throw mistake(node, aspectAcrossStacks(node));
    }
    attach(this.account, node, {});
  }

  private isMeant(node: TerraformResource): boolean {
    const { account, matchLabels } = this;
    if (node.node.scope instanceof LibraryConstruct || attachedAccount(node)) return false;
    if (!makesPods(node) || !this.isOfCluster(node)) return false;
    const written = podsOf(node);
    const { object, pods, names } = podShapeOf(node);
    const name = at(written, [...pods, "spec", names.account]) ?? asText(node, account.name);
    const labels = at(written, [...pods, "metadata", "labels"]);
    return (
      this.isOfNamespace(node, at(written, [...object, "metadata", "namespace"])) &&
      [account.identity.serviceAccountName, asText(node, account.name)].includes(name as string) &&
      Object.entries(matchLabels).every(([key, value]) => at(labels, [key]) === value)
    );
  }

  private isOfCluster(node: TerraformResource): boolean {
    const connections = connectionsOf(TerraformStack.of(node));
    const connection = connections.get(this.account.identity.cluster);
    return connections.size === 0 || connection?.provider.alias === node.provider?.alias;
  }

  /** Whether a namespace is the account's, by its name or as a reference to the one that the stack makes. */
  private isOfNamespace(node: TerraformResource, namespace: unknown = "default"): boolean {
    const { namespace: own } = this.account;
    const provider = node.provider as KubernetesProvider | undefined;
    const made = asText(node, namespacesOf(node, own, provider)) as string[] | undefined;
    return (
      namespace === own ||
      (made ?? []).some((address) => String(namespace).startsWith(`\${${address}.`))
    );
  }
}
