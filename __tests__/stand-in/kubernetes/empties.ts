import { Json, JsonObject, isObject } from "./names";

/** Fields that the API does not store when they are false or 0; of others it keeps that. */
const LEFT_OUT =
  /^(hostIPC|hostNetwork|hostPID|hostPort|initialDelaySeconds|minReadySeconds|paused|stdin|stdinOnce|tty)$/;

/** Takes away what a written object says and the API does not store. Changes the object. */
export function dropEmpty(object: JsonObject): void {
  for (const [name, value] of Object.entries(object)) {
    const isLeftOut = LEFT_OUT.test(name) && (value === false || value === 0);
    if (isLeftOut || isEmptyList(value) || isReadWriteMount(object, name)) delete object[name];
    else (Array.isArray(value) ? value : [value]).filter(isObject).forEach(dropEmpty);
  }
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Of a mount and of a claim; a CSI volume keeps it. */
function isReadWriteMount(object: JsonObject, name: string): boolean {
  return name === "readOnly" && object[name] === false && !("driver" in object);
}
