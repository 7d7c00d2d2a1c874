import { createHash } from "node:crypto";

/** A region as Azure compares it: `East US` is `eastus`. A reference stays as it is. */
export function normalizeLocation(location: string): string {
  if (location.includes("${")) return location;
  return location.replace(/ /g, "").toLowerCase();
}

/** A valid DNS prefix made from a cluster name, which may hold "_" and be nine characters longer. */
export function dnsPrefixFrom(clusterName: string): string {
  return clusterName.replace(/_/g, "-").slice(0, 54).replace(/-+$/, "");
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
  const hash = createHash("sha256").update(exact).digest("hex").slice(0, 8);
  return `${serviceAccount.replace(/\./g, "-").slice(0, 41)}-${hash}-access-check`;
}

/**
 * The default name of a federated identity credential. Neither a namespace nor a service account may
 * hold "_", so that the joined name tells its parts; where characters had to be changed or cut, a
 * hash of the original keeps two credentials apart.
 */
export function credentialNameFrom(
  cluster: string,
  namespace: string,
  serviceAccount: string,
): string {
  const exact = `${cluster}_${namespace}_${serviceAccount}`;
  const allowed = exact.replace(/\./g, "-");
  if (allowed === exact && exact.length <= 120) return exact;
  const hash = createHash("sha256").update(exact).digest("hex").slice(0, 8);
  return `${allowed.slice(0, 111)}-${hash}`;
}

/** Whether a namespace is one that Kubernetes, AKS or an add-on of AKS makes and keeps. */
export function ownedBySystem(namespace: string): boolean {
  return /^(kube-.*|aks-.*|gatekeeper-system|app-routing-system|calico-system|tigera-operator)$/.test(
    namespace,
  );
}
