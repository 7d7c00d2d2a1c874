import * as entraCodes from "../../../azure/entra-codes.json";
import { AUDIENCE, IDENTITY_BINDING, subjectOf } from "../../../azure/webhook";
import { runAgain, writeCredential } from "../fixes";
import {
  type Credential,
  type Exchange,
  type Identity,
  itemsOf,
  missingOf,
  type Seen,
} from "../live";
import { all, type Checked, fine, type Finding, found, skipped, unseen } from "../report";
import { issuerOf } from "../rows";
import { clientIdOf, exchangeOf, identityOf, type Look, shapeOf } from "./look";

/** What Entra answers for a while although all is right: its caches are minutes old. */
export const CACHED = [
  "70021",
  "700211",
  "700212",
  "700213",
  "7002138",
  "70025",
  "700016",
  "7000229",
];

const CODES = entraCodes as unknown as Readonly<Record<string, { hint: string; fix: string }>>;

/** What a code of Entra means, and what fixes it. */
export function explained(code: string): { readonly hint?: string; readonly fix: string } {
  return CODES[code] ?? { fix: `look AADSTS${code} up in the reference of Entra's codes` };
}

/** Whether the identity trusts the account: by Entra's word where it was asked, else by comparison. */
export function checkTrust(look: Look): Checked {
  const shape = shapeOf(look.row);
  if (clientIdOf(look) === undefined) return skipped;
  if (shape && IDENTITY_BINDING in shape.annotations) return binding(look);
  const exchange = exchangeOf(look);
  if (exchange?.result === "given") return fine;
  const compared = compare(look);
  if (exchange?.result === "unseen" && compared.state === "works") return unseen(exchange.missing);
  if (exchange?.result !== "refused" || compared.state === "broken") return compared;
  return refused(look, exchange, compared);
}

/** Entra's word, with what the comparison says of it. */
function refused(
  look: Look,
  { code }: Extract<Exchange, { result: "refused" }>,
  compared: Checked,
): Checked {
  const { hint, fix } = explained(code);
  const matches = compared.state === "works";
  const mayCome = CACHED.includes(code) && (matches || look.waiting);
  const { namespace, name } = look.row.account;
  const [near] = compared.findings;
  if (near && !mayCome)
    return found({ ...near, level: "broken", text: `${near.text} (AADSTS${code})` });
  return found({
    link: "trust",
    id: mayCome ? "exchange-pending" : "exchange-refused",
    level: mayCome ? "pending" : "broken",
    text: mayCome
      ? `Entra refuses the token of ${namespace}/${name} yet (AADSTS${code})${matches ? ", although a credential matches" : ""}`
      : `Entra refuses the token of ${namespace}/${name}: AADSTS${code}${hint ? `, ${hint}` : ""}`,
    fix: mayCome ? ["wait: its caches are minutes old, for example with --wait 10m"] : [fix],
    place: look.row.trusts[0]?.place,
  });
}

function binding(look: Look): Checked {
  return found({
    link: "trust",
    id: "identity-binding",
    level: "unproven",
    text: `${look.row.name} uses an identity binding, which is not checked`,
    fix: ["nothing to fix: it exchanges tokens by a proxy in the cluster"],
  });
}

/** The trust by comparison with the credentials of the identity. */
export function compare(look: Look): Checked {
  const { live } = look;
  const identity = identityOf(look);
  const exchange = exchangeOf(look);
  if (!identity) return unseen();
  const seen: Seen<Credential> | undefined = live.credentials[identity.id];
  if (!seen) return unseen(`the credentials of ${identity.name}`);
  const issuer = exchange && exchange.result !== "unseen" ? exchange.issuer : issuerOf(live);
  if (issuer === undefined) return unseen(missingOf(live.cluster) ?? "the issuer of the cluster");
  const { namespace, name } = look.row.account;
  const wanted = { issuer, subject: subjectOf(namespace, name), audience: AUDIENCE };
  const ranked = itemsOf(seen)
    .map((credential) => ({ credential, differing: differing(credential, wanted) }))
    .sort((one, other) => one.differing.length - other.differing.length);
  const [nearest] = ranked;
  if (nearest?.differing.length === 0) return fine;
  if (itemsOf(seen).some(({ subject }) => subject === undefined)) {
    return unseen(`an expression in a credential of ${identity.name}`);
  }
  const [field, ...others] = nearest?.differing ?? [];
  const near =
    nearest &&
    field &&
    others.length === 0 &&
    oneAway(look, identity, nearest.credential, field, wanted);
  if (seen.read === "whole") return found(near || missing(look, identity, ranked.length, wanted));
  // Another credential may match that was not seen.
  return near
    ? all(found({ ...near, level: "unproven" }), unseen(seen.missing))
    : unseen(seen.missing);
}

