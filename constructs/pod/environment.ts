import type { Construct } from "constructs";
import { INJECTED_VARIABLES } from "../../azure/webhook";
import { checkName } from "../private/checks";
import { sameNameTwice } from "../private/errors";
import { RULES } from "../private/rules";
import { reservedVariable } from "./webhook-errors";
import { sortedEntries } from "./maps";
import { checkExactlyOne } from "./exactly-one";

/** A value in a config map or secret of the namespace. */
export interface KeyReference {
  /** The name of the config map or secret. */
  readonly name: string;

  /** The key. */
  readonly key: string;

  /**
   * Whether the pod starts without it too.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** A field of the pod. */
export interface FieldReference {
  /**
   * The field, such as `metadata.name`, `metadata.labels['team']`, `spec.nodeName` or `status.podIP`
   * (https://kubernetes.io/docs/concepts/workloads/pods/downward-api/).
   */
  readonly fieldPath: string;
}

/** A request or limit of a container of the pod. */
export interface ResourceFieldReference {
  /** The resource, such as `limits.cpu` or `requests.memory`. */
  readonly resource: string;

  /**
   * The unit, as a quantity: `1m` gives CPU in thousandths.
   *
   * @default "1"
   */
  readonly divisor?: string;
}

/** Where the value of an environment variable comes from: exactly one of the four. */
export interface EnvVarSource {
  /**
   * A value of a config map.
   *
   * @default - another source
   */
  readonly configMapKeyRef?: KeyReference;

  /**
   * A value of a Kubernetes secret. A secret of Key Vault is read by the program itself, or mounted.
   *
   * @default - another source
   */
  readonly secretKeyRef?: KeyReference;

  /**
   * A field of the pod.
   *
   * @default - another source
   */
  readonly fieldRef?: FieldReference;

  /**
   * A request or limit of the container.
   *
   * @default - another source
   */
  readonly resourceFieldRef?: ResourceFieldReference;
}

/** A config map or secret whose keys all become variables: exactly one of the two. */
export interface EnvFromSource {
  /**
   * The name of the config map.
   *
   * @default - none; then `secretRef` has to be given
   */
  readonly configMapRef?: string;

  /**
   * The name of the Kubernetes secret.
   *
   * @default - none; then `configMapRef` has to be given
   */
  readonly secretRef?: string;

  /**
   * What is put before each key.
   *
   * @default - nothing
   */
  readonly prefix?: string;

  /**
   * Whether the pod starts without it too.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** The variables of a container. */
interface Environment {
  readonly env?: Record<string, string>;
  readonly envValueFrom?: Record<string, EnvVarSource>;
  readonly envFrom?: EnvFromSource[];
}

/** Refuses a variable that the webhook sets. */
export function checkVariable(at: Construct, name: string): void {
  if (INJECTED_VARIABLES.includes(name)) throw reservedVariable(at, name, INJECTED_VARIABLES);
}

const SOURCES = ["configMapKeyRef", "secretKeyRef", "fieldRef", "resourceFieldRef"] as const;

/** Refuses variables that Kubernetes refuses, and those that the webhook sets. */
export function checkEnvironment(
  at: Construct,
  path: string,
  { env = {}, envValueFrom = {}, envFrom = [] }: Environment,
): void {
  for (const [prop, variables] of Object.entries({ env, envValueFrom })) {
    for (const variable of Object.keys(variables)) {
      checkName(at, `${path}.${prop}`, variable, RULES.environmentVariable);
      checkVariable(at, variable);
    }
  }
  for (const [variable, source] of Object.entries(envValueFrom)) {
    const here = `${path}.envValueFrom["${variable}"]`;
    if (variable in env) throw sameNameTwice(at, here, "variable", variable);
    checkSource(at, here, source);
  }
  envFrom.forEach((source, index) => {
    const here = `${path}.envFrom[${index}]`;
    checkExactlyOne(at, here, source, ["configMapRef", "secretRef"]);
    checkName(at, `${here}.configMapRef`, source.configMapRef, RULES.kubernetesObject);
    checkName(at, `${here}.secretRef`, source.secretRef, RULES.kubernetesObject);
    checkName(at, `${here}.prefix`, source.prefix, RULES.environmentVariable);
  });
}

function checkSource(at: Construct, path: string, source: EnvVarSource): void {
  checkExactlyOne(at, path, source, SOURCES);
  for (const kind of ["configMapKeyRef", "secretKeyRef"] as const) {
    checkName(at, `${path}.${kind}.name`, source[kind]?.name, RULES.kubernetesObject);
    checkName(at, `${path}.${kind}.key`, source[kind]?.key, RULES.dataKey);
  }
  const { fieldRef, resourceFieldRef } = source;
  checkName(at, `${path}.fieldRef.fieldPath`, fieldRef?.fieldPath, RULES.fieldPath);
  const of = `${path}.resourceFieldRef`;
  checkName(at, `${of}.resource`, resourceFieldRef?.resource, RULES.containerResource);
  checkName(at, `${of}.divisor`, resourceFieldRef?.divisor, RULES.quantity);
}

/** The variables by name, those of sources first: a value may refer to one as `$(NAME)`. */
export function variablesSpec({ env, envValueFrom }: Environment) {
  if (!env && !envValueFrom) return undefined;
  return [
    ...sortedEntries(envValueFrom ?? {}).map(([name, valueFrom]) => ({ name, valueFrom })),
    ...sortedEntries(env ?? {}).map(([name, value]) => ({ name, value })),
  ];
}

/** Config maps and secrets in the order of the program: the last one wins a name. */
export function envFromSpec({ envFrom }: Environment) {
  return envFrom?.map(({ configMapRef, secretRef, prefix, optional }) => ({
    prefix,
    configMapRef: configMapRef === undefined ? undefined : { name: configMapRef, optional },
    secretRef: secretRef === undefined ? undefined : { name: secretRef, optional },
  }));
}
