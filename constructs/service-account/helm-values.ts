import type { Construct } from "constructs";
import { USE_LABEL } from "../../azure/webhook";
import { noValues, setValue, type ValueTree } from "../private/chart-values";
import { checkLiteral, checkName } from "../private/checks";
import { RULES } from "../private/rules";
import { yamlOf } from "../private/yaml";
import { rollAnnotations } from "../private/webhook";
import { chartOwnsNothing, noAccountPath, noValuePaths, valuePathTwice } from "./chart-errors";
import { type AccountFacts, AccountMaker } from "./account-facts";

/**
 * Where the values of a chart have what workload identity needs, as its `values.yaml` tells. A path is
 * split at its dots; the keys of the label and the annotations are added by the library.
 */
export interface HelmValuePaths {
  /**
   * The map with `create` and `name` of the service account, such as `serviceAccount`.
   *
   * @default - the chart is not told about the account
   */
  readonly serviceAccount?: string;

  /**
   * Whether the chart creates the account, which then gets its annotations from the values. Only for an
   * account that Terraform does not create. `WorkloadServiceAccount.annotate` adds the annotations itself,
   * after the release.
   *
   * @default false
   */
  readonly createServiceAccount?: boolean;

  /**
   * The maps of labels of the pods that become the identity, such as `podLabels`. Some charts have one for
   * each component.
   *
   * @default - none; the chart sets the label itself, or its pods need none
   */
  readonly podLabels?: string[];

  /**
   * The maps of annotations of the same pods, such as `podAnnotations`. What is written there replaces the
   * pods when their identity changes: the webhook reads the account only when a pod is created.
   *
   * @default - none; pods keep an identity that changed until they are restarted
   */
  readonly podAnnotations?: string[];

  /**
   * The values that take the client id, such as `podIdentity.azureWorkload.clientId`.
   *
   * @default - none
   */
  readonly clientId?: string[];

  /**
   * The values that take the tenant id, such as `podIdentity.azureWorkload.tenantId`.
   *
   * @default - none
   */
  readonly tenantId?: string[];
}

/** A value at its place in the values of a chart. */
interface Placed {
  readonly path: string;
  /** What it is, in words. */
  readonly what: string;
  readonly value: ValueTree[string];
}

/** The values that make the pods of a chart an Azure identity, as YAML. */
export function helmValues(at: Construct, account: AccountFacts, paths: HelmValuePaths): string {
  const { identityAnnotations, trust } = account;
  const { clientId, tenantId } = trust.identity;
  const each = (
    prop: "podLabels" | "podAnnotations" | "clientId" | "tenantId",
    what: string,
    value: ValueTree[string],
  ): Placed[] =>
    (paths[prop] ?? []).map((path, index) => {
      checkPath(at, `${prop}[${index}]`, path);
      return { path, what, value };
    });
  const placed = [
    ...accountValues(at, account, paths),
    ...each("podLabels", "the labels of the pods", { [USE_LABEL]: "true" }),
    ...each("podAnnotations", "the annotations of the pods", rollAnnotations(identityAnnotations)),
    ...each("clientId", "the client id", clientId),
    ...each("tenantId", "the tenant id", tenantId),
  ];
  if (placed.length === 0) throw noValuePaths(at);
  checkApart(at, placed);
  const values = noValues();
  for (const { path, value } of placed) setValue(values, path, value);
  return yamlOf(values);
}

/** What the chart gets of the account. */
function accountValues(
  at: Construct,
  { maker, name, trust, identityAnnotations }: AccountFacts,
  { serviceAccount, createServiceAccount: create = false }: HelmValuePaths,
): Placed[] {
  if (create && maker === AccountMaker.CREATED) throw chartOwnsNothing(at);
  if (serviceAccount === undefined) {
    if (create) throw noAccountPath(at);
    return [];
  }
  checkPath(at, "serviceAccount", serviceAccount);
  const of = (key: string, what: string, value: ValueTree[string]) => ({
    path: `${serviceAccount}.${key}`,
    what: `${what} of the service account`,
    value,
  });
  return [
    of("create", "the making", create),
    // By its reference the release comes after the account, where it does not make the account itself.
    of("name", "the name", create ? trust.serviceAccountName : name()),
    ...(create && maker !== AccountMaker.ANNOTATED
      ? [of("annotations", "the annotations", identityAnnotations)]
      : []),
  ];
}

function checkPath(at: Construct, prop: string, path: string): void {
  checkLiteral(at, `paths.${prop}`, path, "write the path itself: it is split when the app runs");
  checkName(at, `paths.${prop}`, path, RULES.valuePath);
}

/** Refuses two values at one place, and one value inside another. */
function checkApart(at: Construct, placed: readonly Placed[]): void {
  placed.forEach(({ path, what }, index) => {
    const other = placed
      .slice(0, index)
      .find(
        (one) => `${path}.`.startsWith(`${one.path}.`) || `${one.path}.`.startsWith(`${path}.`),
      );
    if (other) throw valuePathTwice(at, path, other.what, what);
  });
}
