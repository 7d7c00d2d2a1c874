import { AUDIENCE, CLIENT_ID, USE_LABEL } from "../../azure/webhook";
import { groupBy, sortedBy } from "../terraform/model/collections";
import type { Expected, ExpectedTrust } from "./expected";
import { type Account, type Consumer, itemsOf, type Live, type Pod, type Template } from "./live";
import { looksLikeClientId } from "./names";
import type { Place } from "./report";

/** What gets a line of its own: a workload, a consumer without label, or an account alone. */
export interface Row {
  /** `deployment shop/orders`. */
  readonly name: string;
  readonly namespace: string;
  /** The account whose token is exchanged, and its namespace. */
  readonly account: { readonly namespace: string; readonly name: string };
  readonly template?: Template;
  readonly pods: readonly Pod[];
  readonly consumer?: Consumer;
  /** Whom the inventory lets the account become. */
  readonly trusts: readonly ExpectedTrust[];
  /** Where the inventory has the workload. */
  readonly place?: Place;
  /** Whether it is about pods at all. */
  readonly hasPods: boolean;
}

/** The issuer of the cluster's tokens, by whom it is known. */
export function issuerOf({ tokenIssuer, cluster }: Live): string | undefined {
  return itemsOf(tokenIssuer)[0] ?? itemsOf(cluster)[0]?.issuer;
}

const accountsByName = new WeakMap<Live["accounts"], ReadonlyMap<string, Account>>();

/** The account of a row, where it was seen. */
export function accountOf(
  { accounts }: Live,
  { account: { namespace, name } }: Pick<Row, "account">,
): Account | undefined {
  const known =
    accountsByName.get(accounts) ??
    new Map(itemsOf(accounts).map((one) => [`${one.namespace}/${one.name}`, one]));
  accountsByName.set(accounts, known);
  return known.get(`${namespace}/${name}`);
}

/** Everything in a cluster that asks for an identity, or should. */
export function rowsOf(live: Live, expected: Expected): Row[] {
  const trusts = groupBy(trustsHere(live, expected), ({ namespace, account }) =>
    [namespace, account].join("/"),
  );
  const trustsOf = (account: Row["account"]) =>
    trusts.get(`${account.namespace}/${account.name}`) ?? [];
  const pods = groupBy(itemsOf(live.pods), ({ namespace, name, owner }) =>
    owner === undefined ? `pod ${namespace}/${name}` : placed(owner, namespace),
  );
  const asking = new Set(
    itemsOf(live.accounts).flatMap((one) => (asks(one) ? [`${one.namespace}/${one.name}`] : [])),
  );
  const rows = new Map<string, Row>();
  const add = (row: Omit<Row, "trusts">) =>
    rows.set(row.name, { ...row, trusts: trustsOf(row.account) });

  for (const template of itemsOf(live.templates)) {
    if (template.owner) continue;
    const { namespace, shape } = template;
    const name = nameOf(template);
    const account = { namespace, name: shape.account };
    const wanted = trustsOf(account).some((trust) => trust.workloads[name]);
    if (wanted || concerns(shape, `${namespace}/${shape.account}`, asking, template.labels)) {
      const place = placeOf(trustsOf(account), name);
      add({ name, namespace, account, template, pods: pods.get(name) ?? [], place, hasPods: true });
    }
  }
  const made = new Set(itemsOf(live.templates).map(nameOf));
  for (const [name, own] of pods) {
    const [pod] = own;
    if (!pod || made.has(name)) continue;
    const { namespace, shape } = pod;
    const account = { namespace, name: shape.account };
    if (!concerns(shape, `${namespace}/${shape.account}`, asking, {})) continue;
    add({
      name,
      namespace,
      account,
      pods: own,
      place: placeOf(trustsOf(account), name),
      hasPods: true,
    });
  }
  for (const consumer of itemsOf(live.consumers)) {
    for (const account of accountsOf(consumer, live)) {
      const several = consumer.account === undefined ? ` (${account.name})` : "";
      const name = `${consumer.kind} ${consumer.namespace}/${consumer.name}${several}`;
      const { namespace } = consumer;
      add({ name, namespace, account, consumer, pods: [], hasPods: false });
    }
  }
  addMissing(rows, [...trusts.values()].flat(), add);
  const used = new Set(
    [...rows.values()].map(({ account: { namespace, name } }) => `${namespace}/${name}`),
  );
  for (const key of new Set([...asking, ...trusts.keys()])) {
    if (used.has(key)) continue;
    const [namespace = "", name = ""] = key.split("/");
    const account = { namespace, name };
    add({ name: `serviceaccount ${key}`, namespace, account, pods: [], hasPods: false });
  }
  return sortedBy(rows.values(), ({ namespace, name }) => `${namespace} ${name}`);
}

/** Workloads that the inventory has and the cluster has not. A Job that has ended may be gone. */
function addMissing(
  rows: ReadonlyMap<string, Row>,
  trusts: readonly ExpectedTrust[],
  add: (row: Omit<Row, "trusts">) => void,
): void {
  for (const { namespace, account: name, workloads } of trusts) {
    for (const [row, place] of Object.entries(workloads)) {
      if (rows.has(row) || row.startsWith("job ")) continue;
      add({ name: row, namespace, account: { namespace, name }, place, pods: [], hasPods: true });
    }
  }
}

/** A trust in another issuer is another cluster's. */
function trustsHere(live: Live, { trusts }: Expected): ExpectedTrust[] {
  const bare = (issuer: string | undefined) => issuer?.replace(/\/+$/, "");
  return trusts.filter(
    ({ issuer }) => issuer === undefined || bare(issuer) === bare(issuerOf(live)),
  );
}

function placeOf(trusts: readonly ExpectedTrust[], name: string): Place | undefined {
  return trusts.map(({ workloads }) => workloads[name]).find((place) => place !== undefined);
}

const placed = (owner: string, namespace: string) => {
  const [kind, name] = owner.split(" ");
  return `${kind} ${namespace}/${name}`;
};

function nameOf({ kind, namespace, name }: Template): string {
  return `${kind} ${namespace}/${name}`;
}

function asks({ annotations, labels }: Account): boolean {
  const keys = [...Object.keys(annotations), ...Object.keys(labels)];
  return keys.some((key) => key === CLIENT_ID || looksLikeClientId(key));
}

/** Whether pods ask for an identity, or run as an account that does. */
function concerns(
  shape: Template["shape"],
  account: string,
  asking: ReadonlySet<string>,
  labels: Account["labels"],
): boolean {
  return (
    USE_LABEL in shape.labels ||
    USE_LABEL in labels ||
    shape.audiences.includes(AUDIENCE) ||
    asking.has(account)
  );
}

/** The accounts that a consumer becomes: its own, or those of the pods that mount it. */
function accountsOf(consumer: Consumer, live: Live): Row["account"][] {
  if (consumer.account) return [consumer.account];
  const shapes = [...itemsOf(live.templates), ...itemsOf(live.pods)].filter(
    ({ namespace, shape }) =>
      namespace === consumer.namespace && shape.secretClasses.includes(consumer.name),
  );
  const names = new Set(shapes.map(({ shape }) => shape.account));
  return [...names].map((name) => ({ namespace: consumer.namespace, name }));
}
