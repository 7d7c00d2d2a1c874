import { say, sensitive } from "./fact";
import { text } from "./json";
import type { Resource } from "./resource";
import { type AttributePath, templatePath } from "./resource-types";

/** What a workload says of its containers and root. */
export interface NonRoot {
  /** The containers that turn off what their pod says. */
  readonly off: readonly string[];
  /** Whether only the apply tells of some. */
  readonly isOpen: boolean;
}

const SAID = ["security_context", "run_as_non_root"] as const;

/**
 * The containers without the `run_as_non_root` of their pod. The provider sends false for what a container's
 * context leaves out, and that beats the pod's true.
 */
export function nonRootOf(resource: Resource): NonRoot {
  const spec: AttributePath = [...(templatePath(resource.type) ?? []), "spec"];
  const pod = resource.get(...spec, ...SAID);
  if (pod.value !== true && !pod.unknown) return { off: [], isOpen: false };
  const containers = ["container", "init_container"].flatMap((block) => {
    const path = [...spec, block] as const;
    const unseen = { name: block, isOff: false, isOpen: resource.get(...path).unknown };
    const items = resource.items(...path);
    return items.length > 0
      ? items.map((index) => containerAt(resource, [...path, index]))
      : [unseen];
  });
  const off = containers.filter(({ isOff }) => isOff);
  return {
    off: pod.unknown ? [] : off.map(({ name }) => name),
    isOpen: containers.some((one) => one.isOpen) || (pod.unknown && off.length > 0),
  };
}

function containerAt(resource: Resource, path: AttributePath) {
  const [block = "", index] = path.slice(-2);
  const { value, sensitive: isSensitive } = resource.get(...path, "name");
  const said = resource.get(...path, ...SAID);
  const hasContext = resource.items(...path, SAID[0]).length > 0;
  return {
    name: `${block.replace("_", " ")} ${isSensitive ? say(sensitive(value)) : (text(value) ?? Number(index) + 1)}`,
    isOff: !said.unknown && hasContext && said.value !== true,
    isOpen: said.unknown,
  };
}
