import { isAzurerm } from "../../../azure/provider-versions";
import { expressionIn } from "../model/expression";
import { type Json, type JsonObject, list, object, own, text } from "../model/json";
import { Resource } from "../model/resource";
import { project } from "../model/resource-types";
import { byUse, EMPTY_MODULE, isRead, type StackView } from "../model/stack";
import { opaque } from "../model/unread-types";
import { withoutLocals } from "./locals";
import { translationOf } from "./translations";
import { callsVaultApi } from "./vault-calls";

/** Reads the `cdk.tf.json` of a synthesized stack, or any configuration in Terraform's JSON syntax. */
export function readSynthesized(name: string, written: JsonObject): StackView {
  const json = withoutLocals(written);
  const unseen = new Set<string>();
  const all = [
    ...readResources(name, "managed", object(json.resource), unseen),
    ...readResources(name, "data", object(json.data), unseen),
  ];
  for (const module of Object.keys(object(json.module))) {
    unseen.add(`${name}: module.${module}, whose resources only a plan shows`);
  }
  const outputs = expressionsOf(object(json.output), "value");
  return {
    name,
    ...byUse(all),
    root: { ...EMPTY_MODULE, outputs },
    hosts: hostsOf(object(json.provider)),
    subscriptions: new Map(providerTexts(object(json.provider), "subscription_id")),
    azurerm: askedOfAzurerm(object(own(json.terraform, "required_providers"))),
    vaultCalls: vaultCallsIn(json),
    exposedVariables: Object.entries(object(json.variable))
      .filter(([, variable]) => own(variable, "sensitive") === true)
      .filter(([, variable]) => (own(variable, "default") ?? null) !== null)
      .map(([variable]) => variable),
    unseen: [...unseen],
  };
}

function readResources(
  stack: string,
  mode: "managed" | "data",
  types: JsonObject,
  unseen: Set<string>,
): Resource[] {
  const prefix = mode === "data" ? "data." : "";
  return Object.entries(types).flatMap(([type, all]) => {
    return Object.entries(object(all)).flatMap(([id, written]) => {
      const values = list(written)[0];
      const translation = translationOf(type, values);
      const read = translation?.type ?? type;
      const hidden = mode === "managed" ? opaque(read, values) : undefined;
      if (hidden) unseen.add(`${stack}: ${type}, which can hold ${hidden}`);
      if (!isRead(read)) return [];
      const address = `${prefix}${type}.${id}`;
      for (const repeated of ["count", "for_each"]) {
        if (own(values, repeated) !== undefined) {
          unseen.add(`${stack}: how many ${address} there are (\`${repeated}\`); it is shown once`);
        }
      }
      const provider = text(own(values, "provider")) ?? type.split("_")[0];
      const place = {
        stack,
        address,
        type: read,
        mode,
        modules: [],
        moduleKeys: [],
        base: address,
        prefix: "",
        provider,
      };
      return new Resource(place, {
        values: project(read, translation ? translation.values(values) : values),
      });
    });
  });
}

function askedOfAzurerm(providers: JsonObject): string | undefined {
  const [version] = Object.entries(providers)
    .filter(([name, one]) => isAzurerm(text(own(one, "source")) ?? name))
    .flatMap(([, one]) => text(own(one, "version")) ?? []);
  return version;
}

function vaultCallsIn({ resource, data }: JsonObject): string[] {
  const of = (types: Json | undefined, prefix: string) =>
    Object.entries(object(types))
      .filter(([type]) => callsVaultApi(type))
      .flatMap(([type, all]) => Object.keys(object(all)).map((id) => `${prefix}${type}.${id}`));
  return [...of(resource, ""), ...of(data, "data.")];
}

function expressionsOf(holder: JsonObject, key: string) {
  const found = Object.entries(holder).flatMap(([name, item]) => {
    const expression = expressionIn(text(own(item, key)) ?? "");
    return expression ? [[name, expression] as const] : [];
  });
  return new Map(found);
}

function hostsOf(providers: JsonObject) {
  const found = providerTexts(providers, "host").flatMap(([key, host]) => {
    const expression = expressionIn(host);
    return expression ? [[key, expression] as const] : [];
  });
  return new Map(found);
}

/** An argument of each provider that writes it, by the key that resources name. */
function providerTexts(providers: JsonObject, argument: string): [string, string][] {
  return Object.entries(providers).flatMap(([name, all]) =>
    list(all).flatMap((one: Json): [string, string][] => {
      const alias = text(own(one, "alias"));
      const value = text(own(one, argument));
      return value ? [[alias ? `${name}.${alias}` : name, value]] : [];
    }),
  );
}
