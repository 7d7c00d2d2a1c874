import { isAzurerm } from "../../../azure/provider-versions";
import { type Expression, expressionOf } from "../model/expression";
import { type Json, type JsonObject, object, own, text } from "../model/json";
import type { ResourcePlace } from "../model/resource";
import { project } from "../model/resource-types";
import { isRead, type ModuleView } from "../model/stack";
import type { JsonPath } from "./json-scanner";
import { moduleOf } from "./plan-layout";
import type { Translation } from "./translation";
import { isOfAnyKind } from "./translations";

interface Configured {
  readonly expressions: JsonObject;
  readonly provider?: string;
  readonly forEach?: Expression;
}

interface MutableModule extends ModuleView {
  readonly outputs: Map<string, Expression>;
  readonly arguments: Map<string, Expression>;
  readonly modules: Map<string, MutableModule>;
  repeated: boolean;
  forEach?: Expression;
}

function newModule(): MutableModule {
  return { outputs: new Map(), arguments: new Map(), modules: new Map(), repeated: false };
}

/** The `configuration` of a plan, taken in piece by piece: how modules and resources are written. */
export class PlanConfiguration {
  public readonly root: ModuleView = newModule();
  /** Where each configured provider gets its host from. */
  public readonly hosts = new Map<string, Expression>();
  /** The subscription that each configured provider names. */
  public readonly subscriptions = new Map<string, string>();
  private readonly askedOfAzurerm = new Set<string>();
  private readonly configured = new Map<string, Configured>();

  public add(path: JsonPath, value: Json): void {
    if (path[0] === "provider_config") this.addProviders(object(value));
    if (path[0] !== "root_module") return;
    const { modules, rest } = moduleOf(path);
    const [part, name, key] = rest;
    if (part === "resources") this.addResource(modules, value);
    else if (part === "outputs") fill(this.module(modules).outputs, value, "expression");
    else if (part === "module_calls")
      this.addCall(this.module([...modules, String(name)]), key, value);
  }

  /** The versions of azurerm that are asked for; Terraform takes one that all of them let in. */
  public get azurerm(): string | undefined {
    return [...this.askedOfAzurerm].join(", ") || undefined;
  }

  /** How a resource is written. One of any kind is told by its values what it is. */
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

  private addCall(module: MutableModule, key: string | number, value: Json): void {
    if (key === "expressions") fill(module.arguments, value);
    if (key === "for_each_expression") module.forEach = expressionOf(value, []);
    if (key === "for_each_expression" || key === "count_expression") module.repeated = true;
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

  private module(names: readonly string[]): MutableModule {
    return names.reduce((module, name) => {
      const called = module.modules.get(name) ?? newModule();
      module.modules.set(name, called);
      return called;
    }, this.root as MutableModule);
  }
}

function keyOf(modules: readonly string[], address: string | undefined): string {
  return `${modules.join("/")}:${address}`;
}

function fill(target: Map<string, Expression>, value: Json, key?: string): void {
  for (const [name, item] of Object.entries(object(value))) {
    const expression = expressionOf(key ? own(item, key) : item, []);
    if (expression) target.set(name, expression);
  }
}
