import { setTimeout as sleep } from "node:timers/promises";
import { Answers, fillUnknown, identityOf, readData, refreshed } from "./computed";
import { conform, emptyOf, plan, withoutWriteOnly, writeOnlyGiven } from "./plan";
import { BlockSchema, ProviderSchemas } from "./schemas";
import { WebhookGeneration, injectIdentity } from "./webhook";
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
  /** Overrides made-up values of computed attributes and data sources. */
  readonly answers?: Answers;
  /**
   * How long each apply takes, or that of a type and its attributes: makes independent changes overlap, so
   * that order proves something.
   */
  readonly applyMilliseconds?: number | ((typeName: string, planned: ObjectValue) => number);
}

interface TypedRequest {
  readonly type_name: string;
}

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
  private readonly serviceAccounts = new Map<string, ObjectValue>();

  constructor(
    private readonly schemas: ProviderSchemas,
    private readonly options: StandInOptions,
    private readonly records: Records,
  ) {}

  readonly methods = {
    GetSchema: () => schemasToWire(this.schemas),
    PrepareProviderConfig: ({ config }: { config: DynamicValue }) => ({ prepared_config: config }),
    ValidateResourceTypeConfig: () => ({}),
    ValidateDataSourceConfig: () => ({}),
    Stop: () => ({}),

    Configure: ({ config }: { config: DynamicValue }) => {
      this.records.configurations.push(fromWire(config) ?? {});
      return {};
    },

    UpgradeResourceState: (request: TypedRequest & { raw_state: { json: Uint8Array } }) => {
      const stored = JSON.parse(Buffer.from(request.raw_state.json).toString()) as ObjectValue;
      return { state: toWire(conform(this.resource(request), stored)) };
    },

    ReadResource: (
      request: TypedRequest & { current_state: DynamicValue; private: Uint8Array },
    ) => {
      const state = fromWire(request.current_state);
      if (state) this.remember(request.type_name, state);
      return {
        new_state: toWire(
          state && this.asTheClusterReturnsIt(request, refreshed(request.type_name, state)),
        ),
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
      const { state, requiresReplace } = plan({
        typeName: request.type_name,
        block: this.resource(request),
        prior: fromWire(request.prior_state),
        proposed: fromWire(request.proposed_new_state),
        imported: IMPORTED.equals(request.prior_private),
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
    ) => {
      const state = await this.apply(request);
      return { new_state: toWire(state), private: NOTHING, legacy_type_system: true };
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
  ): Promise<ObjectValue | null> {
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
    if (duration > 0) await sleep(duration);
    const state = planned && this.stateAfter(request, planned);
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
    return state;
  }

  private stateAfter(
    request: TypedRequest & { readonly prior_state: DynamicValue },
    planned: ObjectValue,
  ): ObjectValue {
    const block = this.resource(request);
    const filled = fillUnknown({
      typeName: request.type_name,
      block,
      value: withoutWriteOnly(block, planned),
      answers: this.options.answers ?? {},
    });
    this.remember(request.type_name, filled);
    if (request.type_name === "kubernetes_manifest") return { ...filled, object: filled.manifest };
    return this.asTheClusterReturnsIt(request, withOldJobPods(request, filled));
  }

  private asTheClusterReturnsIt(request: TypedRequest, state: ObjectValue): ObjectValue {
    const { webhook } = this.options;
    if (!/^kubernetes_pod(_v1)?$/.test(request.type_name) || !webhook) return state;
    return injectIdentity(this.resource(request), state, webhook, (namespace, name) =>
      this.serviceAccounts.get(`${namespace}/${name}`),
    );
  }

  // The webhook reads the annotations of the service account that a pod runs as.
  private remember(typeName: string, state: ObjectValue): void {
    if (typeName !== "kubernetes_service_account_v1") return;
    const [metadata] = state.metadata as ObjectValue[];
    const annotations = (metadata.annotations ?? {}) as ObjectValue;
    this.serviceAccounts.set(`${metadata.namespace}/${metadata.name}`, annotations);
  }
}

/** The provider updates a Job and leaves its pods' labels and annotations as they were, without a word. */
function withOldJobPods(
  { type_name, prior_state }: TypedRequest & { prior_state: DynamicValue },
  state: ObjectValue,
): ObjectValue {
  const prior = fromWire(prior_state);
  if (!/^kubernetes_job(_v1)?$/.test(type_name) || !prior) return state;
  const [before] = prior.spec as ObjectValue[];
  return { ...state, spec: [{ ...(state.spec as ObjectValue[])[0], template: before.template }] };
}
