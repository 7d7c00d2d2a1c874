import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { quietEnvironment } from "../stand-in/binary";
import { LAB_HOME } from "./parts";

/** What the simulator prints when it serves. */
interface Started {
  readonly env: Record<string, string>;
  /** The address of its state. */
  readonly state: string;
  readonly callerObjectId: string;
}

/** An object of Kubernetes as the API answers it, as far as the tests read it. */
export interface Live {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly spec: Record<string, unknown>;
  readonly status: Record<string, unknown>;
}

const API_SERVER = 26443;

/** A real API server with its controllers and the webhook, a small kubelet, and the simulator of Azure. */
export class Lab {
  /** Starts all of it. The options are those of the simulator. */
  static async start(...options: string[]): Promise<Lab> {
    if (await isTaken(API_SERVER))
      throw new Error("another lab runs here, and its ports are fixed");
    const lab = new Lab(options);
    try {
      await lab.ready();
    } catch (error) {
      await lab.stop();
      throw error;
    }
    return lab;
  }

  readonly folder = mkdtempSync(join(tmpdir(), "real-"));
  /** A folder of programs that providers find before all others. */
  path?: string;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private started?: Started;

  private constructor(options: readonly string[]) {
    this.child = spawn("bash", [join(__dirname, "lab.sh"), this.folder, ...options], {
      env: { ...quietEnvironment(), LAB_HOME },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.ended = new Promise((resolve) => this.child.on("close", () => resolve()));
  }

  /** The environment in which Terraform reaches the simulator and nothing else. */
  get env(): NodeJS.ProcessEnv {
    return {
      ...quietEnvironment(),
      TF_CLI_CONFIG_FILE: process.env.TF_CLI_CONFIG_FILE,
      ...this.azure.env,
      ...(this.path && { PATH: [this.path, process.env.PATH].join(delimiter) }),
    };
  }

  get kubeconfig(): string {
    return join(this.folder, "kubeconfig");
  }

  /** What kubectl prints. */
  kubectl(args: readonly string[], input?: string): string {
    return execFileSync("kubectl", args, {
      env: { ...quietEnvironment(), KUBECONFIG: this.kubeconfig },
      encoding: "utf8",
      input,
      stdio: ["pipe", "pipe", "pipe"],
      maxBuffer: 64 * 1024 * 1024,
    });
  }

  /** Runs a command as it is written, with the kubeconfig. */
  shell(command: string): string {
    const env = { ...quietEnvironment(), KUBECONFIG: this.kubeconfig };
    return execFileSync("bash", ["-c", command], { env, encoding: "utf8" });
  }

  /** The subscription that Terraform is logged in to. */
  get subscription(): string {
    return this.azure.env.ARM_SUBSCRIPTION_ID;
  }

  /** The object id of the principal that Terraform is logged in as. */
  get deployer(): string {
    return this.azure.callerObjectId;
  }

  /** Writes an object as it is given. */
  apply(object: object): void {
    this.kubectl(["apply", "--filename=-"], JSON.stringify(object));
  }

  /** An object as it is stored. */
  read(kind: string, name: string, namespace = "default"): Live {
    return JSON.parse(
      this.kubectl(["get", kind, name, `--namespace=${namespace}`, "--output=json"]),
    ) as Live;
  }

  /** The objects of a kind. */
  list(kind: string, namespace = "default"): Live[] {
    const text = this.kubectl(["get", kind, `--namespace=${namespace}`, "--output=json"]);
    return (JSON.parse(text) as { items: Live[] }).items;
  }

  /** What Azure holds. */
  async state<T>(): Promise<T> {
    return (await (await fetch(this.azure.state)).json()) as T;
  }

  /** Runs a program of Node.js whose `fetch` goes to the simulator, as Terraform does. */
  get nodeEnv(): NodeJS.ProcessEnv {
    const { HTTPS_PROXY, SSL_CERT_FILE, ...env } = this.azure.env;
    return {
      ...quietEnvironment(),
      ...env,
      KUBECONFIG: this.kubeconfig,
      LAB_PROXY: HTTPS_PROXY,
      LAB_CA: SSL_CERT_FILE,
      NODE_OPTIONS: `--require ${join(LAB_HOME, "azure-hook.cjs")}`,
    };
  }

  /** Deletes a resource as somebody does by hand, who is not Terraform. */
  deleteInAzure(id: string, apiVersion: string): void {
    const args = [join(__dirname, "arm-delete.js"), id, apiVersion];
    execFileSync(process.execPath, args, { env: this.nodeEnv });
  }

  /** Ends all of it and removes the folder. */
  async stop(): Promise<void> {
    this.child.stdin?.end();
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get azure(): Started {
    this.started ??= JSON.parse(readFileSync(join(this.folder, "sim", "start.json"), "utf8"));
    return this.started as Started;
  }

  private ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.child.stdout?.on("data", (text) => /^ready$/m.test(String(text)) && resolve());
      this.child.on("close", () => reject(new Error(`the lab did not start:\n${this.logs()}`)));
    });
  }

  /** The ends of all logs. */
  private logs(): string {
    const folder = join(this.folder, "log");
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names
      .map((name) => `${name}: ${readFileSync(join(folder, name), "utf8").slice(-800)}`)
      .join("\n");
  }
}

/** Whether something listens on a port of this machine. */
function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => resolve(false));
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
