import { compareTexts } from "./collections";
import { digestOf } from "./exact";
import type { ResourceOf } from "./resource";
import type { Role } from "./role";
import type { Scope } from "./scope";

/** Where something is in Azure, as far as that is known. */
export interface Whereabouts {
  /** The id of the subscription. */
  readonly subscription?: string;
  readonly resourceGroup?: string;
  /** The name of the vault that it is, or is in. */
  readonly vault?: string;
}

/** A cluster whose tokens may be trusted. */
export interface Cluster extends Whereabouts {
  readonly key: string;
  readonly label: string;
  readonly resource: ResourceOf<"cluster">;
  /** Its node pools that are resources of their own. */
  readonly pools: readonly ResourceOf<"pool">[];
}

/** A user-assigned identity. */
export interface Identity extends Whereabouts {
  readonly key: string;
  readonly label: string;
  /** Absent where only its id is known. */
  readonly resource?: ResourceOf<"identity">;
}

/** Who receives a role. */
export interface Principal {
  readonly key: string;
  readonly label: string;
  readonly identity?: Identity;
}

/** The trust of an identity in one subject of one issuer. */
export interface Federation {
  readonly key: string;
  readonly resource: ResourceOf<"federation">;
  readonly identity: Identity;
  readonly cluster?: Cluster;
  /** The issuer, or where it comes from. */
  readonly issuer: string;
  /** The issuer's URL, where it is that of no cluster here. */
  readonly foreignIssuer?: string;
  readonly subject?: string;
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly audience?: string;
}

/** A role assignment. */
export interface RoleGrant {
  readonly key: string;
  readonly resource: ResourceOf<"grant" | "policy" | "vault">;
  readonly principal: Principal;
  readonly role: Role;
  readonly scope: Scope;
  readonly at: Whereabouts;
  readonly condition?: string;
}

/** A Kubernetes service account. */
export interface ServiceAccount {
  readonly resource: ResourceOf<"account" | "rendered">;
  readonly namespace: string;
  readonly name: string;
  readonly cluster?: Cluster;
  /** The identity whose client id the account is annotated with. */
  readonly identity?: Identity;
  /** Whom it asks for, as shown to a reader; absent without annotation. */
  readonly asksFor?: string;
  /** Whether it is annotated with a client id at all. */
  readonly annotated: boolean;
}

/** Something that makes pods. */
export interface Workload {
  readonly key: string;
  readonly resource: ResourceOf<"workload" | "rendered">;
  /** `deployment shop/orders`. */
  readonly label: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly cluster?: Cluster;
  /** Whether the webhook sees its pods. */
  readonly labelled: boolean;
  /** The containers that turn off the `run_as_non_root` of their pod. */
  readonly nonRootOff: readonly string[];
}

/** A secret of a vault. */
export interface Secret {
  readonly resource: ResourceOf<"secret">;
  readonly name: string;
  readonly vault?: ResourceOf<"vault">;
  readonly label: string;
  readonly scope: Scope;
}

/** Who trusts whom, and who may do what, at one moment. */
export interface TrustGraph {
  readonly clusters: readonly Cluster[];
  readonly identities: readonly Identity[];
  readonly federations: readonly Federation[];
  readonly grants: readonly RoleGrant[];
  readonly accounts: readonly ServiceAccount[];
  readonly workloads: readonly Workload[];
  readonly secrets: readonly Secret[];
  readonly unseen: readonly string[];

  /** The federations by which the pods of a workload become identities. */
  federationsOf(workload: Workload): readonly Federation[];
  /** The workloads whose pods become the identity by a federation. */
  workloadsOf(federation: Federation): readonly Workload[];
  /**
   * The workloads that run as the trusted service account without the label: the webhook passes their pods
   * by, but their code can ask for a token by itself.
   */
  unlabelledOf(federation: Federation): readonly Workload[];
  /** The federations of an identity. */
  trustsOf(identity: Identity): readonly Federation[];
  /** The roles of an identity. */
  grantsOf(identity: Identity): readonly RoleGrant[];
  /** The secrets that the stacks hold below the scope of a role that reads secrets. */
  readable(grant: RoleGrant): readonly Secret[];
  /** The secrets that a role lets its principal read, of those that the stacks hold or name. */
  secretsOf(grant: RoleGrant): readonly Scope[];
}

/** How many secrets of one role are named. */
const NAMED = 100;

/** The secrets that roles let one read, as a reader is told of scopes; of many at one scope the number. */
export function sayReadable(
  trust: TrustGraph,
  grants: readonly RoleGrant[],
  say: (scope: Scope) => string,
): string[] {
  const said = grants.flatMap((grant) => {
    const secrets = trust.secretsOf(grant);
    return secrets.length > NAMED
      ? [`all ${secrets.length} secrets at ${say(grant.scope)}`]
      : secrets.map((scope) => say(scope).replace(/^secret /, ""));
  });
  return [...new Set(said)].sort(compareTexts);
}

/** What tells issuers apart. */
export function issuerKey({ cluster, issuer, resource }: Federation): string {
  return cluster?.key ?? digestOf(resource.get("issuer")) ?? issuer;
}

/** Whether the issuer's tokens are those of the pods; undefined where the stacks do not tell. */
export function issuesTokensOf(
  { cluster, foreignIssuer }: Federation,
  pods: { readonly cluster?: Cluster },
): boolean | undefined {
  if (!pods.cluster) return undefined;
  if (cluster) return cluster.key === pods.cluster.key;
  const { value } = pods.cluster.resource.get("oidc_issuer_url");
  if (foreignIssuer === undefined || typeof value !== "string") return undefined;
  return foreignIssuer === value;
}
