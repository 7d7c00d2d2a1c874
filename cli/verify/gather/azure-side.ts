import { clientIdOf, shapeOf } from "../checks/look";
import { accountOf } from "../cosmos";
import type { Expected } from "../expected";
import { type Identity, itemsOf, type Live, refused } from "../live";
import { soughtBy, vaultNameOf } from "../placement";
import { type Row, rowsOf } from "../rows";
import { Arm } from "./arm";
import {
  readAssignments,
  readCredentials,
  readDataRoles,
  readIdentities,
  readResources,
  readVaults,
} from "./azure";
import type { Cloud } from "./cloud";
import { NoAnswer } from "./http";
import type { KubernetesSide } from "./kubernetes";
import { login } from "./login";

/** What is looked at, and how deep. */
export interface GatherOptions {
  /** None mean all. */
  readonly namespaces: readonly string[];
  readonly subscriptions: readonly string[];
  readonly cluster?: string;
  readonly resourceGroup?: string;
  readonly dryRun: boolean;
  readonly logs: boolean;
  readonly exchange: boolean;
}

type AzureSide = Pick<
  Live,
  | "identities"
  | "credentials"
  | "assignments"
  | "vaults"
  | "resources"
  | "dataRoles"
  | "subscriptions"
>;

/** What is missing where nobody is logged in. */
export const NO_LOGIN =
  "Azure: a login (`az login`, or ARM_USE_OIDC, AZURE_FEDERATED_TOKEN_FILE or ARM_CLIENT_SECRET with client and tenant)";

/** A way into Azure, and the subscriptions to look at; undefined without a login. */
export async function connect(
  env: NodeJS.ProcessEnv,
  cloud: Cloud,
  options: Pick<GatherOptions, "cluster" | "subscriptions">,
  expected: Expected,
): Promise<{ readonly arm: Arm; readonly subscriptions: readonly string[] } | undefined> {
  try {
    const logged = await login(env, cloud);
    if (!logged) return undefined;
    const ofCluster = /^\/subscriptions\/([^/]+)/i.exec(options.cluster ?? "")?.[1];
    const named = [...options.subscriptions, ...(ofCluster ? [ofCluster] : [])];
    const fallback = env.ARM_SUBSCRIPTION_ID || env.AZURE_SUBSCRIPTION_ID || logged.subscription;
    const taken =
      named.length > 0 ? named : [...expected.subscriptions, ...(fallback ? [fallback] : [])];
    return { arm: new Arm(cloud.arm, logged.token), subscriptions: onceEach(taken) };
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}

type Known = KubernetesSide["lists"] & Pick<Live, "cluster">;

/** One list for each identity that is asked for, whatever number of pods asks. */
export async function readAzure(
  azure: Awaited<ReturnType<typeof connect>>,
  { resourceGroup }: Pick<GatherOptions, "resourceGroup">,
  lists: Known,
  expected: Expected,
): Promise<AzureSide> {
  const none = { credentials: {}, assignments: {} };
  if (!azure) {
    const missing = refused(NO_LOGIN);
    return { identities: missing, vaults: missing, subscriptions: [], ...none };
  }
  const { arm, subscriptions } = azure;
  const all = await readIdentities(arm, subscriptions);
  const identities =
    resourceGroup === undefined || all.read === "refused"
      ? all
      : { ...all, items: all.items.filter((one) => isIn(one, resourceGroup, all.items)) };
  const live = { ...lists, identities, vaults: refused(""), subscriptions, ...none } as Live;
  const rows = rowsOf(live, expected);
  const used = usedBy(live, rows);
  const grants = rows.flatMap(({ trusts }) => trusts.flatMap((trust) => trust.grants));
  const vaultsWanted =
    grants.some(({ scope }) => vaultNameOf(scope) !== undefined) ||
    rows.some(
      (row) =>
        row.consumer?.vault !== undefined ||
        shapeOf(row)?.containers.some(({ vaults }) => vaults.length > 0),
    );
  const sought = grants.flatMap(({ scope }) =>
    vaultNameOf(scope) === undefined ? (soughtBy(scope) ?? []) : [],
  );
  const found = await byKey(
    sought,
    ({ type, name }) => `${type}/${name}`.toLowerCase(),
    (one) => readResources(arm, one, subscriptions),
  );
  const resources = Object.values(found).flat();
  const accounts = grants.flatMap((grant) => accountOf(grant, { ...live, resources }) ?? []);
  const [credentials, assignments, vaults, dataRoles] = await Promise.all([
    byKey(
      used,
      ({ id }) => id,
      (one) => readCredentials(arm, one),
    ),
    byKey(
      used,
      ({ principalId }) => principalId,
      (one) => readAssignments(arm, one, subscriptions),
    ),
    vaultsWanted ? readVaults(arm, subscriptions) : refused("Azure: the vaults"),
    byKey(
      accounts,
      (account) => account,
      (account) => readDataRoles(arm, account),
    ),
  ]);
  return {
    identities,
    credentials,
    assignments,
    vaults,
    subscriptions,
    ...(resources.length > 0 && { resources }),
    ...(accounts.length > 0 && { dataRoles }),
  };
}

/** Subscriptions that differ in capitals are one. */
function onceEach(subscriptions: readonly string[]): string[] {
  return [...new Map(subscriptions.map((id) => [id.toLowerCase(), id])).values()];
}

/** Of identities of one name, those of the group; all whose name is theirs alone stay. */
function isIn(one: Identity, group: string, all: readonly Identity[]): boolean {
  const sameName = all.filter(({ name }) => name.toLowerCase() === one.name.toLowerCase());
  return sameName.length === 1 || one.resourceGroup.toLowerCase() === group.toLowerCase();
}

/** The identities that the rows ask for, or should. */
function usedBy(live: Live, rows: readonly Row[]): Identity[] {
  const wanted = new Set(
    rows.flatMap((row) => row.trusts.map(({ identity }) => identity.name.toLowerCase())),
  );
  const asked = new Set(rows.map((row) => clientIdOf({ live, row })?.trim().toLowerCase()));
  return itemsOf(live.identities).filter(
    ({ name, clientId }) => wanted.has(name.toLowerCase()) || asked.has(clientId.toLowerCase()),
  );
}

async function byKey<S, T>(
  each: readonly S[],
  key: (one: S) => string,
  read: (one: S) => Promise<T>,
): Promise<Record<string, T>> {
  const once = new Map(each.map((one) => [key(one), one]));
  const all = [...once].map(async ([of, one]) => [of, await read(one)] as const);
  return Object.fromEntries(await Promise.all(all));
}
