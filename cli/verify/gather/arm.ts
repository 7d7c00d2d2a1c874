import { permits, type Permissions } from "../../../azure/permissions";
import { type Json, list, own, text } from "../../terraform/model/json";
import { refused, type Seen, whole } from "../live";
import { type Answer, ask, NoAnswer } from "./http";

const PERMISSIONS = "/providers/Microsoft.Authorization/permissions?api-version=2022-04-01";

/**
 * Azure's API. It lists what the caller may read and answers 200 all the same where that is little
 * or nothing: a list counts as whole only where the caller's permissions at its scope allow to read it.
 */
export class Arm {
  private readonly permissions = new Map<string, Promise<readonly Permissions[]>>();

  constructor(
    private readonly endpoint: string,
    private readonly token: string,
  ) {}

  public get(path: string): Promise<Answer> {
    return this.ask(this.endpoint + path);
  }

  public post(path: string): Promise<Answer> {
    return this.ask(this.endpoint + path, "POST");
  }

  /** All pages of a list, for which `action` is needed at `scope`. */
  public async list<T>(
    path: string,
    action: string,
    scope: string,
    project: (item: Json) => readonly T[],
  ): Promise<Seen<T>> {
    const missing = `Azure: ${action} at ${scope}`;
    const items: T[] = [];
    let url: string | undefined = this.endpoint + path;
    while (url !== undefined) {
      const { status, body }: Answer = await this.ask(url);
      if (status !== 200) {
        const said = status === 0 ? "no answer" : `HTTP ${status}`;
        const why = status === 401 || status === 403 ? missing : `${missing} (${said})`;
        return items.length === 0 ? refused(why) : { read: "cut", items, missing: why };
      }
      items.push(...list(own(body, "value")).flatMap(project));
      url = this.next(text(own(body, "nextLink")));
    }
    return (await this.reads(scope, action)) ? whole(items) : { read: "cut", items, missing };
  }

  /** Whether the caller may do something on all of a scope: there, or on the group that it is in. */
  private async reads(scope: string, action: string): Promise<boolean> {
    const [, subscription, group] =
      /^(\/subscriptions\/[^/]+)(\/resourceGroups\/[^/]+)?/i.exec(scope) ?? [];
    if (subscription === undefined) return false;
    if (await this.allows(subscription, action)) return true;
    return group !== undefined && this.allows(subscription + group, action);
  }

  private async allows(scope: string, action: string): Promise<boolean> {
    const key = scope.toLowerCase();
    const known = this.permissions.get(key) ?? this.permissionsAt(scope);
    this.permissions.set(key, known);
    return permits(await known, action);
  }

  private async permissionsAt(scope: string): Promise<readonly Permissions[]> {
    const { status, body } = await this.get(scope + PERMISSIONS);
    if (status !== 200) return [];
    return list(own(body, "value")).map((one) => ({
      actions: list(own(one, "actions")).map(String),
      notActions: list(own(one, "notActions")).map(String),
      dataActions: [],
      notDataActions: [],
    }));
  }

  /** The token goes to no other host than the first. */
  private next(link: string | undefined): string | undefined {
    if (!link || !URL.canParse(link)) return undefined;
    const { pathname, search } = new URL(link);
    return this.endpoint + pathname + search;
  }

  private async ask(url: string, method = "GET"): Promise<Answer> {
    try {
      return await ask(url, { method, headers: { authorization: `Bearer ${this.token}` } });
    } catch (error) {
      if (error instanceof NoAnswer) return { status: 0, body: null };
      throw error;
    }
  }
}
