import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";

/** Warns of what a validation finds, once: validations run as often as somebody asks. */
export function warnOnce(at: IConstruct, message: string): void {
  if (at.node.metadata.some(({ data }) => data === message)) return;
  Annotations.of(at).addWarning(message);
}
