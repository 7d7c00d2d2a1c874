import { updateCluster } from "../fixes";
import { type Cluster, itemsOf, type Live, missingOf, type Selector, type Webhook } from "../live";
import { all, type Checked, fine, found, type Finding, skipped, unseen } from "../report";
import { exchangeOf, hasToken, isLabelled, type Look, shapeOf } from "./look";

/** Whether the cluster issues tokens that Entra can check. */
export function checkIssuer(look: Look): Checked {
  const { live } = look;
  const [cluster] = itemsOf(live.cluster);
  const proven = exchangeOf(look)?.result === "given";
  if (!cluster) return proven ? fine : unseen(missingOf(live.cluster));
  const about = { link: "issuer" } as const;
  const state: Checked =
    cluster.state === "Succeeded"
      ? fine
      : found({
          ...about,
          id: "cluster-state",
          level: "warning",
          text: `the cluster ${cluster.name} is not in order`,
          got: cluster.state,
          expected: "Succeeded",
          fix: [updateCluster(cluster)],
        });
  if (proven) return state;
  if (!cluster.issuerOn) {
    return found({
      ...about,
      id: "issuer-off",
      level: "broken",
      text: `the OIDC issuer of the cluster ${cluster.name} is off`,
      fix: [
        updateCluster(cluster, "--enable-oidc-issuer", "--enable-workload-identity"),
        "then give the credentials its issuer, and restart the pods",
      ],
    });
  }
  return all(state, sameCluster(live, cluster), documented(live, cluster));
}

/** Whether the kubeconfig leads to the cluster that Azure tells of. */
function sameCluster(live: Live, cluster: Cluster): Checked {
  const [issuer] = itemsOf(live.tokenIssuer);
  if (
    issuer !== undefined ? issuer === cluster.issuer : cluster.hosts.includes(live.server ?? "")
  ) {
    return fine;
  }
  return found({
    id: "cluster-differs",
    link: "issuer",
    level: "unproven",
    text: `the kubeconfig is not seen to lead to the cluster ${cluster.name}`,
    got: issuer ?? live.server,
    expected: issuer === undefined ? cluster.hosts.join(" or ") : cluster.issuer,
    fix: ["name the cluster with --cluster <resource id>, or the context with --context <name>"],
  });
}

function documented({ issuerDocument }: Live, cluster: Cluster): Checked {
  if (!issuerDocument || issuerDocument.result === "answers") return fine;
  if (issuerDocument.result === "unseen") return unseen(issuerDocument.missing);
  const { issuer } = cluster;
  return found({
    id: "issuer-unreachable",
    link: "issuer",
    level: "broken",
    text: "the issuer does not serve its public discovery document; Entra answers AADSTS90061",
    got: issuerDocument.got,
    expected: `${issuer}.well-known/openid-configuration with the issuer ${issuer}`,
    fix: [updateCluster(cluster)],
  });
}

/** Whether the webhook sees the pods of a row and answers. */
export function checkWebhook(look: Look): Checked {
  const { live, row, injects } = look;
  const shape = shapeOf(row);
  if (!row.hasPods || !shape || !isLabelled(row)) return skipped;
  const dryRun = live.dryRuns?.[row.name];
  const proven = injects || (dryRun?.result === "made" && hasToken(dryRun.shape));
  const ours = dryRun?.result === "made" && hasToken(dryRun.shape);
  const installed = itemsOf(live.webhooks);
  if (live.webhooks.read === "whole" && installed.length === 0) {
    return proven ? fine : found(missing(live));
  }
  if (installed.length === 0) return proven && ours ? fine : unseen(missingOf(live.webhooks));
  return all(
    ...warnings(live, installed),
    ours ? fine : reaches(live, row.namespace, installed),
    proven ? fine : answers(live, installed),
  );
}

