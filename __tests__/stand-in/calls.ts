import { setTimeout as sleep } from "node:timers/promises";
import { Answers, fillUnknown, identityOf, readData, refreshed } from "./computed";
import { conform, emptyOf, plan, withoutWriteOnly, writeOnlyGiven } from "./plan";
import { Existing } from "./kubernetes/cluster";
import { Clusters } from "./kubernetes/clusters";
import { KubernetesProvider } from "./kubernetes/provider";
import { Mistake } from "./kubernetes/untyped";
import { BlockSchema, ProviderSchemas } from "./schemas";
import { WebhookGeneration } from "./webhook";
import { DynamicValue, ObjectValue, fromWire, pathToWire, schemasToWire, toWire } from "./wire";

/** One ApplyResourceChange call, as Terraform made it. */
export interface AppliedChange {
  readonly typeName: string;
  readonly action: "create" | "update" | "delete";
  readonly name: string;
  readonly id: string;
  /** The new state, or the last one of a deleted object. */
  readonly attributes: ObjectValue;
  /** Names of the write-only arguments given; their values are kept nowhere. */
  readonly writeOnly: readonly string[];
  /** Ticks of one clock over all providers: A before B when A.finished < B.started. */
  readonly started: number;
  readonly finished: number;
}

export interface StandInOptions {
  /** Lets pods come back from the cluster as the workload identity webhook leaves them. */
  readonly webhook?: WebhookGeneration;
  /** The clusters that the Kubernetes provider reaches, by host; of its own by default. */
  readonly clusters?: Clusters;
  /** What each cluster has without any stack: namespaces, service accounts, objects. */
  readonly existing?: Existing;
  /** Overrides made-up values of computed attributes and data sources. */
  readonly answers?: Answers;
  /**
   * How long each apply takes, or that of a type and its attributes, or what it waits for: makes independent
   * changes overlap, so that order proves something.
   */
  readonly applyMilliseconds?:
    number | ((typeName: string, planned: ObjectValue) => number | Promise<void>);
}

interface TypedRequest {
  readonly type_name: string;
}

/** One configured provider of Terraform, which has a connection of its own. */
type Connection = object;

interface Records {
  readonly applied: AppliedChange[];
  readonly configurations: ObjectValue[];
}

// Marks in an object's private data that its state came from an import and is incomplete.
const IMPORTED = Buffer.from("imported");
const NOTHING = Buffer.alloc(0);

let clock = 0;

/** The answers of a stand-in provider, by method of the plugin protocol. */
export class Calls {
  private readonly kubernetes: KubernetesProvider;

  constructor(
    private readonly schemas: ProviderSchemas,
    private readonly options: StandInOptions,
    private readonly records: Records,
  ) {
    const { clusters = new Clusters(), existing, webhook } = options;
    if (existing) clusters.declare(existing);
    this.kubernetes = new KubernetesProvider(schemas.resources, clusters, webhook);
  }

