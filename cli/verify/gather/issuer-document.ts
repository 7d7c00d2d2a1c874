import { own, text } from "../../terraform/model/json";
import type { IssuerDocument } from "../live";
import { ask, NoAnswer } from "./http";

/** What the issuer says of itself to everybody, Entra among them. */
export async function readIssuerDocument(issuer: string): Promise<IssuerDocument> {
  try {
    const { status, body } = await ask(
      `${issuer.replace(/\/*$/, "/")}.well-known/openid-configuration`,
    );
    const said = text(own(body, "issuer")) ?? "";
    if (status === 404) return { result: "differs", got: "HTTP 404" };
    // Anything else may be a proxy on the way.
    if (status !== 200)
      return { result: "unseen", missing: `the document of ${issuer}: HTTP ${status}` };
    return said === issuer ? { result: "answers" } : { result: "differs", got: `issuer ${said}` };
  } catch (error) {
    if (error instanceof NoAnswer) return { result: "unseen", missing: error.message };
    throw error;
  }
}
