import type { FoundRisk, Review } from "./review";
import { SEVERITIES } from "./risks/severity";

/** The review in one or two sentences. */
export function summary({ risks, accessChanges }: Review): string {
  const brought = risks.filter((one) => one.standing === false);
  const standing = risks.filter((one) => one.standing === true);
  const [top] = brought;
  const first = top
    ? `**${top.severity}: ${top.about}.** Risks: ${counted(brought)}.`
    : standing.length > 0
      ? "No new risks."
      : "No risks found.";
  const rest = standing.length > 0 ? ` Standing risks: ${counted(standing)}.` : "";
  if (!accessChanges)
    return `${first} No plan is given: this is what is synthesized, not what changes.`;
  const effects = (["gained", "lost", "widened", "narrowed", "changed"] as const)
    .map((effect) => ({
      effect,
      count: accessChanges.filter((one) => one.effect === effect).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ effect, count }) => `${count} ${effect}`);
  return `${first}${rest} Access: ${effects.length === 0 ? "unchanged" : effects.join(", ")}.`;
}

function counted(risks: readonly FoundRisk[]): string {
  return SEVERITIES.map((severity) => ({
    severity,
    count: risks.filter((risk) => risk.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(", ");
}