function missing(live: Live): Finding {
  const [cluster] = itemsOf(live.cluster);
  const about = { link: "webhook", level: "broken" } as const;
  if (cluster && !cluster.addOn) {
    return {
      ...about,
      id: "add-on-off",
      text: `workload identity is off in the cluster ${cluster.name}, and it has no webhook of its own`,
      fix: [updateCluster(cluster, "--enable-workload-identity"), "then restart the pods"],
    };
  }
  return {
    ...about,
    id: "webhook-missing",
    text: "the cluster has no workload identity webhook",
    fix: [updateCluster(cluster, "--enable-workload-identity"), "then restart the pods"],
  };
}

function warnings(live: Live, installed: readonly Webhook[]): Checked[] {
  const about = { link: "webhook", level: "warning" } as const;
  const names = installed.map(({ configuration, namespace }) =>
    namespace === undefined ? configuration : `${configuration} (${namespace})`,
  );
  const checked: Checked[] = [];
  if (installed.length > 1) {
    checked.push(
      found({
        ...about,
        id: "webhook-twice",
        text: "the workload identity webhook is installed more than once",
        got: names.join(", "),
        expected: "one, of AKS or of your own",
        fix: [
          "helm uninstall workload-identity-webhook --namespace azure-workload-identity-system",
        ],
      }),
    );
  }
  for (const { configuration, failurePolicy } of installed) {
    if (failurePolicy === "Fail") continue;
    checked.push(
      found({
        ...about,
        id: "webhook-ignores",
        text: `${configuration} lets pods start without identity when it does not answer`,
        got: `failurePolicy ${failurePolicy}`,
        expected: "failurePolicy Fail",
        fix: [updateCluster(itemsOf(live.cluster)[0])],
      }),
    );
  }
  return checked;
}

function reaches(live: Live, namespace: string, installed: readonly Webhook[]): Checked {
  const labels = itemsOf(live.namespaces).find(({ name }) => name === namespace)?.labels;
  const verdicts = installed.map((one) => selects(one.namespaceSelector, labels));
  if (verdicts.includes(true)) return fine;
  if (verdicts.includes(undefined)) return unseen(missingOf(live.namespaces));
  return found({
    id: "namespace-excluded",
    link: "webhook",
    level: "broken",
    text: `the webhook leaves the namespace ${namespace} out`,
    got: JSON.stringify(installed[0]?.namespaceSelector),
    expected: `a selector that matches the labels of ${namespace}`,
    fix: ["move the workload and its account to another namespace, with a credential for it"],
  });
}

/** Undefined where it depends on labels that were not seen. */
function selects(
  { matchLabels, matchExpressions }: Selector,
  labels: Readonly<Record<string, string>> | undefined,
): boolean | undefined {
  const rules = [
    ...Object.entries(matchLabels).map(([key, value]) => ({
      key,
      operator: "In",
      values: [value],
    })),
    ...matchExpressions,
  ];
  if (rules.length === 0) return true;
  if (!labels) return undefined;
  return rules.every(({ key, operator, values }) => {
    const label = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (operator === "Exists") return label !== undefined;
    if (operator === "DoesNotExist") return label === undefined;
    const among = label !== undefined && values.includes(label);
    return operator === "In" ? among : !among;
  });
}

function answers(live: Live, installed: readonly Webhook[]): Checked {
  const places = installed.map(({ namespace }) => namespace);
  const behind = itemsOf(live.controllers).filter(({ namespace }) => places.includes(namespace));
  if (behind.some(({ ready }) => ready > 0)) return fine;
  const [first] = behind;
  if (!first) return unseen(missingOf(live.controllers) ?? "the deployment behind the webhook");
  const { namespace, name, wanted } = first;
  return found({
    id: "webhook-not-ready",
    link: "webhook",
    level: "broken",
    text: `no replica of the webhook ${namespace}/${name} is ready: no labelled pod starts`,
    got: `0 of ${wanted}`,
    expected: `${wanted} of ${wanted}`,
    fix: [
      `kubectl describe deployment ${name} --namespace ${namespace}`,
      updateCluster(itemsOf(live.cluster)[0]),
    ],
  });
}
