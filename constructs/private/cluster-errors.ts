// The messages about how a cluster is built.

// Warnings: what AKS refuses only here and there, and what the library cannot see.

export function systemPoolBelowFloor(pool: string, reasons: readonly string[]): string {
  return `The system node pool ${pool} is below what AKS asks for: ${reasons.join(", ")}. A system pool has at least 2 nodes, better 3, of no burstable (B-series) size, with room for 30 pods each (https://learn.microsoft.com/azure/aks/use-system-pools).`;
}
