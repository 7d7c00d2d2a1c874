import { subjectOf } from "../../../azure/webhook";
import { compareTexts } from "./collections";
import { type Fact, factKey, say, valueOf } from "./fact";
import type { ResourceOf } from "./resource";
import type { Role } from "./role";
import type { Scope } from "./scope";
import type { ScopePlace } from "./scope-place";

/** Where something is in Azure, as far as that is known. */
export interface Whereabouts {
  /** The id of the subscription. */
  readonly subscription?: string;
  readonly resourceGroup?: string;
}

/** A cluster whose tokens may be trusted. */
export interface Cluster extends Whereabouts {
  readonly key: string;
  readonly label: string;
  readonly id: Fact;
  readonly resource: ResourceOf<"cluster">;
  /** Its node pools that are resources of their own. */
  readonly pools: readonly ResourceOf<"pool">[];
}

/** A user-assigned identity. */
export interface Identity extends Whereabouts {
  readonly key: string;
  readonly label: string;
  readonly id: Fact;
  /** Absent where only its id is known. */
  readonly resource?: ResourceOf<"identity">;
  /** Whether it is not known which one it is, or must not be shown. */
  readonly isHidden?: boolean;
}

/** Who receives a role. */
export interface Principal {
  readonly key: string;
  readonly label: string;
  readonly identity?: Identity;
  /** Whether it is not known who it is, or must not be shown. */
  readonly isHidden?: boolean;
}

/** The trust of an identity in one subject of one issuer. */
export interface Federation {
  readonly key: string;
  readonly resource: ResourceOf<"federation">;
  readonly identity: Identity;
  readonly cluster?: Cluster;
  /** The issuer's URL. */
  readonly issuer: Fact;
  /** The same, where it is known to be that of no cluster here. */
  readonly foreignIssuer?: string;
  readonly subject: Fact;
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly audience: Fact;
}

/** A role assignment. */
export interface RoleGrant {
  readonly key: string;
  readonly resource: ResourceOf<"grant" | "policy" | "vault">;
  readonly principal: Principal;
  readonly role: Role;
  readonly scope: Scope;
  readonly at: ScopePlace;
  readonly condition?: Fact;
}

/** A Kubernetes service account. */
export interface ServiceAccount {
  readonly resource: ResourceOf<"account" | "rendered">;
  readonly namespace: Fact;
  readonly name: Fact;
  /** The subject of its tokens, where it is known. */
  readonly subject?: string;
  readonly cluster?: Cluster;
  /** The identity whose client id the account is annotated with. */
  readonly identity?: Identity;
  /** Whom it asks for: the identity's name, or a client id; absent without annotation. */
  readonly asksFor?: Fact;
  /** Whether it is annotated with a client id at all. */
  readonly annotated: boolean;
}

/** Something that makes pods. */
export interface Workload {
  readonly key: string;
  readonly resource: ResourceOf<"workload" | "rendered">;
  /** `deployment shop/orders`. */
  readonly label: string;
  readonly namespace: Fact;
  readonly serviceAccount: Fact;
  /** The subject of its pods' tokens, where it is known. */
  readonly subject?: string;
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

/** The secrets that roles let one read, as a reader sees scopes; of many at one scope the number. */
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

/** The subject of a service account's tokens, where it is known. */
export function subjectIn(namespace: Fact, serviceAccount: Fact): string | undefined {
  const [space, account] = [namespace, serviceAccount].map(valueOf);
  return space === undefined || account === undefined ? undefined : subjectOf(space, account);
}

/** What tells issuers apart. */
export function issuerKey({ cluster, issuer, resource }: Federation): string {
  return cluster?.key ?? factKey(issuer) ?? `issuer of ${resource.key}`;
}

/** Where the tokens come from that a credential trusts, as shown to a reader. */
export function sayIssuer({ cluster, issuer }: Federation): string {
  return cluster ? `OIDC issuer of ${cluster.label}` : say(issuer);
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
