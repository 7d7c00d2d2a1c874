import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { selfSigned } from "../../../support/certificate";

export const ARM_TOKEN = "token-of-azure-that-no-output-may-hold";
export const WORKLOAD_TOKEN = "token-of-the-workload-that-no-output-may-hold";

/** What an object of Azure is here: an id, and what else it has. */
export interface AzureObject {
  readonly id: string;
  readonly name: string;
  readonly properties: Record<string, unknown>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/**
 * Azure's API and Entra ID in one local server, with a state of their own. Lists come in pages, and
 * show nothing to who may read nothing, with 200, as Azure's do.
 */
export class ArmServer {
  public static async start(): Promise<ArmServer> {
    const { key, cert } = selfSigned("localhost");
    const azure = new ArmServer(cert, createServer({ key, cert }));
    await new Promise<void>((resolve) => azure.server.listen(0, "localhost", resolve));
    return azure;
  }

  public objects: AzureObject[] = [];
  public actions = ["*/read"];
  /** How many objects a page of a list has. */
  public pageSize = 2;
  /** Requests whose address matches are answered so, once each. */
  public readonly once: { readonly path: RegExp; readonly answer: Answer }[] = [];
  /** What is answered with 403 as long as it is here. */
  public forbidden?: RegExp;
  public readonly seen: {
    readonly path: string;
    readonly form: Record<string, string>;
    readonly authorization?: string;
  }[] = [];
  public readonly origin = () => `https://localhost:${(this.server.address() as AddressInfo).port}`;

  private constructor(
    public readonly cert: string,
    private readonly server: Server,
  ) {
    server.on("request", (request, response) => {
      void text(request).then((sent) => {
        const form = Object.fromEntries(new URLSearchParams(sent));
        const path = decodeURIComponent(request.url ?? "");
        this.seen.push({ path, form, authorization: request.headers.authorization });
        const { status, body, headers } = this.answer(path, form, request.headers.authorization);
        response.writeHead(status, headers);
        response.end(JSON.stringify(body));
      });
    });
  }

  public stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(path: string, form: Record<string, string>, authorization?: string): Answer {
    const at = this.once.findIndex((one) => one.path.test(path));
    if (at >= 0) return this.once.splice(at, 1)[0].answer;
    const ok = (body: unknown): Answer => ({ status: 200, body });
    if (path.startsWith("/metadata/")) {
      const loginEndpoint = this.origin();
      return ok({ authentication: { loginEndpoint }, resourceManager: `${this.origin()}/` });
    }
    if (path.startsWith("/issuer/")) return ok({ issuer: `${this.origin()}/issuer/` });
    if (path.startsWith("/pipeline")) return ok({ value: "assertion", oidcToken: "assertion" });
    if (path.includes("/oauth2/")) return this.token(form);
    if (authorization !== `Bearer ${ARM_TOKEN}`) return { status: 401, body: {} };
    if (this.forbidden?.test(path))
      return { status: 403, body: { error: { code: "AuthorizationFailed" } } };
    const [place] = path.split("?");
    if (place.endsWith("/permissions"))
      return ok({ value: [{ actions: this.actions, notActions: [] }] });
    const own = this.objects.find(({ id }) => id === place);
    return own ? ok(own) : this.list(path, place);
  }

  private list(path: string, place: string): Answer {
    const principal = /assignedTo\('([^']+)'\)/.exec(path)?.[1];
    const type = place.split("/").at(-1) ?? "";
    const [, ofType, named] = /resourceType eq '([^']+)' and name eq '([^']+)'/.exec(path) ?? [];
    if (ofType !== undefined) {
      const value = this.objects.filter(({ id }) => id.endsWith(`/${ofType}/${named}`));
      return { status: 200, body: { value } };
    }
    const found = this.objects.filter(
      ({ id, properties }) =>
        id.split("/").at(-2) === type &&
        (id.startsWith(place) || /^\/subscriptions\/[^/]+\/providers\//.test(place)) &&
        (principal === undefined || properties.principalId === principal),
    );
    const visible = this.actions.length > 0 ? found : [];
    const from = Number(/[?&]skip=(\d+)/.exec(path)?.[1] ?? 0);
    const nextLink =
      from + this.pageSize < visible.length
        ? `${this.origin()}${path.replace(/&skip=.*/, "")}&skip=${from + this.pageSize}`
        : undefined;
    return { status: 200, body: { value: visible.slice(from, from + this.pageSize), nextLink } };
  }

  /** Compares to the letter, and says which field differs as Entra does. */
  private token(form: Record<string, string>): Answer {
    const refused = (code: number, status = 401): Answer => ({
      status,
      body: { error_codes: [code], error_description: `AADSTS${code}: ${form.client_assertion}` },
    });
    if (form.client_secret === "secret" || form.client_assertion === "assertion") {
      return { status: 200, body: { access_token: ARM_TOKEN } };
    }
    if (!form.client_assertion) return refused(7000215);
    const identity = this.objects.find(({ properties }) => properties.clientId === form.client_id);
    if (!identity) return refused(700016, 400);
    const claims = JSON.parse(
      Buffer.from(form.client_assertion.split(".")[1], "base64url").toString(),
    ) as { iss: string; sub: string; aud: string[] };
    const all = this.objects
      .filter(({ id }) => id.startsWith(`${identity.id}/federatedIdentityCredentials/`))
      .map(
        ({ properties }) => properties as { issuer: string; subject: string; audiences: string[] },
      );
    if (all.length === 0) return refused(70025);
    const byIssuer = all.filter(({ issuer }) => issuer === claims.iss);
    if (byIssuer.length === 0) return refused(700211);
    const alike = byIssuer.filter(
      ({ subject }) => subject.toLowerCase() === claims.sub.toLowerCase(),
    );
    if (alike.length === 0) return refused(700213);
    const bySubject = alike.filter(({ subject }) => subject === claims.sub);
    if (bySubject.length === 0) return refused(7002138);
    if (!bySubject.some(({ audiences }) => audiences.includes(claims.aud[0])))
      return refused(700212);
    return { status: 200, body: { access_token: WORKLOAD_TOKEN } };
  }
}
