import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** A value as Terraform writes it: each reference in it as its expression. */
export function asText(scope: IConstruct, value: unknown): unknown {
  if (value === undefined) return undefined;
  const options = { scope, resolver: RESOLVER, preparing: false };
  return (Tokenization.resolve({ value } as object, options) as { value?: unknown }).value;
}

/** The same of a text. */
export function writtenText(at: IConstruct, text: string): string {
  return Token.isUnresolved(text) ? String(asText(at, text)) : text;
}
