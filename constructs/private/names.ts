import { conditional, Fn, Op, Token } from "cdktf";
import { shortHash } from "./short-hash";

/** A region as Azure compares it: `East US` is `eastus`. A reference stays as it is. */
export function normalizeLocation(location: string): string {
  if (location.includes("${")) return location;
  return location.replace(/ /g, "").toLowerCase();
}

/**
 * A valid DNS prefix made from a cluster name, which may hold "_" and be nine characters longer. Of a
 * reference Terraform makes the same.
 */
export function dnsPrefixFrom(clusterName: string): string {
  if (Token.isUnresolved(clusterName)) {
    return Fn.replace(Fn.substr(Fn.replace(clusterName, "_", "-"), 0, 54), "/-+$/", "");
  }
  return clusterName.replace(/_/g, "-").slice(0, 54).replace(/-+$/, "");
}

/**
 * The name of the pool that holds the nodes of another one while that is made anew: of the length that
 * Windows pools allow, if need be.
 */
export function temporaryPoolNameFrom(pool: string, length = 11): string {
  const digits = length - "tmp".length;
  if (Token.isUnresolved(pool)) return Fn.join("", ["tmp", Fn.substr(Fn.sha256(pool), 0, digits)]);
  return `tmp${shortHash(pool, digits)}`;
}

/**
 * A name with a suffix, of at most so many characters. Where the name had to be cut, a hash of it keeps two
 * apart. Of a reference Terraform makes the same.
 */
export function shortenedWith(name: string, suffix: string, longest: number): string {
  const room = longest - suffix.length;
  const cut = room - "-".length - 8;
  if (Token.isUnresolved(name)) {
    const shortened = Fn.join("-", [Fn.substr(name, 0, cut), Fn.substr(Fn.sha256(name), 0, 8)]);
    const fits = conditional(Op.gt(Fn.lengthOf(name), room), shortened, name);
    return Fn.join("", [Token.asString(fits), suffix]);
  }
  if (name.length <= room) return `${name}${suffix}`;
  const hash = shortHash(name);
  return `${name.slice(0, cut)}-${hash}${suffix}`;
}

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** How long a duration is that follows the rule. */
export function millisecondsOf(duration: string): number {
  const unit = duration.replace(/[0-9.]/g, "") as keyof typeof UNITS;
  return Math.round(parseFloat(duration) * UNITS[unit]);
}

/**
 * The default name of an access check. Where a service account has a "." in its name or a long one, a
 * hash of the original keeps two checks apart.
 */
export function accessCheckNameFrom(serviceAccount: string): string {
  const exact = `${serviceAccount}-access-check`;
  if (exact.length <= 63 && !exact.includes(".")) return exact;
  const hash = shortHash(exact);
  return `${serviceAccount.replace(/\./g, "-").slice(0, 41)}-${hash}-access-check`;
}

/**
 * The default name of a federated identity credential. Neither a namespace nor a service account may
 * hold "_", so that the joined name tells its parts; where characters had to be changed or cut, a
 * hash of the original keeps two credentials apart. Of a cluster that is a reference Terraform makes the
 * same name.
 */
export function credentialNameFrom(
  cluster: string,
  namespace: string,
  serviceAccount: string,
): string {
  if (Token.isUnresolved(cluster)) {
    const exact = Fn.join("_", [cluster, namespace, serviceAccount]);
    const allowed = Fn.join("_", [cluster, namespace, serviceAccount.replace(/\./g, "-")]);
    const hash = Fn.substr(Fn.sha256(exact), 0, 8);
    const shortened = Fn.join("-", [Fn.substr(allowed, 0, 111), hash]);
    if (serviceAccount.includes(".")) return shortened;
    const longest = MAX_CLUSTER_NAME + namespace.length + serviceAccount.length + 2;
    if (longest <= 120) return exact;
    return Token.asString(conditional(Op.gt(Fn.lengthOf(exact), 120), shortened, exact));
  }
  const exact = `${cluster}_${namespace}_${serviceAccount}`;
  const allowed = exact.replace(/\./g, "-");
  if (allowed === exact && exact.length <= 120) return exact;
  const hash = shortHash(exact);
  return `${allowed.slice(0, 111)}-${hash}`;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const MAX_CLUSTER_NAME = 63;

/** Whether a namespace is one that Kubernetes, AKS or an add-on of AKS makes and keeps. */
export function ownedBySystem(namespace: string): boolean {
  return /^(kube-.*|aks-.*|gatekeeper-system|app-routing-system|calico-system|tigera-operator)$/.test(
    namespace,
  );
}
