import {
  Aspects,
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import type { IConstruct } from "constructs";
import { isOurs } from "../private/aspects";
import { perApp } from "../private/per-app";
import { type Arguments, argumentsOf, at, overridesOf } from "../private/terraform/arguments";
import { asText } from "../private/terraform/written-text";

/** What makes namespaces, or may. */
export interface NamespaceMaker {
  readonly by: IConstruct;
  /** The namespaces that it makes for certain. */
  readonly names: readonly string[];
  /** Whether it may make others too, which cannot be read. */
  readonly others: boolean;
}

/** All that makes namespaces in the program of a construct; asked for when it is synthesized, and then settled. */
export const namespaceMakers = perApp<readonly NamespaceMaker[]>(({ node }) =>
  node.findAll().flatMap((one) => makerOf(one) ?? []),
);

function makerOf(by: IConstruct): NamespaceMaker | undefined {
  const made = TerraformResource.isTerraformResource(by) ? byResource(by) : byOther(by);
  // An aspect of the program may put anything into the tree, when this stack is checked already.
  const others = made.others || Aspects.of(by).all.some((aspect) => !isOurs(aspect));
  return made.names.length > 0 || others ? { by, names: made.names, others } : undefined;
}

type Made = Omit<NamespaceMaker, "by">;

const NONE: Made = { names: [], others: false };
const ANY: Made = { names: [], others: true };

/** Elements that are written without a resource or a module. */
const PLAIN = [TerraformLocal, TerraformOutput, TerraformProvider, TerraformVariable];

function byOther(one: IConstruct): Made {
  // A stack may be given resources as text.
  if (TerraformStack.isStack(one)) return mayMake(overridesOf(one));
  if (!TerraformElement.isTerraformElement(one)) return NONE;
  if (TerraformDataSource.isTerraformDataSource(one)) {
    return one.terraformResourceType === "external" ? ANY : NONE;
  }
  if (PLAIN.some((plain) => one instanceof plain)) return NONE;
  return mayMake(one.toTerraform() as Arguments);
}

function mayMake(written: Arguments): Made {
  return "resource" in written || "module" in written ? ANY : NONE;
}

/** Resources of which none makes a namespace, but for those that run something or hand over manifests. */
const HARMLESS =
  /^(archive|azapi|azuread|azurerm|cloudinit|kubernetes|local|null|random|terraform|time|tls)_/;
const RUNS =
  /^azurerm_.*(arc_|automation|deployment|extension|fleet|flux|kubernetes\w*_namespace|run_command|script)/;
const RUNS_BY_AZAPI = /managedClusters\/|KubernetesConfiguration|fleets|deployment|\$\{/i;

function byResource(resource: TerraformResource): Made {
  const type = resource.terraformResourceType;
  if ((resource.provisioners?.length ?? 0) > 0) return ANY;
  const written = () => asText(resource, argumentsOf(resource)) as Arguments;
  if (/^kubernetes_namespace(_v1)?$/.test(type)) return named(at(written(), ["metadata", "name"]));
  if (type === "kubernetes_manifest") return byManifest(at(written(), ["manifest"]));
  if (type === "helm_release") return byRelease(written());
  if (type.startsWith("azapi_")) {
    const action = type === "azapi_resource_action";
    return action || RUNS_BY_AZAPI.test(String(at(written(), ["type"]))) ? ANY : NONE;
  }
  return HARMLESS.test(type) && !RUNS.test(type) ? NONE : ANY;
}

function named(name: unknown): Made {
  if (name === undefined) return NONE;
  return typeof name === "string" && !name.includes("${") ? { names: [name], others: false } : ANY;
}

/** Groups of the API server itself, and the kinds of this library. */
const KNOWN_GROUPS =
  /^(v1|(apps|autoscaling|batch|policy|([\w-]+\.)+k8s\.io|secrets-store\.csi\.x-k8s\.io|external-secrets\.io|keda\.sh)\/v\w+)$/;

function byManifest(manifest: unknown): Made {
  const [version, kind] = ["apiVersion", "kind"].map((key) => at(manifest, [key]));
  if (typeof version !== "string" || typeof kind !== "string") return ANY;
  if (version === "v1" && kind === "Namespace") return named(at(manifest, ["metadata", "name"]));
  return KNOWN_GROUPS.test(version) && !kind.includes("${") ? NONE : ANY;
}

/** A chart may hold any namespace, besides that of its release. */
function byRelease(written: Arguments): Made {
  const { create_namespace: creates, namespace } = written;
  return creates === true ? { names: named(namespace).names, others: true } : ANY;
}
