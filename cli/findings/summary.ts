import type { Review } from "./review";
import { SEVERITIES } from "./severity";

/** The review in one or two sentences. */
export function summary({ risks, accessChanges }: Review): string {
  const counted = SEVERITIES.map((severity) => {
    const count = risks.filter((risk) => risk.severity === severity).length;
    return count === 0 ? "" : `${count} ${severity}`;
  }).filter((text) => text !== "");
  const top = risks[0];
  const first = top
    ? `**${top.severity}: ${top.about}.** Risks: ${counted.join(", ")}.`
    : "No risks found.";
  if (!accessChanges)
    return `${first} No plan is given: this is what is synthesized, not what changes.`;
  const effects = (["gained", "lost", "widened", "narrowed", "changed"] as const)
    .map((effect) => ({
      effect,
      count: accessChanges.filter((one) => one.effect === effect).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ effect, count }) => `${count} ${effect}`);
  return `${first} Access: ${effects.length === 0 ? "unchanged" : effects.join(", ")}.`;
}