type Field = "issuer" | "subject" | "audience";
type Wanted = Readonly<Record<Field, string>>;

function differing(credential: Credential, wanted: Wanted): Field[] {
  const fields: Field[] = [];
  if (credential.issuer !== wanted.issuer) fields.push("issuer");
  if (credential.subject !== wanted.subject) fields.push("subject");
  if (!credential.audiences.includes(wanted.audience)) fields.push("audience");
  return fields;
}

const bare = (issuer: string) => issuer.replace(/\/+$/, "");

function oneAway(
  look: Look,
  identity: Identity,
  { name, issuer, subject = "", audiences }: Credential,
  field: Field,
  wanted: Wanted,
): Finding | undefined {
  const { issuer: right, subject: rightSubject } = wanted;
  const update = writeCredential("update", identity, {
    name,
    issuer: right,
    subject: rightSubject,
  });
  const place = look.row.trusts[0]?.place;
  const about = { link: "trust", level: "broken", place } as const;
  const fix = [update, ...runAgain(place)];
  const of = `the credential ${name} of ${identity.name}`;
  if (field === "audience") {
    const [got, expected] = [audiences.join(", "), wanted.audience];
    return {
      ...about,
      id: "audience-differs",
      text: `${of} has another audience`,
      got,
      expected,
      fix,
    };
  }
  if (field === "subject") {
    const differs = { ...about, got: subject, expected: rightSubject, fix };
    if (subject.toLowerCase() === rightSubject.toLowerCase()) {
      return { ...differs, id: "subject-capitals", text: `${of} has capitals in its subject` };
    }
    // The credential of another account is no mistake: this account has none.
    if (look.subjects.has(subject)) return undefined;
    return { ...differs, id: "subject-differs", text: `${of} trusts another account` };
  }
  const differs = { ...about, got: issuer, expected: right };
  if (bare(issuer) === bare(right)) {
    const text = `the issuer of ${of} differs in the slash at its end`;
    return { ...differs, id: "issuer-slash", text, fix };
  }
  const create = writeCredential("create", identity, {
    name: `${name}-new`,
    issuer: right,
    subject: rightSubject,
  });
  return {
    ...differs,
    id: "issuer-differs",
    text: `${of} trusts the account of another or an older cluster`,
    fix: [create, `or, if the other cluster is gone: ${update}`, ...runAgain(place)],
  };
}

/** Azure's limit of credentials for one identity. */
const MOST = 20;

function missing(look: Look, identity: Identity, count: number, wanted: Wanted): Finding {
  const { namespace, name } = look.row.account;
  const place = look.row.trusts[0]?.place;
  const { issuer, subject } = wanted;
  const create = writeCredential("create", identity, {
    name: `${namespace}-${name}`,
    issuer,
    subject,
  });
  const full =
    count >= MOST
      ? [`${identity.name} has ${count} credentials, as many as Azure takes: take another identity`]
      : [];
  return {
    link: "trust",
    level: "broken",
    id: "credential-missing",
    text: `${identity.name} has no credential for ${namespace}/${name}`,
    got: count === 0 ? "no credential at all (AADSTS70025)" : `${count} for others`,
    expected: `issuer ${issuer}, subject ${subject}`,
    fix: [...full, create, ...runAgain(place)],
    place,
  };
}
