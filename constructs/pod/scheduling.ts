/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** Keeps new ones away. */
  NO_SCHEDULE = "NoSchedule",
  /** Keeps new ones away while there is another place. */
  PREFER_NO_SCHEDULE = "PreferNoSchedule",
  /** Keeps new ones away and drives those off that are there. */
  NO_EXECUTE = "NoExecute",
}

/** How a toleration is compared with a taint. */
export enum TolerationOperator {
  /** By key and value. */
  EQUAL = "Equal",
  /** By the key alone, whatever the value. */
  EXISTS = "Exists",
}

/** A taint of nodes that does not keep the pods away. */
export interface WorkloadToleration {
  /**
   * The key of the taint.
   *
   * @default - every taint; then `operator` has to be `Exists`
   */
  readonly key?: string;

  /**
   * How the taint is compared.
   *
   * @default TolerationOperator.EQUAL
   */
  readonly operator?: TolerationOperator;

  /**
   * The value of the taint. Not with `Exists`.
   *
   * @default - the empty value
   */
  readonly value?: string;

  /**
   * The effect of the taint.
   *
   * @default - every effect
   */
  readonly effect?: TaintEffect;

  /**
   * For how many seconds a pod stays on a node that gets the taint, 0 or more. Only with `NoExecute`.
   *
   * @default - for ever
   */
  readonly tolerationSeconds?: number;
}

/** How the value of a label of a node is compared. */
export enum NodeOperator {
  /** It is one of the values. */
  IN = "In",
  /** It is none of the values, or there is no such label. */
  NOT_IN = "NotIn",
  /** The label is there. */
  EXISTS = "Exists",
  /** The label is not there. */
  DOES_NOT_EXIST = "DoesNotExist",
  /** It is a number greater than the value. */
  GT = "Gt",
  /** It is a number less than the value. */
  LT = "Lt",
}

/** What is asked of a label of a node. */
export interface NodeRequirement {
  /** The key of the label, such as `topology.kubernetes.io/zone`. */
  readonly key: string;

  /** How its value is compared. */
  readonly operator: NodeOperator;

  /**
   * The values: one or more with `In` and `NotIn`, none with `Exists` and `DoesNotExist`, one number with
   * `Gt` and `Lt`.
   *
   * @default - none
   */
  readonly values?: string[];
}

/** Nodes that fulfil all of these. */
export interface NodeAffinityTerm {
  /** What is asked of the node's labels, at least one. */
  readonly matchExpressions: NodeRequirement[];

  /**
   * How much such nodes are preferred, 1 to 100.
   *
   * @default - they are required: pods run on nodes of one of the terms without a weight
   */
  readonly weight?: number;
}

/** Other pods in the same namespace, and how near. */
export interface PodAffinityTerm {
  /**
   * The label of nodes that says what one place is, such as `kubernetes.io/hostname` or
   * `topology.kubernetes.io/zone`.
   */
  readonly topologyKey: string;

  /**
   * The labels of the other pods.
   *
   * @default - the pods of this workload
   */
  readonly matchLabels?: Record<string, string>;

  /**
   * How much it is preferred, 1 to 100.
   *
   * @default - it is required
   */
  readonly weight?: number;
}

/** Which nodes the pods like, beyond `nodeSelector`. */
export interface WorkloadAffinity {
  /**
   * Nodes that the pods need or prefer.
   *
   * @default - all that `nodeSelector` leaves
   */
  readonly nodeAffinity?: NodeAffinityTerm[];

  /**
   * Pods that the pods want to be near.
   *
   * @default - none
   */
  readonly podAffinity?: PodAffinityTerm[];

  /**
   * Pods that the pods keep away from.
   *
   * @default - none
   */
  readonly podAntiAffinity?: PodAffinityTerm[];
}

/** What happens to a pod that would break a spread. */
export enum WhenUnsatisfiable {
  /** It waits. */
  DO_NOT_SCHEDULE = "DoNotSchedule",
  /** It runs where it breaks the spread least. */
  SCHEDULE_ANYWAY = "ScheduleAnyway",
}

/** How evenly the pods are spread over nodes or zones. */
export interface TopologySpreadConstraint {
  /** The label of nodes that says what one domain is, such as `topology.kubernetes.io/zone`. */
  readonly topologyKey: string;

  /**
   * How many pods more one domain may have than another, 1 or more.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * What happens to a pod that would break it.
   *
   * @default WhenUnsatisfiable.DO_NOT_SCHEDULE
   */
  readonly whenUnsatisfiable?: WhenUnsatisfiable;

  /**
   * The least number of domains, 1 or more. Only with `DoNotSchedule`.
   *
   * @default - those that there are
   */
  readonly minDomains?: number;

  /**
   * The labels of the pods that are counted.
   *
   * @default - the pods of this workload
   */
  readonly matchLabels?: Record<string, string>;
}

/** Names for an address in the `/etc/hosts` of the pods. */
export interface HostAlias {
  /** The IPv4 or IPv6 address. */
  readonly ip: string;

  /** Its names, at least one. */
  readonly hostnames: string[];
}
