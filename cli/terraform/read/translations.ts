import type { Json } from "../model/json";
import { azapiTranslation } from "./azapi";
import { manifestTranslation } from "./manifest";
import type { Translation } from "./translation";

/** What a resource is that can be of any kind, if it is of one that is read. */
export function translationOf(type: string, values: Json | undefined): Translation | undefined {
  if (type === "azapi_resource") return azapiTranslation(values);
  if (type === "kubernetes_manifest") return manifestTranslation(values);
  return undefined;
}

/** Whether resources of the type can be of any kind. */
export function isOfAnyKind(type: string): boolean {
  return type === "azapi_resource" || type === "kubernetes_manifest";
}
