import { isAzurerm } from "../../../azure/provider-versions";
import { type Expression, expressionOf } from "../model/expression";
import { type Json, type JsonObject, list, object, own, text } from "../model/json";
import type { ResourcePlace } from "../model/resource";
import { project } from "../model/resource-types";
import { EMPTY_MODULE, isRead, type ModuleView } from "../model/stack";
import type { Translation } from "./translation";
import { isOfAnyKind } from "./translations";

interface Configured {
  readonly expressions: JsonObject;
  readonly provider?: string;
  readonly forEach?: Expression;
}

/** The `configuration` of a plan: how modules and resources are written. */
export class PlanConfiguration {
  public readonly root: ModuleView;
  /** Where each configured provider gets its host from. */
  public readonly hosts = new Map<string, Expression>();
  /** The subscription that each configured provider names. */
  public readonly subscriptions = new Map<string, string>();
  private readonly askedOfAzurerm = new Set<string>();
  private readonly configured = new Map<string, Configured>();

  constructor(configuration: Json | undefined) {
    this.addProviders(object(own(configuration, "provider_config")));
    this.root = this.moduleIn(own(configuration, "root_module"), []);
  }

  /** The versions of azurerm that are asked for; Terraform takes one that all of them let in. */
  public get azurerm(): string | undefined {
    return [...this.askedOfAzurerm].join(", ") || undefined;
  }

  /** How a resource is written. Of one of any kind its values say what it is. */
  public of(
    { modules, base, type }: ResourcePlace,
    translation?: Translation,
  ): Configured | undefined {
    const configured = this.configured.get(keyOf(modules, base));
    if (!configured || (!translation && !isOfAnyKind(type))) return configured;
    const written = translation?.expressions(configured.expressions) ?? configured.expressions;
    const expressions = project(type, written);
    return { ...configured, expressions };
  }

  private addProviders(providers: JsonObject): void {
    for (const [key, provider] of Object.entries(providers)) {
      const expression = expressionOf(own(own(provider, "expressions"), "host"), []);
      if (expression) this.hosts.set(key, expression);
      const asked = text(own(provider, "version_constraint"));
      const source = text(own(provider, "full_name")) ?? text(own(provider, "name")) ?? "";
      if (asked && isAzurerm(source)) this.askedOfAzurerm.add(asked);
      const named = own(own(provider, "expressions"), "subscription_id");
      const subscription = text(own(named, "constant_value"));
      if (subscription) this.subscriptions.set(key, subscription);
    }
  }

  private moduleIn(written: Json | undefined, path: readonly string[]): ModuleView {
    for (const resource of list(own(written, "resources"))) this.addResource(path, resource);
    const outputs = object(own(written, "outputs"));
    const modules = Object.entries(object(own(written, "module_calls"))).map(
      ([name, call]): [string, ModuleView] => [name, this.calledModule(call, [...path, name])],
    );
    return {
      ...EMPTY_MODULE,
      outputs: expressionsIn(outputs, (output) => own(output, "expression")),
      modules: new Map(modules),
    };
  }

  private calledModule(call: Json, path: readonly string[]): ModuleView {
    const [forEach, count] = ["for_each_expression", "count_expression"].map((key) =>
      own(call, key),
    );
    return {
      ...this.moduleIn(own(call, "module"), path),
      arguments: expressionsIn(object(own(call, "expressions"))),
      repeated: forEach !== undefined || count !== undefined,
      forEach: expressionOf(forEach, []),
    };
  }

  private addResource(modules: readonly string[], value: Json): void {
    const type = text(own(value, "type")) ?? "";
    const written = own(value, "expressions");
    const any = isOfAnyKind(type);
    if (!isRead(type) && !any) return;
    // Here alone an address has no instances.
    this.configured.set(keyOf(modules, text(own(value, "address"))), {
      expressions: any ? object(written) : project(type, written),
      provider: text(own(value, "provider_config_key")),
      forEach: expressionOf(own(value, "for_each_expression"), []),
    });
  }
}

function keyOf(modules: readonly string[], address: string | undefined): string {
  return `${modules.join("/")}:${address}`;
}

function expressionsIn(
  holder: JsonObject,
  written: (item: Json) => Json | undefined = (item) => item,
): ReadonlyMap<string, Expression> {
  const found = Object.entries(holder).flatMap(([name, item]) => {
    const expression = expressionOf(written(item), []);
    return expression ? [[name, expression] as const] : [];
  });
  return new Map(found);
}
