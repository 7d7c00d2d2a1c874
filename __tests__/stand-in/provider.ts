import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, ServerCredentials, loadPackageDefinition } from "@grpc/grpc-js";
import type { GrpcObject, ServiceClientConstructor, handleUnaryCall } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { AppliedChange, Calls, StandInOptions } from "./calls";
import { ProviderSchemas } from "./schemas";
import { ObjectValue } from "./wire";

export type { AppliedChange, StandInOptions } from "./calls";

/** What Terraform needs in order to use a provider that is already running. */
export interface Reattachment {
  readonly Protocol: "grpc";
  readonly ProtocolVersion: 5;
  readonly Pid: number;
  readonly Test: true;
  readonly Addr: { readonly Network: "unix"; readonly String: string };
}

/** A provider that knows schemas and nothing of Azure, served to Terraform over a local socket. */
export class StandInProvider {
  /** Every change applied so far, in the order of completion. */
  readonly applied: AppliedChange[] = [];
  /** Every configuration Terraform gave to this provider; `Unknown.value` marks open values. */
  readonly configurations: ObjectValue[] = [];

  private constructor(
    /** As Terraform or OpenTofu writes it: `registry.terraform.io/hashicorp/azurerm`. */
    readonly address: string,
    private readonly server: Server,
    private readonly folder: string,
  ) {}

  static async start(
    address: string,
    schemas: ProviderSchemas,
    options: StandInOptions = {},
  ): Promise<StandInProvider> {
    const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
    // Schemas of pods are larger than the default limit of a message.
    const server = new Server({ "grpc.max_receive_message_length": -1 });
    const provider = new StandInProvider(address, server, folder);
    server.addService(serviceDefinition(), handlers(new Calls(schemas, options, provider)));
    await new Promise<void>((resolve, reject) =>
      server.bindAsync(`unix:${provider.socket}`, ServerCredentials.createInsecure(), (error) =>
        error ? reject(error) : resolve(),
      ),
    );
    return provider;
  }

  get reattachment(): Reattachment {
    return {
      Protocol: "grpc",
      ProtocolVersion: 5,
      Pid: process.pid,
      Test: true,
      Addr: { Network: "unix", String: this.socket },
    };
  }

  stop(): void {
    this.server.forceShutdown();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get socket(): string {
    return join(this.folder, "socket");
  }
}

function serviceDefinition() {
  const definition = loadSync(join(__dirname, "plugin.proto"), {
    keepCase: true,
    longs: Number,
    defaults: true,
  });
  const loaded = loadPackageDefinition(definition).tfplugin5 as GrpcObject;
  return (loaded.Provider as ServiceClientConstructor).service;
}

function handlers(calls: Calls): { [method: string]: handleUnaryCall<unknown, object> } {
  return Object.fromEntries(
    Object.entries(calls.methods).map(([name, method]) => {
      const answer = method as (request: unknown, connection: object) => object | Promise<object>;
      const handle: handleUnaryCall<unknown, object> = (call, callback) => {
        Promise.resolve()
          .then(() => answer(call.request, connectionOf(call)))
          .then((response) => callback(null, response), callback);
      };
      return [name, handle];
    }),
  );
}

/** What the calls of one configured provider have in common, and no other's have. */
function connectionOf(call: object): object {
  const { call: inner } = call as { call?: { stream?: { session?: object } } };
  return inner?.stream?.session ?? NO_CONNECTION;
}

const NO_CONNECTION = {};
