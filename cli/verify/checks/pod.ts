import { CLIENT_ID, SKIP_CONTAINERS, TOKEN_EXPIRATION } from "../../../azure/webhook";
import { objectOf, restart, runAgain } from "../fixes";
import { itemsOf, missingOf, type Pod, type PodShape } from "../live";
import { same } from "../names";
import { all, type Checked, fine, type Finding, found, skipped, unseen } from "../report";
import { accountOf, type Row } from "../rows";
import { expiry } from "./account";
import { checkLabel } from "./label";
import { clientIdOf, hasToken, type Look, shapeOf } from "./look";
import { explained } from "./trust";

const DONE = ["Succeeded", "Failed"];

/** Whether new pods get a token, and whether those that run have it. */
export function checkPod(look: Look): Checked {
  const { live, row } = look;
  if (!row.hasPods) return skipped;
  const shape = shapeOf(row);
  if (!shape) return notThere(look);
  const labelled = checkLabel(look, shape);
  if (labelled.state !== "works") return all(labelled, ...codes(look));
  return all(
    podChecks(look),
    ownVariables(look),
    skippedContainers(look, shape),
    expiry(look, shape.annotations[TOKEN_EXPIRATION], row.name),
    refusedPods(look),
    live.pods.read === "whole" ? running(look) : unseen(missingOf(live.pods)),
    ...codes(look),
  );
}

const about = ({ row }: Look) => ({ link: "pod", level: "broken", place: row.place }) as const;

function notThere(look: Look): Checked {
  const { live, row } = look;
  if (live.templates.read !== "whole" || live.pods.read !== "whole") {
    return unseen(missingOf(live.templates), missingOf(live.pods));
  }
  return found({
    ...about(look),
    id: "workload-missing",
    text: `the cluster has no ${row.name}`,
    fix: runAgain(row.place, ""),
  });
}

/** A variable of the template wins over what the webhook would put in. */
function ownVariables(look: Look): Checked {
  const { row, live } = look;
  const annotated = accountOf(live, row)?.annotations[CLIENT_ID];
  const set = shapeOf(row)?.containers.filter(
    ({ env }) => row.template !== undefined && env.AZURE_CLIENT_ID !== undefined,
  );
  const other = set?.find(
    ({ env }) => annotated !== undefined && !same(env.AZURE_CLIENT_ID, annotated),
  );
  if (!other) return fine;
  return found({
    ...about(look),
    id: "variables-own",
    text: `the container ${other.name} of ${row.name} sets AZURE_CLIENT_ID itself, which wins`,
    got: other.env.AZURE_CLIENT_ID,
    expected: annotated,
    fix: [
      `kubectl set env ${objectOf(row.name)} --namespace ${row.namespace} --containers ${other.name} AZURE_CLIENT_ID-`,
      ...runAgain(row.place),
    ],
  });
}

function skippedContainers(look: Look, { annotations, containers }: PodShape): Checked {
  const named = (annotations[SKIP_CONTAINERS] ?? "").split(";").map((name) => name.trim());
  const left = containers.filter(({ name }) => named.includes(name)).map(({ name }) => name);
  if (left.length === 0) return fine;
  return found({
    ...about(look),
    level: "warning",
    id: "container-skipped",
    text: `containers of ${look.row.name} get no token: ${left.join(", ")}`,
    got: `${SKIP_CONTAINERS}: ${annotations[SKIP_CONTAINERS]}`,
    fix: ["remove the annotation if they need one"],
  });
}

/** What becomes of a new pod: by a dry run, or else by what conditions and events say. */
function refusedPods(look: Look): Checked {
  const { live, row } = look;
  const refusal = (message: string): Checked =>
    found({
      ...about(look),
      id: "pod-refused",
      text: `new pods of ${row.name} are refused`,
      got: message,
      fix: [mending(message)],
    });
  const dryRun = live.dryRuns?.[row.name];
  // A pod of its own has no template; that of any other was not seen.
  if (!row.template && !row.name.startsWith("pod ") && live.templates.read !== "whole") {
    return unseen(missingOf(live.templates));
  }
  if (row.template && live.dryRuns) {
    if (!dryRun) return unseen("a dry run of the template");
    if (dryRun.result === "unseen") return unseen(dryRun.missing);
    if (dryRun.result === "refused") return refusal(dryRun.message);
    if (hasToken(dryRun.shape)) return fine;
    return found({
      ...about(look),
      id: "not-injected",
      text: `a new pod of ${row.name} has the label and gets no token`,
      fix: ["look at the webhook, its selectors and the namespace"],
    });
  }
  if (row.template?.failure) return refusal(row.template.failure);
  const newest = Math.max(0, ...row.pods.map(({ created }) => created));
  const failure = itemsOf(live.failures).find(
    ({ namespace, owner, last }) =>
      namespace === row.namespace && owner === objectKey(row.name) && last > newest,
  );
  if (failure) return refusal(failure.message);
  return live.failures.read === "whole" ? fine : unseen(missingOf(live.failures));
}

