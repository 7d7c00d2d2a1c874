import { isIP } from "node:net";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { checkBound, checkLabels, checkName, checkOneOf } from "../private/checks";
import { emptyList, invalidName } from "../private/errors";
import { BOUNDS, RULES } from "../private/rules";
import { tolerationOf, valuesOfOperator } from "./pod-errors";
import { numberText } from "./maps";
import {
  type HostAlias,
  type NodeAffinityTerm,
  NodeOperator,
  type PodAffinityTerm,
  TaintEffect,
  TolerationOperator,
  type TopologySpreadConstraint,
  WhenUnsatisfiable,
  type WorkloadAffinity,
  type WorkloadToleration,
} from "./scheduling";

/** The label of nodes that says what they run, by its name of today and those before. */
export const OS_KEY = /(^|\.)kubernetes\.io\/os$/;

/** Refuses tolerations that Kubernetes refuses. */
export function checkTolerations(at: Construct, all: readonly WorkloadToleration[]): void {
  all.forEach(({ key, operator, value, effect, tolerationSeconds }, index) => {
    const path = `tolerations[${index}]`;
    checkName(at, `${path}.key`, key, RULES.labelKey);
    checkName(at, `${path}.value`, value, RULES.labelValue);
    const operators = Object.values(TolerationOperator);
    checkOneOf(at, `${path}.operator`, operator, operators);
    checkOneOf(at, `${path}.effect`, effect, Object.values(TaintEffect));
    checkBound(at, `${path}.tolerationSeconds`, tolerationSeconds, BOUNDS.podSeconds);
    const exists = operator === TolerationOperator.EXISTS;
    if (key === undefined && !exists) {
      const fix = "give the key of the taint, or the operator";
      throw tolerationOf(at, path, 'without a `key` it needs the operator "Exists"', operator, fix);
    }
    if (exists && value !== undefined) {
      throw tolerationOf(at, path, '"Exists" takes no `value`', value, "remove the value");
    }
    if (tolerationSeconds !== undefined && effect !== TaintEffect.NO_EXECUTE) {
      const why = '`tolerationSeconds` is for the effect "NoExecute"';
      throw tolerationOf(at, path, why, effect, "remove the seconds, or change the effect");
    }
  });
}

/** Refuses affinities that Kubernetes refuses. */
export function checkAffinity(at: Construct, affinity: WorkloadAffinity = {}): void {
  affinity.nodeAffinity?.forEach(({ matchExpressions, weight }, index) => {
    const path = `affinity.nodeAffinity[${index}]`;
    checkBound(at, `${path}.weight`, weight, BOUNDS.affinityWeight);
    if (matchExpressions.length === 0) {
      throw emptyList(at, `${path}.matchExpressions`, "requirements");
    }
    matchExpressions.forEach(({ key, operator, values = [] }, n) => {
      const here = `${path}.matchExpressions[${n}]`;
      checkName(at, `${here}.key`, key, RULES.labelKey);
      checkOneOf(at, `${here}.operator`, operator, Object.values(NodeOperator));
      values.forEach((value, v) => checkName(at, `${here}.values[${v}]`, value, RULES.labelValue));
      if (!fit(operator, values)) throw valuesOfOperator(at, `${here}.values`, operator, values);
    });
  });
  for (const kind of ["podAffinity", "podAntiAffinity"] as const) {
    affinity[kind]?.forEach(({ topologyKey, matchLabels, weight }, index) => {
      const path = `affinity.${kind}[${index}]`;
      checkName(at, `${path}.topologyKey`, topologyKey, RULES.labelKey);
      checkLabels(at, `${path}.matchLabels`, matchLabels);
      checkBound(at, `${path}.weight`, weight, BOUNDS.affinityWeight);
    });
  }
}

/** Whether a requirement has as many values as its operator takes. */
function fit(operator: NodeOperator, values: readonly string[]): boolean {
  switch (operator) {
    case NodeOperator.IN:
    case NodeOperator.NOT_IN:
      return values.length > 0;
    case NodeOperator.GT:
    case NodeOperator.LT:
      return (
        values.length === 1 &&
        values.every((value) => Token.isUnresolved(value) || /^\d+$/.test(value))
      );
    case NodeOperator.EXISTS:
    case NodeOperator.DOES_NOT_EXIST:
      return values.length === 0;
    default:
      return true;
  }
}

