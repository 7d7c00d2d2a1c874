import { problem, type InputError } from "../terraform/read/input-error";

export function kubectlMissing(kubectl: string, code: string): InputError {
  return problem({
    what: "kubectl cannot be run.",
    got: `${kubectl}: ${code}`,
    fix: "install kubectl, or name it with --kubectl <path>",
  });
}

export function kubectlFailed(command: string, said: string): InputError {
  return problem({
    what: "the cluster cannot be reached.",
    got: `kubectl ${command}: ${said}`,
    fix: "try `kubectl get namespaces`; name the cluster with --context <name> or --kubeconfig <file>",
  });
}

export function notAnInventory(file: string, got: string): InputError {
  return problem({
    what: `"${file}" is not an inventory.`,
    got,
    allowed: "what `inventory` of this release writes, of version 3",
    fix: "write it anew with `aks-workload-identity inventory`",
  });
}

export function otherCluster(got: string, allowed: readonly string[]): InputError {
  return problem({
    what: "the app has no cluster of this name: everything would be missing.",
    got,
    allowed: allowed.join(", "),
    fix: "name the right context with --context <name>, or leave the app out with --no-out",
  });
}

export function loginRefused(source: string, code: string): InputError {
  return problem({
    what: "the login to Azure was refused.",
    got: `${source}: ${code}`,
    fix: "correct the variables of the login, or take them away and log in with `az login`",
  });
}

export function noKubeconfig(cluster: string, got: string): InputError {
  return problem({
    what: `there is no kubeconfig of ${cluster}.`,
    got,
    fix: "log in as somebody who may fetch it, or name a context with --context or a file with --kubeconfig",
  });
}
