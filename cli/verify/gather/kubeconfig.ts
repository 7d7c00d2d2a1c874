import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ARM_TYPES } from "../../../azure/arm-types";
import { list, own, text } from "../../terraform/model/json";
import { noKubeconfig } from "../verify-error";
import { Arm } from "./arm";
import { cloudOf } from "./cloud";
import { NoAnswer } from "./http";
import { login } from "./login";

const ACTION = `${ARM_TYPES.MANAGED_CLUSTER}/listClusterUserCredential/action`;

/** Fetches the kubeconfig of a cluster into a file that its owner alone may read, as long as it is used. */
export async function withKubeconfig<T>(
  env: NodeJS.ProcessEnv,
  cluster: string,
  use: (file: string) => Promise<T>,
): Promise<T> {
  const content = await fetched(env, cluster).catch((error: unknown) => {
    throw error instanceof NoAnswer ? noKubeconfig(cluster, error.message) : error;
  });
  const folder = mkdtempSync(join(tmpdir(), "aks-workload-identity-"));
  try {
    const file = join(folder, "kubeconfig");
    writeFileSync(file, content, { mode: 0o600 });
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function fetched(env: NodeJS.ProcessEnv, cluster: string): Promise<string> {
  const cloud = await cloudOf(env);
  const logged = await login(env, cloud);
  if (!logged) throw noKubeconfig(cluster, "no login to Azure");
  const path = `${cluster}/listClusterUserCredential?api-version=2024-09-01`;
  const { status, body } = await new Arm(cloud.arm, logged.token).post(path);
  const [first] = list(own(body, "kubeconfigs"));
  const encoded = text(own(first, "value"));
  if (status === 200 && encoded !== undefined) return Buffer.from(encoded, "base64").toString();
  throw noKubeconfig(cluster, status === 403 ? `no right to ${ACTION}` : `HTTP ${status}`);
}
