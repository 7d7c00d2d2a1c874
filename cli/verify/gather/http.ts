import { setTimeout as sleep } from "node:timers/promises";
import { type Json } from "../../terraform/model/json";

/** An answer of Azure. */
export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** That nothing answered: the code of the error, never its text. */
export class NoAnswer extends Error {
  constructor(
    public readonly host: string,
    code: string,
  ) {
    super(
      `${host} gives no answer: ${code}; HTTPS_PROXY counts with NODE_USE_ENV_PROXY=1, from Node.js 22.21 on`,
    );
  }
}

const TRIES = 5;
const LONGEST_WAIT = 60_000;
const BUSY = [429, 503];

/** One request; where Azure is busy it is repeated when Azure says. A token follows no redirect. */
export async function ask(url: string | URL, init: RequestInit = {}): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(url, init);
    if (!BUSY.includes(answer.status) || attempt === TRIES) return answer;
    await sleep(Math.min(answer.retryAfter ?? attempt * 1_000, LONGEST_WAIT));
  }
}

async function once(url: string | URL, init: RequestInit) {
  try {
    const signal = AbortSignal.timeout(30_000);
    const answer = await fetch(url, { ...init, redirect: "manual", signal });
    const seconds = Number(answer.headers.get("retry-after") ?? NaN);
    return {
      status: answer.status,
      body: parsed(await answer.text()),
      retryAfter: Number.isFinite(seconds) ? seconds * 1_000 : undefined,
    };
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string; name?: string } };
    throw new NoAnswer(new URL(url).hostname, cause?.code ?? cause?.name ?? name);
  }
}

/** An answer as JSON; nothing where it is none. */
export function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** A form, as token endpoints take it. */
export function form(fields: Readonly<Record<string, string>>): RequestInit {
  return { method: "POST", body: new URLSearchParams(fields) };
}