/** Refuses spreads that Kubernetes refuses. */
export function checkSpread(at: Construct, all: readonly TopologySpreadConstraint[]): void {
  all.forEach(({ topologyKey, maxSkew, whenUnsatisfiable, minDomains, matchLabels }, index) => {
    const path = `topologySpreadConstraints[${index}]`;
    checkName(at, `${path}.topologyKey`, topologyKey, RULES.labelKey);
    checkLabels(at, `${path}.matchLabels`, matchLabels);
    checkBound(at, `${path}.maxSkew`, maxSkew, BOUNDS.spread);
    checkBound(at, `${path}.minDomains`, minDomains, BOUNDS.spread);
    const allowed =
      minDomains === undefined
        ? Object.values(WhenUnsatisfiable)
        : [WhenUnsatisfiable.DO_NOT_SCHEDULE];
    checkOneOf(at, `${path}.whenUnsatisfiable`, whenUnsatisfiable, allowed);
  });
}

/** Refuses names for what is no address. */
export function checkHostAliases(at: Construct, all: readonly HostAlias[]): void {
  all.forEach(({ ip, hostnames }, index) => {
    const path = `hostAliases[${index}]`;
    checkName(at, `${path}.ip`, ip, RULES.ipAddress);
    if (!Token.isUnresolved(ip) && !isIP(ip)) {
      throw invalidName(at, `${path}.ip`, ip, RULES.ipAddress);
    }
    if (hostnames.length === 0) throw emptyList(at, `${path}.hostnames`, "names");
    hostnames.forEach((name, n) =>
      checkName(at, `${path}.hostnames[${n}]`, name, RULES.kubernetesObject),
    );
  });
}

/** Tolerations in the provider's words, which have a number as text. */
export function tolerationsSpec(all: readonly WorkloadToleration[] | undefined) {
  return all?.map(({ tolerationSeconds, ...rest }) => ({
    ...rest,
    tolerationSeconds: numberText(tolerationSeconds),
  }));
}

/** Affinities in the provider's words; `own` are the labels of the workload's pods. */
export function affinitySpec(affinity: WorkloadAffinity | undefined, own: Record<string, string>) {
  if (!affinity) return undefined;
  const { nodeAffinity = [], podAffinity = [], podAntiAffinity = [] } = affinity;
  // Kubernetes does not store a block without terms, and each plan would make it anew.
  if ([nodeAffinity, podAffinity, podAntiAffinity].every(({ length }) => length === 0)) {
    return undefined;
  }
  return {
    nodeAffinity: nodeAffinity.length > 0 ? nodesSpec(nodeAffinity) : undefined,
    podAffinity: podAffinity.length > 0 ? podsSpec(podAffinity, own) : undefined,
    podAntiAffinity: podAntiAffinity.length > 0 ? podsSpec(podAntiAffinity, own) : undefined,
  };
}

function nodesSpec(terms: readonly NodeAffinityTerm[]) {
  const required = terms.filter(({ weight }) => weight === undefined);
  const nodeSelectorTerm = required.map(({ matchExpressions }) => ({ matchExpressions }));
  return {
    requiredDuringSchedulingIgnoredDuringExecution:
      required.length > 0 ? { nodeSelectorTerm } : undefined,
    preferredDuringSchedulingIgnoredDuringExecution: some(
      terms.flatMap(({ weight, matchExpressions }) =>
        weight === undefined ? [] : [{ weight, preference: { matchExpressions } }],
      ),
    ),
  };
}

function podsSpec(terms: readonly PodAffinityTerm[], own: Record<string, string>) {
  const termOf = ({ topologyKey, matchLabels = own }: PodAffinityTerm) => ({
    topologyKey,
    labelSelector: [{ matchLabels }],
  });
  return {
    requiredDuringSchedulingIgnoredDuringExecution: some(
      terms.filter(({ weight }) => weight === undefined).map(termOf),
    ),
    preferredDuringSchedulingIgnoredDuringExecution: some(
      terms.flatMap((term) =>
        term.weight === undefined ? [] : [{ weight: term.weight, podAffinityTerm: termOf(term) }],
      ),
    ),
  };
}

/** A list that is left out where there is nothing in it. */
function some<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** Spreads in the provider's words. */
export function spreadSpec(
  all: readonly TopologySpreadConstraint[] | undefined,
  own: Record<string, string>,
) {
  return all?.map(({ topologyKey, maxSkew, whenUnsatisfiable, minDomains, matchLabels = own }) => ({
    topologyKey,
    maxSkew: maxSkew ?? 1,
    whenUnsatisfiable: whenUnsatisfiable ?? WhenUnsatisfiable.DO_NOT_SCHEDULE,
    minDomains,
    labelSelector: [{ matchLabels }],
  }));
}
