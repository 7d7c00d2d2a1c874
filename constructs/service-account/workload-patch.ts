import type { Construct } from "constructs";
import { USE_LABEL } from "../../azure/webhook";
import { POD_KINDS } from "../pod/pod-kinds";
import { checkLiteral, checkName } from "../private/checks";
import { RULES } from "../private/rules";
import { type YamlValue, yamlText } from "../private/yaml";
import { rollAnnotations } from "../private/webhook";
import { doesNotRoll, unknownPodKind } from "./chart-errors";
import type { AccountFacts } from "./account-facts";
import { variableAnnotations } from "./account-rendering";

/** Which object a patch is for. */
export interface WorkloadPatchOptions {
  /**
   * The kind of the object: `Deployment`, `StatefulSet`, `DaemonSet`, `ReplicaSet`, `Job`, `CronJob`,
   * `ReplicationController`, `Pod`, Argo's `Rollout`, or one of others with `apiVersion` and `podPath`.
   */
  readonly kind: string;

  /** The name of the object. */
  readonly name: string;

  /**
   * The API version of the object.
   *
   * @default - that of the kind in Kubernetes
   */
  readonly apiVersion?: string;

  /**
   * Where a kind of others keeps the template of its pods, such as `spec.template`.
   *
   * @default - where Kubernetes' own kind keeps it
   */
  readonly podPath?: string;

  /**
   * Whether the pods are annotated with the variables of `substitutions`, and so replaced when their
   * identity changes. For Flux, which puts in the values.
   *
   * @default false
   */
  readonly rollOnIdentityChange?: boolean;
}

/** A patch that lets the pods of an object run as the account: text, all of it known at synth. */
export function workloadPatch(
  at: Construct,
  account: AccountFacts,
  prefix: string,
  options: WorkloadPatchOptions,
): string {
  const { kind, name, apiVersion, podPath, rollOnIdentityChange = false } = options;
  for (const [prop, value] of Object.entries({ kind, name, apiVersion, podPath })) {
    if (value !== undefined)
      checkLiteral(at, prop, value, "write the text itself: it is for a file");
  }
  checkName(at, "kind", kind, RULES.kubernetesKind);
  checkName(at, "name", name, RULES.kubernetesObject);
  checkName(at, "apiVersion", apiVersion, RULES.apiVersion);
  checkName(at, "podPath", podPath, RULES.podPath);
  const known = kind in POD_KINDS ? POD_KINDS[kind] : undefined;
  const [version, steps] = [apiVersion ?? known?.apiVersion, podPath?.split(".") ?? known?.pods];
  if (version === undefined || steps === undefined) {
    throw unknownPodKind(at, kind, Object.keys(POD_KINDS));
  }
  if (rollOnIdentityChange && known?.roll === "replacement") throw doesNotRoll(at, kind);
  const { trust, automountToken } = account;
  const pods = {
    metadata: {
      labels: { [USE_LABEL]: "true" },
      annotations: rollOnIdentityChange
        ? rollAnnotations(variableAnnotations(account, prefix))
        : undefined,
    },
    spec: {
      serviceAccountName: trust.serviceAccountName,
      automountServiceAccountToken: automountToken,
    },
  };
  const head = {
    apiVersion: version,
    kind,
    metadata: { name, namespace: trust.namespace },
  };
  const body = steps.reduceRight<YamlValue>((inner, step) => ({ [step]: inner }), pods);
  // Of a pod the object is the template.
  const { metadata, ...rest } = body as { metadata?: YamlValue };
  return yamlText({
    ...head,
    ...rest,
    metadata: { ...head.metadata, ...(metadata as object | undefined) },
  });
}
