import { isDeepStrictEqual } from "node:util";
import { type Expression, expressionIn, expressionOf } from "./expression";
import { at, type Json, type JsonObject, object, own, step } from "./json";
import type { Attribute, AttributePath, Kind } from "./resource-types";

/** One attribute of a resource, as far as a plan or a synthesized stack tells. */
export interface Datum {
  /** The value, where it is known. */
  readonly value?: Json;
  /** Whether the value is only known after apply. */
  readonly unknown: boolean;
  /** Whether the value must not be shown. */
  readonly sensitive: boolean;
  /** How the configuration writes it. */
  readonly expression?: Expression;
}

/** Where a resource stands. */
export interface ResourcePlace {
  readonly stack: string;
  /** The Terraform address, with modules and instance. */
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  /** The modules that hold it, without instances: `["network"]`. */
  readonly modules: readonly string[];
  /** The instances of the modules. */
  readonly moduleKeys: readonly (string | undefined)[];
  /** The address without modules and instance: `azurerm_key_vault.vault`. */
  readonly base: string;
  /** The address up to the module: `module.a["x"].`. */
  readonly prefix: string;
  readonly index?: string;
  /** Which configuration of the provider it uses. */
  readonly provider?: string;
}

/** What is known of a resource: values and masks of one moment, and the configuration behind them. */
export interface ResourceData {
  readonly values: JsonObject;
  readonly unknown?: Json;
  readonly sensitive?: Json;
  /** The `expressions` of a plan's configuration. */
  readonly expressions?: Json;
  /** What the configuration takes `each.value` from. */
  readonly forEach?: Expression;
  /** The same resource after the plan: the configuration only tells of values that stay. */
  readonly after?: Resource;
}

/**
 * A resource or data source at one moment: before a plan, after it, or as synthesized. What is not collected of
 * its kind cannot be asked for.
 */
export class Resource<A extends string = Attribute> {
  public readonly key: string;

  constructor(
    public readonly place: ResourcePlace,
    private readonly data: ResourceData,
  ) {
    this.key = `${place.stack}:${place.address}`;
  }

  public get type(): string {
    return this.place.type;
  }

  public get stack(): string {
    return this.place.stack;
  }

  public get address(): string {
    return this.place.address;
  }

  public get forEach(): Expression | undefined {
    return (this.data.after ?? this).data.forEach;
  }

  /** An attribute by its path; single blocks need no position. */
  public get(...path: AttributePath<A>): Datum {
    return this.referredTo(path);
  }

  /** What a reference of a configuration leads to, be it collected or not. */
  public referredTo(path: readonly string[]): Datum {
    const { values, after } = this.data;
    const written = at(values, path);
    const expression =
      typeof written === "string" ? this.synthesizedExpression(written) : undefined;
    if (expression) return { unknown: true, sensitive: false, expression };
    const unknown = masked(this.data.unknown, path);
    const kept = !after || isDeepStrictEqual(at(after.data.values, path), written);
    return {
      value: unknown ? undefined : written,
      unknown,
      sensitive: masked(this.data.sensitive, path),
      expression: kept ? findExpression((after ?? this).data.expressions, path) : undefined,
    };
  }

  /** The positions in the list at a path; a block that is written without a list is the first of one. */
  public items(...path: AttributePath<A>): string[] {
    const value = at(this.data.values, path);
    if (Array.isArray(value)) return value.map((_item, index) => `${index}`);
    return typeof value === "object" && value !== null ? ["0"] : [];
  }

  /** The keys of an object, or the positions in a list, at a path. */
  public keys(...path: AttributePath<A>): string[] {
    const value = at(this.data.values, path);
    return typeof value === "object" && value !== null ? Object.keys(value) : [];
  }

  /** The attributes of which anything is known, be it only how they are written. */
  public attributes(): string[] {
    const { values, unknown, expressions } = this.data;
    return [...new Set([values, unknown, expressions].flatMap((one) => Object.keys(object(one))))];
  }

  /** Whether a plan tells of it, which does not tell what text is written around a reference. */
  public get isPlanned(): boolean {
    return this.data.unknown !== undefined || this.data.after !== undefined;
  }

  /** Whether the configuration itself writes something at a path; not known of what is not configured here. */
  public configures(...path: AttributePath<A>): boolean {
    const { expressions } = (this.data.after ?? this).data;
    return at(expressions, path) !== undefined || this.get(...path).expression !== undefined;
  }

  /** Whether the configuration is known, and writes nothing at a path: the default counts, known or not. */
  public omits(...path: AttributePath<A>): boolean {
    return (this.data.after ?? this).data.expressions !== undefined && !this.configures(...path);
  }

  /** Whether anything stands at a path, be it known, unknown or written; providers write "" for nothing. */
  public has(...path: AttributePath<A>): boolean {
    const { value, unknown, expression } = this.get(...path);
    if (Array.isArray(value)) return value.length > 0;
    if (value === "") return false;
    return unknown || (value ?? null) !== null || (value === undefined && expression !== undefined);
  }

  // A plan holds values, in which "${" is plain text; only a synthesized stack holds expressions.
  private synthesizedExpression(written: string): Expression | undefined {
    return this.isPlanned ? undefined : expressionIn(written);
  }
}

/** A resource of any type, whose attributes are collected for its place: not of any kind. */
export type PlacedResource = Resource<string>;

/** A resource of one of the kinds. */
export type ResourceOf<K extends Kind> = Resource<Attribute<K>>;

/** Terraform's masks are `true` for a whole subtree, or have its shape. */
function masked(mask: Json | undefined, path: readonly string[]): boolean {
  let here = mask;
  for (const key of path) {
    if (here === true) return true;
    here = step(here, key);
  }
  return here === true || (typeof here === "object" && here !== null && someTrue(here));
}

function someTrue(mask: Json): boolean {
  if (mask === true) return true;
  return typeof mask === "object" && mask !== null && Object.values(mask).some(someTrue);
}

function findExpression(
  expressions: Json | undefined,
  path: readonly string[],
): Expression | undefined {
  let here = expressions;
  for (let depth = 0; depth <= path.length; depth++) {
    if (own(here, "references") !== undefined || own(here, "constant_value") !== undefined) {
      return expressionOf(here, path.slice(depth));
    }
    const key = path[depth];
    if (key !== undefined) here = step(here, key);
  }
  return undefined;
}
