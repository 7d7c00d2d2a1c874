import { CLIENT_ID, TENANT_ID, TOKEN_EXPIRATION, TOKEN_SECONDS } from "../../../azure/webhook";
import { annotate, restart } from "../fixes";
import { itemsOf, missingOf } from "../live";
import { isGuid, looksLikeClientId, same } from "../names";
import { all, type Checked, fine, type Finding, found, skipped, unseen } from "../report";
import { accountOf } from "../rows";
import {
  annotatedId,
  clientIdOf,
  consumed,
  hasToken,
  isLabelled,
  type Look,
  ownClientId,
  shapeOf,
} from "./look";

/** Whether the account is there and says whom it asks for. */
export function checkAccount(look: Look): Checked {
  const { live, row } = look;
  const account = accountOf(live, row);
  const { namespace, name } = row.account;
  if (!account) {
    if (live.accounts.read !== "whole") return unseen(missingOf(live.accounts));
    return found({
      ...about(look),
      id: "account-missing",
      text: `there is no service account ${namespace}/${name}`,
      fix: [`kubectl create serviceaccount ${name} --namespace ${namespace}`, ...again(look)],
    });
  }
  return all(
    row.consumer?.clientId === undefined ? annotated(look) : wellFormed(look),
    tenant(look),
    expiry(look, account.annotations[TOKEN_EXPIRATION], `the service account ${namespace}/${name}`),
  );
}

const about = ({ row }: Look) =>
  ({ link: "account", level: "broken", place: row.trusts[0]?.place }) as const;

const again = ({ row }: Look) => (row.trusts.length > 0 ? ["or run the app again"] : []);

/** The client id that the account should have, as far as one identity suggests itself. */
function rightId({ live, row }: Look): string {
  const names = row.trusts.map(({ identity }) => identity.name);
  const [known, ...others] = itemsOf(live.identities).filter(({ name }) => names.includes(name));
  return known && others.length === 0 ? known.clientId : "<client id>";
}

function annotated(look: Look): Checked {
  const { row, live } = look;
  const account = accountOf(live, row);
  const { namespace, name } = row.account;
  if (annotatedId(live, row) !== undefined) return wellFormed(look);
  const near = [
    ...Object.entries(account?.annotations ?? {}).map(([key, value]) => ({ key, value })),
    ...Object.entries(account?.labels ?? {}).map(([key, value]) => ({ key, value, label: true })),
  ].find((one) => looksLikeClientId(one.key) || ("label" in one && one.key === CLIENT_ID));
  if (near) {
    return found({
      ...about(look),
      id: "annotation-misspelt",
      text: `the client id of ${namespace}/${name} stands where the webhook does not look`,
      got: `the ${"label" in near ? "label" : "annotation"} ${near.key}`,
      expected: `the annotation ${CLIENT_ID}`,
      fix: [
        annotate(row, isGuid(near.value.trim()) ? near.value.trim() : rightId(look)),
        ...restart(row),
      ],
    });
  }
  if (ownClientId(row) !== undefined) return fine;
  const blank = account?.annotations[CLIENT_ID];
  if (row.hasPods && !asksForIdentity(look)) return skipped;
  // The operator of KEDA has the label; each of its triggers names a client id of its own.
  if (live.consumers.read !== "whole") return unseen(missingOf(live.consumers));
  if (row.consumer === undefined && consumed(look, shapeOf(row))) return skipped;
  return found({
    ...about(look),
    id: "annotation-missing",
    text: `the service account ${namespace}/${name} names no client id: its pods get no AZURE_CLIENT_ID`,
    got: blank === undefined ? "no annotation" : JSON.stringify(blank),
    expected: `${CLIENT_ID}: ${rightId(look)}`,
    fix: [annotate(row, rightId(look)), ...restart(row), ...again(look)],
  });
}

/** An unlabelled workload of an account that asks for nobody is none of ours. */
function asksForIdentity(look: Look): boolean {
  const shape = shapeOf(look.row);
  return isLabelled(look.row) || look.row.trusts.length > 0 || (!!shape && hasToken(shape));
}

function wellFormed(look: Look): Checked {
  const { row, live } = look;
  const value = clientIdOf(look) ?? "";
  const { namespace, name } = row.account;
  const of = row.consumer?.clientId === undefined ? `${namespace}/${name}` : row.name;
  const wrong = (finding: Pick<Finding, "id" | "text" | "expected" | "fix">): Checked =>
    found({ ...about(look), got: JSON.stringify(value), ...finding });
  const principal = itemsOf(live.identities).find(({ principalId }) =>
    same(principalId, value.trim()),
  );
  if (principal) {
    return wrong({
      id: "annotation-principal-id",
      text: `the client id of ${of} is the principal id of ${principal.name}`,
      expected: principal.clientId,
      fix: [annotate(row, principal.clientId), ...restart(row)],
    });
  }
  if (!isGuid(value.trim())) {
    const resource = itemsOf(live.identities).find(({ id }) => same(id, value.trim()));
    const right = resource?.clientId ?? rightId(look);
    return wrong({
      id: "annotation-malformed",
      text: `the client id of ${of} is no GUID`,
      expected: right,
      fix: [annotate(row, right), ...restart(row)],
    });
  }
  if (value !== value.trim()) {
    return wrong({
      id: "annotation-padded",
      text: `the client id of ${of} has blanks around it, which are passed on`,
      expected: JSON.stringify(value.trim()),
      fix: [annotate(row, value.trim()), ...restart(row)],
    });
  }
  return fine;
}

function tenant(look: Look): Checked {
  const { row, live } = look;
  const value = accountOf(live, row)?.annotations[TENANT_ID];
  if (value === undefined || value.trim() !== "") return fine;
  const { namespace, name } = row.account;
  return found({
    ...about(look),
    id: "tenant-blank",
    text: `the tenant annotation of ${namespace}/${name} is blank: its pods get no AZURE_TENANT_ID`,
    got: JSON.stringify(value),
    expected: "the id of the tenant, or no annotation",
    fix: [
      `kubectl annotate serviceaccount ${name} --namespace ${namespace} ${TENANT_ID}-`,
      ...restart(row),
    ],
  });
}

/** A life of tokens that the webhook refuses, together with the pod. */
export function expiry(look: Look, value: string | undefined, of: string): Checked {
  if (value === undefined) return fine;
  const seconds = /^\d+$/.test(value) ? Number(value) : NaN;
  if (seconds >= TOKEN_SECONDS.min && seconds <= TOKEN_SECONDS.max) return fine;
  return found({
    ...about(look),
    id: "expiry-out-of-bounds",
    text: `the webhook refuses pods for the life of the token that ${of} is annotated with`,
    got: `${TOKEN_EXPIRATION}: ${JSON.stringify(value)}`,
    expected: `${TOKEN_SECONDS.min} to ${TOKEN_SECONDS.max} seconds`,
    fix: [`annotate ${of} with a number within, or remove the annotation`],
  });
}
