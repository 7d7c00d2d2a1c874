import { AUDIENCE, CLIENT_ID, TENANT_ID, USE_LABEL } from "../../../azure/webhook";
import type { ExpectedTrust } from "../expected";
import { itemsOf, type Exchange, type Identity, type Live, type PodShape } from "../live";
import { same } from "../names";
import { accountOf, type Row } from "../rows";

/** What the checks of a row look at. */
export interface Look {
  readonly live: Live;
  readonly row: Row;
  /** Whether what may come yet is waited for. */
  readonly waiting: boolean;
  /** Names of other accounts, whose credentials are not to be changed. */
  readonly subjects: ReadonlySet<string>;
  /** A dry run of any row that gave a pod its token: the webhook works. */
  readonly injects: boolean;
}

/** What its pods are made of: the template, or the pods themselves where there is none. */
export function shapeOf({ template, pods }: Row): PodShape | undefined {
  return template?.shape ?? pods[0]?.shape;
}

/** Whether the webhook is to see its pods. */
export function isLabelled(row: Row): boolean {
  return shapeOf(row)?.labels[USE_LABEL] === "true";
}

export const hasToken = ({ audiences }: PodShape): boolean => audiences.includes(AUDIENCE);

/** A client id that every container of the template sets for itself. */
export function ownClientId(row: Row): string | undefined {
  const ids = row.template?.shape.containers.map(({ env }) => env.AZURE_CLIENT_ID) ?? [];
  return ids.length > 0 && ids.every((id) => id !== undefined && id === ids[0])
    ? ids[0]
    : undefined;
}

/** The client id that is asked for: by the consumer, the account or the template itself. */
export function clientIdOf({ live, row }: Pick<Look, "live" | "row">): string | undefined {
  return (
    row.consumer?.clientId ?? annotatedId(live, row) ?? (row.hasPods ? ownClientId(row) : undefined)
  );
}

/** The client id of the account; a blank one names nobody. */
export function annotatedId(live: Live, row: Row): string | undefined {
  const value = accountOf(live, row)?.annotations[CLIENT_ID];
  return value?.trim() ? value : undefined;
}

/** Whether something else than the webhook's token serves the account. */
export function consumed(
  { live: { consumers }, row: { account } }: Pick<Look, "live" | "row">,
  shape?: PodShape,
): boolean {
  return itemsOf(consumers).some((consumer) =>
    consumer.account
      ? consumer.account.namespace === account.namespace && consumer.account.name === account.name
      : consumer.namespace === account.namespace && shape?.secretClasses.includes(consumer.name),
  );
}

export function tenantIdOf({ live, row }: Pick<Look, "live" | "row">): string | undefined {
  return accountOf(live, row)?.annotations[TENANT_ID];
}

/** The identity of the client id, where it was seen. */
export function identityOf(look: Pick<Look, "live" | "row">): Identity | undefined {
  const clientId = clientIdOf(look);
  return itemsOf(look.live.identities).find((one) => same(one.clientId, clientId));
}

/** Whether an identity is the one that a trust of the inventory is of. */
export function isIdentity(
  { name, resourceGroup, subscription }: Identity,
  { identity }: ExpectedTrust,
): boolean {
  return (
    same(name, identity.name) &&
    (identity.resourceGroup === undefined || same(resourceGroup, identity.resourceGroup)) &&
    (identity.subscription === undefined || same(subscription, identity.subscription))
  );
}

/** Under which an exchange is kept. */
export function exchangeKey({ account }: Pick<Row, "account">, clientId: string): string {
  return `${account.namespace}/${account.name} ${clientId.toLowerCase()}`;
}

export function exchangeOf(look: Pick<Look, "live" | "row">): Exchange | undefined {
  const clientId = clientIdOf(look);
  const { exchanges } = look.live;
  if (!exchanges || clientId === undefined) return undefined;
  return exchanges[exchangeKey(look.row, clientId)];
}
