/** What was asked for, as far as it was seen. That something is not there is known of a whole list alone. */
export type Seen<T> =
  | { readonly read: "whole"; readonly items: readonly T[] }
  /** What is in the list is there; what is not may be there all the same. */
  | { readonly read: "cut"; readonly items: readonly T[]; readonly missing: string }
  | { readonly read: "refused"; readonly missing: string };

/** What is in a list, whatever else there may be. */
export function itemsOf<T>(seen: Seen<T>): readonly T[] {
  return seen.read === "refused" ? [] : seen.items;
}

/** The right without which a list is not whole. */
export function missingOf(seen: Seen<unknown>): string | undefined {
  return seen.read === "whole" ? undefined : seen.missing;
}

export const whole = <T>(items: readonly T[]): Seen<T> => ({ read: "whole", items });
export const refused = (missing: string): Seen<never> => ({ read: "refused", missing });

/** Keys and values that are shown: names, never secrets. */
export type Texts = Readonly<Record<string, string>>;

export interface Account {
  readonly namespace: string;
  readonly name: string;
  /** Those that speak of workload identity, as they are written. */
  readonly annotations: Texts;
  readonly labels: Texts;
}

export interface Container {
  readonly name: string;
  /** `AZURE_*` variables; one whose value stands elsewhere is undefined. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Vaults whose addresses stand in its variables. */
  readonly vaults: readonly string[];
}

/** What counts of a pod or of the template of pods. */
export interface PodShape {
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly account: string;
  readonly containers: readonly Container[];
  /** The audiences of its projected tokens. */
  readonly audiences: readonly string[];
  /** The SecretProviderClasses that it mounts. */
  readonly secretClasses: readonly string[];
}

/** Something that makes pods. */
export interface Template {
  /** As kubectl takes it: `deployment`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The labels of the object itself. */
  readonly labels: Texts;
  readonly shape: PodShape;
  /** Why its pods are refused, by its own conditions. */
  readonly failure?: string;
  /** What made it, such as the CronJob of a Job. */
  readonly owner?: string;
}

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  /** `deployment orders`; absent for a pod that stands alone. */
  readonly owner?: string;
  /** Milliseconds. */
  readonly created: number;
  readonly phase: string;
  readonly shape: PodShape;
  /** How an access check in it ended. */
  readonly check?: { readonly exitCode: number; readonly message: string };
}

/** Something that exchanges a token of an account without the webhook. */
export interface Consumer {
  /** As kubectl takes it: `secretstore`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The account whose token it exchanges; absent where its pods decide. */
  readonly account?: { readonly namespace: string; readonly name: string };
  /** The client id that it names itself. */
  readonly clientId?: string;
  readonly vault?: string;
}

export interface Webhook {
  readonly configuration: string;
  /** The namespace of its service; absent where it is reached by an address. */
  readonly namespace?: string;
  readonly failurePolicy: string;
  readonly namespaceSelector: Selector;
}

/** A label selector. */
export interface Selector {
  readonly matchLabels: Texts;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

/** The deployment behind a webhook. */
export interface Controller {
  readonly namespace: string;
  readonly name: string;
  readonly wanted: number;
  readonly ready: number;
}

export type Namespace = Pick<Account, "name" | "labels">;

/** That pods of something could not be made. */
export interface FailedCreate {
  readonly namespace: string;
  /** `statefulset orders`. */
  readonly owner: string;
  readonly message: string;
  /** Milliseconds. */
  readonly last: number;
}

export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscription: string;
  readonly hosts: readonly string[];
  readonly issuerOn: boolean;
  readonly issuer?: string;
  readonly addOn: boolean;
  readonly state: string;
}

export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscription: string;
  readonly clientId: string;
  readonly principalId: string;
  readonly tenantId: string;
}

export interface Credential {
  readonly name: string;
  readonly issuer: string;
  /** Absent where an expression decides over the subject. */
  readonly subject?: string;
  readonly audiences: readonly string[];
}

export interface Assignment {
  readonly scope: string;
  /** The subscription whose list it is in: it is at, above or below it. */
  readonly listedBy: string;
  /** The name of the role, or the id of its definition where the name is not known. */
  readonly role: string;
  /** The id of the definition. */
  readonly definition: string;
  readonly condition: boolean;
}

/** A data role that an account of Cosmos DB keeps. */
export interface DataRole {
  readonly principalId: string;
  /** The name, or the GUID of a definition whose name is not known. */
  readonly role: string;
  /** The GUID of the definition. */
  readonly definition: string;
  /** The path below the account: `/dbs/shop/colls/orders`, or nothing for all of it. */
  readonly path: string;
}

export interface Vault {
  readonly id: string;
  readonly name: string;
  readonly rbac: boolean;
  /** What access policies permit, in small letters: `secrets get`. */
  readonly policies: readonly {
    readonly principalId: string;
    readonly permissions: readonly string[];
  }[];
  readonly publicAccess: boolean;
  readonly deniesByDefault: boolean;
  readonly privateEndpoints: number;
}

/** What a new pod of a template would be. */
export type DryRun =
  | { readonly result: "made"; readonly shape: PodShape }
  | { readonly result: "refused"; readonly message: string }
  | { readonly result: "unseen"; readonly missing: string };

/** What Entra answered to a token of an account. Neither token is kept. */
export type Exchange =
  | { readonly result: "given"; readonly issuer: string }
  | { readonly result: "refused"; readonly code: string; readonly issuer: string }
  | { readonly result: "unseen"; readonly missing: string };

/** What the public discovery document of the issuer says. */
export type IssuerDocument =
  | { readonly result: "answers" }
  | { readonly result: "differs"; readonly got: string }
  | { readonly result: "unseen"; readonly missing: string };

/** A cluster and what Azure knows of it, at one moment. */
export interface Live {
  /** The host of the API server. */
  readonly server?: string;
  readonly namespaces: Seen<Namespace>;
  readonly accounts: Seen<Account>;
  readonly templates: Seen<Template>;
  readonly pods: Seen<Pod>;
  readonly failures: Seen<FailedCreate>;
  readonly consumers: Seen<Consumer>;
  readonly webhooks: Seen<Webhook>;
  readonly controllers: Seen<Controller>;
  /** The issuer, as the API server says it. */
  readonly tokenIssuer: Seen<string>;
  readonly cluster: Seen<Cluster>;
  /** Absent where no issuer is known. */
  readonly issuerDocument?: IssuerDocument;
  readonly subscriptions: readonly string[];
  readonly identities: Seen<Identity>;
  /** By the id of the identity. */
  readonly credentials: Readonly<Record<string, Seen<Credential>>>;
  /** By the principal id of the identity. */
  readonly assignments: Readonly<Record<string, Seen<Assignment>>>;
  readonly vaults: Seen<Vault>;
  /** The ids of resources that were looked for by their names. */
  readonly resources?: readonly string[];
  /** The data roles of accounts of Cosmos DB by their ids; absent where none is expected. */
  readonly dataRoles?: Readonly<Record<string, Seen<DataRole>>>;
  /** By the name of the row; absent where none was asked for. */
  readonly dryRuns?: Readonly<Record<string, DryRun>>;
  /** By account and client id; absent where none was asked for. */
  readonly exchanges?: Readonly<Record<string, Exchange>>;
  /** AADSTS codes in logs; absent where none was asked for. */
  readonly logs?: Seen<{ readonly namespace: string; readonly pod: string; readonly code: string }>;
}
