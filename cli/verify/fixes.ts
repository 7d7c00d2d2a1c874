import { AUDIENCE, CLIENT_ID, USE_LABEL } from "../../azure/webhook";
import type { Cluster, Credential, Identity } from "./live";
import type { Place } from "./report";
import type { Row } from "./rows";

const RESTARTABLE = /^(deployment|statefulset|daemonset) /;

/** Run again what writes it, where Terraform does; `or` where something else fixes it, too. */
export function runAgain(place: Place | undefined, or = "or "): string[] {
  return place ? [`${or}run the app again: ${place.address} in the stack ${place.stack}`] : [];
}

export function annotate({ account }: Pick<Row, "account">, clientId: string): string {
  const { namespace, name } = account;
  return `kubectl annotate serviceaccount ${name} --namespace ${namespace} ${CLIENT_ID}=${clientId} --overwrite`;
}

/** Pods read the account and the webhook when they are made, and never again. */
export function restart({ name, namespace, hasPods }: Row): string[] {
  if (!hasPods) return [];
  const object = objectOf(name);
  if (RESTARTABLE.test(name)) {
    return [`kubectl rollout restart ${object} --namespace ${namespace}`];
  }
  return [`kubectl delete ${object} --namespace ${namespace}, and let it be made again`];
}

/** `deployment shop/orders` as kubectl takes it. */
export function objectOf(name: string): string {
  const [kind, place = ""] = name.split(" ");
  const [, object] = place.split("/");
  return `${kind}/${object}`;
}

export function patchLabel({ name, namespace }: Row): string {
  const metadata = { labels: { [USE_LABEL]: "true" } };
  const template = { spec: { template: { metadata } } };
  const patch = name.startsWith("cronjob ") ? { spec: { jobTemplate: template } } : template;
  if (/^(job|pod) /.test(name))
    return `make ${name} anew with the label ${USE_LABEL}: "true" on its pods`;
  return `kubectl patch ${objectOf(name)} --namespace ${namespace} --patch '${JSON.stringify(patch)}'`;
}

export function updateCluster(cluster: Cluster | undefined, ...options: string[]): string {
  const named = cluster
    ? `--resource-group ${cluster.resourceGroup} --name ${cluster.name}`
    : "--resource-group <group> --name <cluster>";
  return ["az aks update", named, ...options].join(" ");
}

/** The command that makes or changes a credential of an identity. */
export function writeCredential(
  verb: "create" | "update",
  { name: identity, resourceGroup, subscription }: Identity,
  { name, issuer, subject, audiences = [AUDIENCE] }: Partial<Credential> & { name: string },
): string {
  return [
    `az identity federated-credential ${verb}`,
    `--subscription ${subscription} --resource-group ${resourceGroup} --identity-name ${identity}`,
    `--name ${name} --issuer ${issuer} --subject ${subject} --audiences ${audiences.join(" ")}`,
  ].join(" ");
}

export function assignRole({ principalId }: Identity, role: string, scope: string): string {
  return `az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "${role}" --scope ${scope}`;
}