  readonly methods = {
    GetSchema: () => schemasToWire(this.schemas),
    PrepareProviderConfig: ({ config }: { config: DynamicValue }) => ({ prepared_config: config }),
    ValidateResourceTypeConfig: ({
      type_name,
      config,
    }: TypedRequest & { config: DynamicValue }) => ({
      diagnostics: this.kubernetes.mistakesIn(type_name, fromWire(config) ?? {}).map(toDiagnostic),
    }),
    ValidateDataSourceConfig: () => ({}),
    Stop: () => ({}),

    Configure: ({ config }: { config: DynamicValue }, connection: Connection) => {
      const configuration = fromWire(config) ?? {};
      this.records.configurations.push(configuration);
      this.kubernetes.configure(connection, configuration);
      return {};
    },

    UpgradeResourceState: (request: TypedRequest & { raw_state: { json: Uint8Array } }) => {
      const stored = JSON.parse(Buffer.from(request.raw_state.json).toString()) as ObjectValue;
      return { state: toWire(conform(this.resource(request), stored)) };
    },

    ReadResource: (
      request: TypedRequest & { current_state: DynamicValue; private: Uint8Array },
      connection: Connection,
    ) => {
      const { type_name: typeName } = request;
      const state = fromWire(request.current_state);
      const read = state && refreshed(typeName, state);
      return {
        new_state: toWire(read && this.kubernetes.read(connection, typeName, read)),
        private: request.private,
      };
    },

    PlanResourceChange: (
      request: TypedRequest & {
        prior_state: DynamicValue;
        proposed_new_state: DynamicValue;
        prior_private: Uint8Array;
      },
    ) => {
      const [prior, proposed] = [request.prior_state, request.proposed_new_state].map(fromWire);
      const imported = IMPORTED.equals(request.prior_private);
      const { state, requiresReplace } =
        this.kubernetes.plan(request.type_name, prior, proposed, imported) ??
        plan({
          typeName: request.type_name,
          block: this.resource(request),
          prior,
          proposed,
          imported,
        });
      return {
        planned_state: toWire(state),
        requires_replace: requiresReplace.map(pathToWire),
        planned_private: request.prior_private,
        legacy_type_system: true,
      };
    },

    ApplyResourceChange: async (
      request: TypedRequest & {
        prior_state: DynamicValue;
        planned_state: DynamicValue;
        config: DynamicValue;
      },
      connection: Connection,
    ) => {
      const { state, mistake } = await this.apply(request, connection);
      return {
        new_state: toWire(state),
        private: NOTHING,
        diagnostics: mistake ? [toDiagnostic(mistake)] : [],
        legacy_type_system: true,
      };
    },

    ImportResourceState: (request: TypedRequest & { id: string }) => {
      const { type_name, id } = request;
      const block = this.resource(request);
      const state: ObjectValue = { ...emptyOf(block), id };
      const group = /\/resourceGroups\/([^/]+)\/providers\//i.exec(id)?.[1];
      if ("resource_group_name" in block.attributes) state.resource_group_name = group ?? null;
      if ("name" in block.attributes) state.name = id.split("/").pop() ?? null;
      return { imported_resources: [{ type_name, state: toWire(state), private: IMPORTED }] };
    },

    ReadDataSource: ({ type_name, config }: TypedRequest & { config: DynamicValue }) => {
      const block = this.schemas.dataSources[type_name];
      const value = fromWire(config) ?? {};
      return {
        state: toWire(
          readData({ typeName: type_name, block, value, answers: this.options.answers ?? {} }),
        ),
      };
    },
  };

  private resource({ type_name }: TypedRequest): BlockSchema {
    return this.schemas.resources[type_name];
  }

  private async apply(
    request: TypedRequest & {
      prior_state: DynamicValue;
      planned_state: DynamicValue;
      config: DynamicValue;
    },
    connection: Connection,
  ): Promise<{ readonly state: ObjectValue | null; readonly mistake?: Mistake }> {
    const { type_name: typeName } = request;
    const started = ++clock;
    const { applyMilliseconds = 0 } = this.options;
    const block = this.resource(request);
    const prior = fromWire(request.prior_state);
    const planned = fromWire(request.planned_state);
    const duration =
      typeof applyMilliseconds === "number"
        ? applyMilliseconds
        : applyMilliseconds(typeName, planned ?? {});
    if (typeof duration !== "number") await duration;
    else if (duration > 0) await sleep(duration);
    const filled = planned && this.stateAfter(request, planned);
    const { state, mistake } = this.kubernetes.apply(connection, typeName, {
      prior,
      planned,
      filled,
    });
    // What was refused has not happened.
    if (mistake && state === null) return { state, mistake };
    const attributes = state ?? prior ?? {};
    const metadata = Array.isArray(attributes.metadata) ? attributes.metadata[0] : undefined;
    this.records.applied.push({
      typeName,
      action: !prior ? "create" : state ? "update" : "delete",
      name: String(attributes.name ?? (metadata as ObjectValue | undefined)?.name ?? ""),
      id: String(attributes.id ?? identityOf(typeName, attributes)),
      attributes,
      writeOnly: writeOnlyGiven(block, fromWire(request.config)),
      started,
      finished: ++clock,
    });
    return { state, mistake };
  }

  private stateAfter(request: TypedRequest, planned: ObjectValue): ObjectValue {
    const block = this.resource(request);
    const filled = fillUnknown({
      typeName: request.type_name,
      block,
      value: withoutWriteOnly(block, planned),
      answers: this.options.answers ?? {},
    });
    if (request.type_name !== "kubernetes_manifest") return filled;
    return { ...filled, object: filled.manifest };
  }
}

/** An error in the words of the plugin protocol. */
function toDiagnostic({ summary, detail = "" }: Mistake): object {
  return { severity: 1, summary, detail };
}
