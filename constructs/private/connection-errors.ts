import type { IConstruct } from "constructs";
import { mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about clusters that exist, and the way into them.

export function notConnected(
  at: IConstruct,
  cluster: IConstruct,
  stack: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "not-connected",
    what: `the stack "${stack}" has connections to other clusters, but none to this one's.`,
    got: cluster.node.path,
    allowed: "a Kubernetes provider for each cluster whose objects the stack holds",
    fix: "call `connect(...)` of that cluster with this stack before creating its Kubernetes objects",
  });
}

const LOGIN_REASONS: Record<string, string> = {
  certificate: "with Microsoft Entra ID the user's kubeconfig holds no certificate",
  admin:
    "there is an admin kubeconfig only with Microsoft Entra ID, and only while local accounts are on",
  kubelogin: "without Microsoft Entra ID the API server takes no tokens of it",
};

export function wrongLogin(
  at: IConstruct,
  got: string,
  allowed: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "wrong-login",
    what: `the cluster does not allow this \`login\`: ${LOGIN_REASONS[got]}.`,
    got,
    allowed: allowed.map((login) => JSON.stringify(login)).join(", "),
    fix: "leave `login` out, or change `entra` and `localAccounts` of the cluster",
  });
}

export function kubeloginUnused(at: IConstruct, login: string): WorkloadIdentityError {
  return mistake(at, {
    code: "kubelogin-unused",
    what: "`kubelogin` is of no use with this login.",
    got: login,
    allowed: "`kubelogin` only with the login KUBELOGIN",
    fix: "remove `kubelogin`, or log in by KUBELOGIN where the cluster has Entra ID",
  });
}

export function connectedOtherwise(at: IConstruct, stack: string): WorkloadIdentityError {
  return mistake(at, {
    code: "connected-otherwise",
    what: `the stack "${stack}" is connected to this cluster already, with other options.`,
    got: stack,
    allowed: "one connection for each stack and cluster",
    fix: "give the options at the first call, and none at the later ones",
  });
}

export function nodesInOwnGroup(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "nodes-in-own-group",
    what: "`nodeResourceGroup` is the group of the cluster itself; AKS makes a group of its own for the nodes.",
    got,
    allowed: "the name of a group that does not exist",
    fix: "leave `nodeResourceGroup` out, or change it",
  });
}

export function localAccountsNeeded(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "local-accounts-needed",
    what: "`localAccounts` is off, and nobody could log in: the cluster could not even be read.",
    got: false,
    allowed: "false only together with `entra`",
    fix: "set `entra`, or leave local accounts on",
  });
}

export function workloadIdentityOff(at: IConstruct, cluster: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "workload-identity-off",
    what: "workload identity of the cluster is off, and no new pod of this service account would get a token.",
    got: cluster.node.path,
    allowed: "federations only where `workloadIdentity` is on",
    fix: "remove the federation and its workloads, or say `keepFederations: true` at the cluster to keep them for later",
  });
}

export function issuerWithoutSlash(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "issuer-without-slash",
    what: "`oidcIssuerUrl` lacks the trailing slash that AKS gives it; tokens would be refused with AADSTS700211.",
    got,
    allowed:
      "the issuer URL verbatim, as `az aks show --query oidcIssuerProfile.issuerUrl` prints it",
    fix: `change \`oidcIssuerUrl\` to "${got}/"`,
  });
}

export function certificateLogin(cluster: string): string {
  return `The AKS cluster ${cluster} logs in by Microsoft Entra ID, and its kubeconfig holds no certificate. Connect with the login ADMIN or KUBELOGIN.`;
}

export function noAdminLogin(cluster: string): string {
  return `The AKS cluster ${cluster} has no admin kubeconfig: it has no Microsoft Entra ID, or its local accounts are off. Connect with the login CERTIFICATE or KUBELOGIN.`;
}

export function otherIssuer(cluster: string, issuer: string): string {
  return `The AKS cluster ${cluster} has another OIDC issuer than ${issuer}, for which its pods are trusted. Was it created anew?`;
}

export function issuerOff(cluster: string, resourceGroup: string): string {
  return `The OIDC issuer of the AKS cluster ${cluster} is off, and no pod of it can become an Azure identity. Turn it on with: az aks update --name ${cluster} --resource-group ${resourceGroup} --enable-oidc-issuer --enable-workload-identity`;
}

export function noIssuerUrl(cluster: string): string {
  return `The AKS cluster ${cluster} has no OIDC issuer URL. A credential without issuer is refused by Azure. Reconcile the cluster with: az aks update --name ${cluster}`;
}
