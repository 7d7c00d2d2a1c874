import { type IResolveContext, Lazy, Token } from "cdktf";

/** What names no tag after the last "/", or the tag "latest". */
const MOVING = "(^|/)[^/:@]+(:latest(@.*)?)?$";

/**
 * The policy that Kubernetes chooses for an image: `Always` for the tag `latest` and for none. Where a reference
 * holds the tag, Terraform chooses.
 */
export function pullPolicyOf(image: string): string {
  if (!Token.isUnresolved(image)) return policyOf(image);
  const produce = (context: IResolveContext) => policyOf(String(context.resolve(image)));
  return Lazy.stringValue({ produce });
}

function policyOf(image: string): string {
  const afterReferences = image.slice(image.lastIndexOf("}") + 1);
  // A tag, or a whole part without one, cannot be of a reference before it.
  if (!image.includes("${") || /[/:@]/.test(afterReferences)) {
    return new RegExp(MOVING).test(image) ? "Always" : "IfNotPresent";
  }
  return `\${length(regexall("${MOVING}", "${image}")) > 0 ? "Always" : "IfNotPresent"}`;
}
