import { CLIENT_ID, USE_LABEL } from "../../../azure/webhook";
import { patchLabel, runAgain } from "../fixes";
import { missingOf, type PodShape } from "../live";
import { type Checked, fine, found, skipped, unseen } from "../report";
import { accountOf } from "../rows";
import { consumed, hasToken, isLabelled, type Look } from "./look";

/** Whether the webhook is meant to see the pods, and does; a token of their own is as good. */
export function checkLabel(look: Look, shape: PodShape): Checked {
  const { live, row } = look;
  if (isLabelled(row)) return fine;
  const written = shape.labels[USE_LABEL];
  const value = written === "false" ? undefined : written;
  const about = { link: "pod", level: "broken", place: row.place } as const;
  const wanted = { expected: `the label ${USE_LABEL}: "true" on the pods` };
  const fix = [patchLabel(row), ...runAgain(row.place)];
  if (value !== undefined) {
    return found({
      ...about,
      ...wanted,
      id: "label-value",
      text: `the webhook passes the pods of ${row.name} by`,
      got: `${USE_LABEL}: ${JSON.stringify(value)}`,
      fix,
    });
  }
  if (hasToken(shape)) return fine;
  const account = accountOf(live, row);
  const elsewhere =
    row.template && USE_LABEL in row.template.labels
      ? row.name
      : account && USE_LABEL in account.labels
        ? `the service account ${account.name}`
        : undefined;
  if (elsewhere !== undefined) {
    return found({
      ...about,
      ...wanted,
      id: "label-misplaced",
      text: `the webhook passes the pods of ${row.name} by`,
      got: `the label on ${elsewhere}`,
      fix,
    });
  }
  if (account?.annotations[CLIENT_ID] === undefined && row.trusts.length === 0) return skipped;
  if (live.consumers.read !== "whole") return unseen(missingOf(live.consumers));
  if (consumed(look, shape)) return skipped;
  return found({
    ...about,
    ...wanted,
    id: "label-missing",
    text: `the webhook passes the pods of ${row.name} by`,
    got: "no label",
    fix,
  });
}
