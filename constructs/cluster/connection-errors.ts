import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about the way into clusters.

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

export function localAccountsNeeded(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "local-accounts-needed",
    what: "`localAccounts` is off, and nobody could log in: the cluster could not even be read.",
    got: false,
    allowed: "false only together with `entra`",
    fix: "set `entra`, or leave local accounts on",
  });
}

export function privateApiServer(cluster: string): string {
  return `The API server of ${cluster} is private: plan and apply of this stack have to run in a network that reaches it and resolves its name.`;
}

export function rangesOfApiServer(cluster: string): string {
  return `The API server of ${cluster} lets in its authorized ranges only: the address of whatever runs plan and apply of this stack has to be among them.`;
}

export function rolesInOwnStack(cluster: string): string {
  return `The stack makes ${cluster} and its Kubernetes objects in one apply, and logs in by Entra ID: whoever runs it needs a role in the cluster that works only minutes after the cluster exists. Connect another stack, or expect the first apply to fail.`;
}

export function certificateLogin(cluster: string): string {
  return `The AKS cluster ${cluster} logs in by Microsoft Entra ID, and its kubeconfig holds no certificate. Connect with the login ADMIN or KUBELOGIN.`;
}

export function noAdminLogin(cluster: string): string {
  return `The AKS cluster ${cluster} has no admin kubeconfig: it has no Microsoft Entra ID, or its local accounts are off. Connect with the login CERTIFICATE or KUBELOGIN.`;
}