const objectKey = (name: string) => objectOf(name).replace("/", " ");

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [
    /failed calling webhook/,
    "the webhook does not answer: look at its deployment and reconcile with `az aks update`",
  ],
  [/error looking up service account/, "create the service account"],
  [
    /violates PodSecurity/,
    "this is no matter of identity: the pod breaks the Pod Security Standard of its namespace",
  ],
  [/exceeded quota/, "this is no matter of identity: raise the quota of the namespace"],
  [
    /expiration/i,
    "annotate with a life of the token between 3600 and 86400 seconds, or remove the annotation",
  ],
];

function mending(message: string): string {
  return REFUSALS.find(([pattern]) => pattern.test(message))?.[1] ?? "fix what the text says";
}

/** Whether the pods that run have what new ones get. */
function running(look: Look): Checked {
  const { row } = look;
  const pods = row.pods.filter(({ phase }) => !DONE.includes(phase));
  const wanted = clientIdOf(look);
  for (const { name, shape } of pods) {
    const stale = staleness(shape, wanted, row);
    if (!stale) continue;
    return found({
      ...about(look),
      id: "restart-needed",
      text: `the pod ${name} was made before what it needs`,
      ...stale,
      fix: restart(row),
    });
  }
  return fine;
}

function staleness(
  shape: PodShape,
  wanted: string | undefined,
  { template }: Row,
): Pick<Finding, "got" | "expected"> | undefined {
  if (!hasToken(shape))
    return { got: "no token of workload identity", expected: "a projected token" };
  const own = new Set(
    template?.shape.containers.flatMap(({ name, env }) => ("AZURE_CLIENT_ID" in env ? name : [])),
  );
  const ids = shape.containers
    .filter(({ name }) => !own.has(name))
    .flatMap(({ env }) => env.AZURE_CLIENT_ID ?? []);
  const old = ids.find((id) => wanted !== undefined && id !== wanted);
  return old === undefined ? undefined : { got: `AZURE_CLIENT_ID ${old}`, expected: wanted };
}

/** How the last access check ended. What it says of the exchange or a role is what a pod met. */
function podChecks(look: Look): Checked {
  const [last] = [...look.row.pods]
    .filter((pod): pod is Pod & Required<Pick<Pod, "check">> => pod.check !== undefined)
    .sort((one, other) => other.created - one.created);
  if (!last || last.check.exitCode === 0) return fine;
  const code = /AADSTS(\d+)/.exec(last.check.message)?.[1];
  const { namespace, name } = look.row;
  return found({
    ...about(look),
    id: "check-failed",
    text: `the access check in ${last.name} ended with ${last.check.exitCode}`,
    got: last.check.message,
    fix: [
      ...(code ? [explained(code).fix] : []),
      `then run it again: kubectl delete ${objectOf(name)} --namespace ${namespace}, and run the app again`,
    ],
  });
}

/** Codes in the logs of the last hour; a log may be older than what fixed it. */
function codes(look: Look): Checked[] {
  const { live, row } = look;
  if (!live.logs) return [];
  const pods = new Set(row.pods.map(({ name }) => name));
  const met = itemsOf(live.logs).filter(
    ({ namespace, pod }) => namespace === row.namespace && pods.has(pod),
  );
  return [...new Map(met.map((one) => [one.code, one])).values()].map(({ pod, code }) => {
    const { hint, fix } = explained(code);
    return found({
      ...about(look),
      level: "warning",
      id: "log-code",
      text: `the log of ${pod} holds AADSTS${code}${hint ? `: ${hint}` : ""}`,
      fix: [fix],
    });
  });
}
