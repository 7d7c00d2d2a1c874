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
