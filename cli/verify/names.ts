import { CLIENT_ID } from "../../azure/webhook";

/** Whether a key speaks of workload identity, rightly written or not. */
export function isOurs(key: string): boolean {
  return squeezed(key).startsWith("azureworkloadidentity");
}

/** A key that means the client id and is written otherwise. */
export function looksLikeClientId(key: string): boolean {
  return key !== CLIENT_ID && squeezed(key) === squeezed(CLIENT_ID);
}

function squeezed(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, "");
}

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Whether two names or ids of Azure are the same: it compares them without capitals. */
export function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
