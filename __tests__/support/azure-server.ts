import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { selfSigned } from "./certificate";

/** An answer: a status and a body, which is sent as JSON unless it is a text. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** A request as the server saw it. */
export interface Seen {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly authorization?: string;
  readonly form: Record<string, string>;
}

/** A local server that plays the token endpoint of Microsoft Entra ID and a vault. */
export class AzureServer {
  public static async start(): Promise<AzureServer> {
    const { key, cert } = selfSigned(
      "login.test",
      "*.vault.azure.net",
      "*.vault.usgovcloudapi.net",
      "*.vault.azure.cn",
      "*.vault.example.com",
    );
    const azure = new AzureServer(cert, createServer({ key, cert }));
    await new Promise<void>((resolve) => azure.server.listen(0, "127.0.0.1", resolve));
    return azure;
  }

  /** What it answers, one after another; the last one stays. */
  public tokenAnswers: Answer[] = [];
  public vaultAnswers: Answer[] = [];
  public readonly seen: Seen[] = [];

  private constructor(
    public readonly cert: string,
    private readonly server: Server,
  ) {
    server.on("request", (request, response) => {
      void text(request).then((sent) => {
        const path = request.url ?? "";
        this.seen.push({
          host: (request.headers.host ?? "").replace(/:\d+$/, ""),
          method: request.method ?? "",
          path,
          authorization: request.headers.authorization,
          form: Object.fromEntries(new URLSearchParams(sent)),
        });
        const answers = path.includes("/oauth2/") ? this.tokenAnswers : this.vaultAnswers;
        const { status, body, headers } = answers.length > 1 ? answers.shift()! : answers[0];
        response.writeHead(status, headers);
        response.end(typeof body === "string" ? body : JSON.stringify(body));
      });
    });
  }

  /** An URL of the server by one of the names it has a certificate for. */
  public url(host: string): string {
    return `https://${host}:${(this.server.address() as AddressInfo).port}/`;
  }

  public stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
