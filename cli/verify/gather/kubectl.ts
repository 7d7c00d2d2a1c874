import { spawn } from "node:child_process";
import type { Json } from "../../terraform/model/json";
import { kubectlFailed, kubectlMissing } from "../verify-error";

/** Which kubectl is run, and what it talks to. */
export interface KubectlOptions {
  readonly kubectl?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** What a run of kubectl gave. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** At most so many at a time: each is a process of 50 MB. */
const AT_ONCE = 6;

/** Runs kubectl, which brings kubeconfigs, logins and proxies along. No secret is ever an argument. */
export class Kubectl {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly options: KubectlOptions) {}

  /** Runs a command; what it refuses is in the answer, and only that it does not run at all is an error. */
  public async run(args: readonly string[], input?: string): Promise<Ran> {
    if (this.running >= AT_ONCE) await new Promise<void>((go) => this.waiting.push(go));
    this.running += 1;
    try {
      return await this.spawned(args, input);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  /** The same for what has to work. */
  public async must(args: readonly [string, ...string[]]): Promise<string> {
    const { code, stdout, stderr } = await this.run(args);
    if (code !== 0) throw kubectlFailed(args[0], firstLine(stderr));
    return stdout;
  }

  private spawned(args: readonly string[], input = ""): Promise<Ran> {
    const { kubectl = "kubectl", context, kubeconfig } = this.options;
    const where = [
      ...(context === undefined ? [] : [`--context=${context}`]),
      ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
    ];
    return new Promise((resolve, reject) => {
      const child = spawn(kubectl, [...where, "--request-timeout=60s", ...args], {
        windowsHide: true,
      });
      const out = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
      child.stdout.on("data", (chunk: Buffer) => out.stdout.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => out.stderr.push(chunk));
      child.on("error", (error: NodeJS.ErrnoException) =>
        reject(kubectlMissing(kubectl, error.code ?? "unknown")),
      );
      child.on("close", (code) =>
        resolve({
          code: code ?? 1,
          stdout: Buffer.concat(out.stdout).toString(),
          stderr: Buffer.concat(out.stderr).toString(),
        }),
      );
      // A kubectl that ends without reading closes the pipe.
      child.stdin.on("error", () => undefined);
      child.stdin.end(input);
    });
  }
}

/** What kubectl wrote as JSON. The error of a parser would quote it, and with it what pods are given. */
export function jsonOf(stdout: string): Json {
  try {
    return JSON.parse(stdout) as Json;
  } catch {
    throw kubectlFailed("get", "an answer that is no JSON");
  }
}

/** What kubectl says first, without what the API server quotes after it. */
export function firstLine(stderr: string): string {
  const lines = stderr
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^[EWI]\d{4} /.test(line));
  return (lines[0] ?? "").slice(0, 500);
}
