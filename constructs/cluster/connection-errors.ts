import { condition, quoted, refusal, warning } from "../private/message";

// The messages about the way into clusters.

const LOGIN_REASONS: Record<string, string> = {
  certificate: "with Microsoft Entra ID the user's kubeconfig holds no certificate",
  admin:
    "there is an admin kubeconfig only with Microsoft Entra ID, and only while local accounts are on",
  kubelogin: "without Microsoft Entra ID the API server takes no tokens of it",
};

export const wrongLogin = refusal({
  code: "wrong-login",
  says: (got: string, allowed: readonly string[]) => ({
    what: `the cluster does not allow this \`login\`: ${LOGIN_REASONS[got]}.`,
    got,
    allowed: quoted(allowed),
    fix: "leave `login` out, or change `entra` and `localAccounts` of the cluster",
  }),
  cause: "The credential that this login takes from the cluster would be empty.",
  cure: "Leave `login` out: the library takes the one that works.",
  example: ["certificate", ["kubelogin", "admin"]],
});

export const kubeloginUnused = refusal({
  code: "kubelogin-unused",
  says: (login: string) => ({
    what: "`kubelogin` is of no use with this login.",
    got: login,
    allowed: "`kubelogin` only with the login KUBELOGIN",
    fix: "remove `kubelogin`, or log in by KUBELOGIN where the cluster has Entra ID",
  }),
  cause: "The options would be dropped without a word.",
  cure: "Remove them, or choose the login `KUBELOGIN`.",
  example: ["certificate"],
});

export const connectedOtherwise = refusal({
  code: "connected-otherwise",
  says: (stack: string) => ({
    what: `the stack "${stack}" is connected to this cluster already, with other options.`,
    got: stack,
    allowed: "one connection for each stack and cluster",
    fix: "give the options at the first call, and none at the later ones",
  }),
  cause: "A stack has one provider for a cluster; the options of the second call would be ignored.",
  cure: "Give the options where the stack is connected first.",
  example: ["workloads"],
});

export const localAccountsNeeded = refusal({
  code: "local-accounts-needed",
  says: () => ({
    what: "`localAccounts` is off, and nobody could log in: the cluster could not even be read.",
    got: false,
    allowed: "false only together with `entra`",
    fix: "set `entra`, or leave local accounts on",
  }),
  cause: "Without local accounts and without Entra ID every refresh of the cluster fails with 400.",
  cure: "Set `entra` with a group of administrators, or leave `localAccounts` on.",
});

export const privateApiServer = warning({
  says: (cluster: string) =>
    `The API server of ${cluster} is private: plan and apply of this stack have to run in a network that reaches it and resolves its name.`,
  cause: "A note: Terraform talks to the API server whenever it plans Kubernetes objects.",
  cure: "Run it in the network of the cluster, or in one that is peered with it.",
  example: ["aks"],
});

export const rangesOfApiServer = warning({
  says: (cluster: string) =>
    `The API server of ${cluster} lets in its authorized ranges only: the address of whatever runs plan and apply of this stack has to be among them.`,
  cause: "A note: Terraform talks to the API server whenever it plans Kubernetes objects.",
  cure: "Add the address of the pipeline's runners. A change of the ranges takes up to two minutes.",
  example: ["aks"],
});

export const rolesInOwnStack = warning({
  says: (cluster: string) =>
    `The stack makes ${cluster} and its Kubernetes objects in one apply, and logs in by Entra ID: whoever runs it needs a role in the cluster that works only minutes after the cluster exists. Connect another stack, or expect the first apply to fail.`,
  cause:
    "A warning: a role in the cluster takes up to five minutes to work, and nothing waits for it within one apply.",
  cure: "Keep the Kubernetes objects in a stack of their own.",
  example: ["aks"],
});

export const certificateLogin = condition({
  says: (cluster: string) =>
    `The AKS cluster ${cluster} logs in by Microsoft Entra ID, and its kubeconfig holds no certificate. Connect with the login ADMIN or KUBELOGIN.`,
  cause: "The stack is connected by certificate to a cluster whose users log in by Entra ID.",
  cure: "Connect with `login: ClusterLogin.KUBELOGIN`, or `ADMIN` while local accounts are on.",
  example: ["aks"],
});

export const noAdminLogin = condition({
  says: (cluster: string) =>
    `The AKS cluster ${cluster} has no admin kubeconfig: it has no Microsoft Entra ID, or its local accounts are off. Connect with the login CERTIFICATE or KUBELOGIN.`,
  cause: "There is an admin kubeconfig only with Entra ID, and only while local accounts are on.",
  cure: "Connect with the login that the cluster has.",
  example: ["aks"],
});
