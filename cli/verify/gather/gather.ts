import { clientIdOf, exchangeKey, identityOf, isLabelled, tenantIdOf } from "../checks/look";
import { type ClusterName, type Expected, type Expecting, isCluster } from "../expected";
import { looksOf, reportOf } from "../findings";
import { type Exchange, itemsOf, type Live, refused } from "../live";
import { issuerOf, type Row, rowsOf } from "../rows";
import { otherCluster } from "../verify-error";
import { readCluster } from "./azure";
import { connect, type GatherOptions, NO_LOGIN, readAzure } from "./azure-side";
import { type Cloud, cloudOf } from "./cloud";
import { dryRuns } from "./dry-run";
import { type Asking, exchange } from "./exchange";
import { readIssuerDocument } from "./issuer-document";
import type { Kubectl } from "./kubectl";
import { type KubernetesSide, readKubernetes } from "./kubernetes";
import { readLogs } from "./logs";

/** Reads a cluster and what Azure knows of it. `expect` is asked once the name of the cluster is known. */
export async function gather(
  kubectl: Kubectl,
  env: NodeJS.ProcessEnv,
  options: GatherOptions,
  expect: Expecting,
): Promise<{ readonly live: Live; readonly expected: Expected }> {
  const [side, cloud] = await Promise.all([
    readKubernetes(kubectl, options.namespaces),
    cloudOf(env),
  ]);
  const azure = await connect(env, cloud, options, expect(undefined));
  const cluster = azure
    ? await readCluster(
        azure.arm,
        { id: options.cluster, host: side.lists.server },
        azure.subscriptions,
      )
    : refused(NO_LOGIN);
  const [here] = itemsOf(cluster);
  const expected = expect(here);
  const known = expected.clusters.filter(({ name }) => !name.includes("."));
  if (here && known.length === expected.clusters.length && known.length > 0) {
    const isExpected = known.some((one) => isCluster(one, here));
    const isNamed = known.some(({ name }) => name === here.name);
    const say = ({ name, id }: ClusterName) => (isNamed && id !== undefined ? id : name);
    if (!isExpected) throw otherCluster(say(here), known.map(say));
  }
  const first: Live = {
    ...side.lists,
    cluster,
    ...(await readAzure(azure, options, { ...side.lists, cluster }, expected)),
  };
  const issuer = itemsOf(cluster)[0]?.issuer ?? issuerOf(first);
  const rows = rowsOf(first, expected);
  const [issuerDocument, tried, logs] = await Promise.all([
    issuer === undefined ? undefined : readIssuerDocument(issuer),
    options.dryRun ? dryRuns(kubectl, trialsOf(rows, side)) : undefined,
    options.logs ? readLogs(kubectl, labelledNamespaces(rows)) : undefined,
  ]);
  const live: Live = { ...first, issuerDocument, dryRuns: tried, logs };
  if (!options.exchange) return { live, expected };
  const exchanges = await exchangeAll(kubectl, cloud, live, rows, env);
  return { live: { ...live, exchanges }, expected };
}

function trialsOf(rows: readonly Row[], { templates }: KubernetesSide) {
  return rows.flatMap((row) => {
    const template = templates.get(row.name);
    return template && isLabelled(row)
      ? [{ row: row.name, namespace: row.namespace, template }]
      : [];
  });
}

const labelledNamespaces = (rows: readonly Row[]) => [
  ...new Set(rows.filter(isLabelled).map(({ namespace }) => namespace)),
];

/** One exchange for each account and client id, where nothing before it is broken. */
async function exchangeAll(
  kubectl: Kubectl,
  cloud: Cloud,
  live: Live,
  rows: readonly Row[],
  env: NodeJS.ProcessEnv,
): Promise<Record<string, Exchange>> {
  const asked = new Map<string, Asking>();
  for (const look of looksOf(live, rows, false)) {
    const clientId = clientIdOf(look);
    const { links } = reportOf(look);
    const stopped = (["account", "identity", "trust"] as const).some(
      (link) => links[link] === "broken",
    );
    const tenantId = tenantOf(look, env);
    if (clientId === undefined || stopped) continue;
    const { namespace, name: account } = look.row.account;
    asked.set(exchangeKey(look.row, clientId), { namespace, account, clientId, tenantId });
  }
  const all = await Promise.all(
    [...asked].map(async ([key, one]) => [key, await exchange(kubectl, cloud, one)] as const),
  );
  return Object.fromEntries(all);
}

/** The tenant in which the pods ask: annotated, that of the identity, or what the webhook put in. */
function tenantOf(look: { live: Live; row: Row }, env: NodeJS.ProcessEnv): string | undefined {
  const dryRun = look.live.dryRuns?.[look.row.name];
  const shapes = [
    ...(dryRun?.result === "made" ? [dryRun.shape] : []),
    ...look.row.pods.map(({ shape }) => shape),
  ];
  const injected = shapes.flatMap(({ containers }) =>
    containers.flatMap((container) => container.env.AZURE_TENANT_ID ?? []),
  );
  return (
    tenantIdOf(look)?.trim() ||
    identityOf(look)?.tenantId ||
    injected[0] ||
    env.ARM_TENANT_ID ||
    env.AZURE_TENANT_ID
  );
}
