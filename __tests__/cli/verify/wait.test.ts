import { patiently } from "../../../cli/verify/command";
import { exchange } from "../../../cli/verify/gather/exchange";
import type { Kubectl } from "../../../cli/verify/gather/kubectl";
import type { Report } from "../../../cli/verify/report";

const CLOUD = { arm: "https://management.azure.com", login: "https://login.microsoftonline.com" };
const ASKING = { namespace: "shop", account: "orders", clientId: "client", tenantId: "tenant" };
const TOKEN = ["{}", JSON.stringify({ iss: "https://issuer/" }), "signature"]
  .map((part) => Buffer.from(part).toString("base64url"))
  .join(".");

/** Reports with so many broken and pending workloads, one after another; the last one stays. */
function reports(...counts: [broken: number, pending: number][]) {
  const asked: boolean[] = [];
  const look = async (waiting: boolean) => {
    asked.push(waiting);
    const [broken, pending] = counts.length > 1 ? counts.shift()! : counts[0];
    const finding = { id: "exchange-pending", level: "pending" };
    const workloads = Array.from({ length: pending }, (_one, at) => ({
      workload: `deployment shop/app-${at}`,
      verdict: "pending",
      findings: [finding],
    }));
    return { counts: { broken, pending, works: 0, unproven: 0 }, workloads } as unknown as Report;
  };
  return { look, asked };
}

describe("--wait", () => {
  let said: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    said = [];
    jest.spyOn(process.stderr, "write").mockImplementation((text) => said.push(`${text}`) > 0);
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const waited = async (look: (waiting: boolean) => Promise<Report>, time: number) => {
    const report = patiently(look, time);
    await jest.advanceTimersByTimeAsync(time);
    return (await report).counts;
  };

  test("looks once where nothing is pending", async () => {
    const { look, asked } = reports([0, 0]);
    await waited(look, 60_000);
    expect(asked).toEqual([true]);
  });

  test("looks again until nothing is pending", async () => {
    const { look, asked } = reports([0, 2], [0, 1], [0, 0]);
    expect(await waited(look, 60_000)).toMatchObject({ pending: 0 });
    expect(asked).toEqual([true, true, true]);
  });

  test("ends at once at what no waiting mends", async () => {
    const { look, asked } = reports([1, 1]);
    expect(await waited(look, 60_000)).toMatchObject({ broken: 1 });
    expect(asked).toHaveLength(1);
  });

  test("ends with what is seen without patience when the time is up", async () => {
    const { look, asked } = reports([0, 1]);
    expect(await waited(look, 20_000)).toMatchObject({ pending: 1 });
    expect(asked.at(-1)).toBe(false);
    expect(asked.length).toBeGreaterThan(2);
  });

  describe("says what it waits for", () => {
    const { isTTY, columns } = process.stderr;
    afterEach(() => Object.assign(process.stderr, { isTTY, columns }));

    const FIRST = "first deployment shop/app-0: exchange-pending";

    test("in a line each minute where nobody looks, the first at once", async () => {
      Object.assign(process.stderr, { isTTY: false });
      await waited(reports([0, 2]).look, 150_000);
      expect(said).toEqual([
        `2 pending, ${FIRST}; waiting up to 150 s\n`,
        `2 pending, ${FIRST}; waiting up to 90 s\n`,
        `2 pending, ${FIRST}; waiting up to 30 s\n`,
      ]);
    });

    test("and while one look takes minutes", async () => {
      Object.assign(process.stderr, { isTTY: false });
      const slow = async () => {
        await new Promise((seen) => setTimeout(seen, 130_000));
        return reports([0, 0]).look(true);
      };
      await waited(slow, 600_000);
      expect(said).toEqual(["looking at the cluster\n", "looking at the cluster\n"]);
    });

    test("in a line that is rewritten each second on a terminal, and gone in the end", async () => {
      const TERM = process.env.TERM;
      process.env.TERM = "xterm";
      Object.assign(process.stderr, { isTTY: true, columns: 80 });
      await waited(reports([0, 1]).look, 10_000);
      process.env.TERM = TERM;
      expect(said[0]).toBe(`\r1 pending, ${FIRST}; waiting up to 9 s\u001b[K`);
      const left = said.flatMap((line) => /up to (\d) s/.exec(line)?.[1] ?? []);
      expect([...new Set(left)]).toEqual([..."9876543210"]);
      expect(said.at(-1)).toBe("\r\u001b[K");
    });

    test("and nothing where it does not wait", async () => {
      Object.assign(process.stderr, { isTTY: false });
      await waited(reports([0, 1]).look, 0);
      expect(said).toEqual([]);
    });
  });

  test("is not waited for where no time is given", async () => {
    const { look, asked } = reports([0, 1]);
    await waited(look, 0);
    expect(asked).toEqual([false]);
  });
});

describe("the exchange", () => {
  const answers: { status: number; body: object }[] = [];
  let asked: { url: string; init: RequestInit }[];

  beforeEach(() => {
    asked = [];
    jest.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
      asked.push({ url: String(url), init: init! });
      const { status, body } = answers.length > 1 ? answers.shift()! : answers[0];
      return new Response(JSON.stringify(body), { status });
    });
  });

  afterEach(() => jest.restoreAllMocks());

  const kubectl = (code: number, stdout: string, stderr = "") =>
    ({ run: async () => ({ code, stdout, stderr }) }) as unknown as Kubectl;
  const entra = (code: number) => ({ status: 401, body: { error_codes: [code] } });
  const asks = (...all: typeof answers) => {
    answers.splice(0, answers.length, ...all);
    return exchange(kubectl(0, `${TOKEN}\n`), CLOUD, ASKING, [0, 0]);
  };

  test("is given, and no token is kept", async () => {
    const given = await asks({ status: 200, body: { access_token: "access" } });
    expect(given).toEqual({ result: "given", issuer: "https://issuer/" });
    expect(asked.map(({ url }) => url)).toEqual([
      "https://login.microsoftonline.com/tenant/oauth2/v2.0/token",
    ]);
    expect(asked[0].init).toMatchObject({ method: "POST", redirect: "manual" });
  });

  test("is asked three times for what Entra's caches may refuse", async () => {
    expect(await asks(entra(700213))).toMatchObject({ result: "refused", code: "700213" });
    expect(asked).toHaveLength(3);
  });

  test("is given by the third answer", async () => {
    const given = { status: 200, body: { access_token: "access" } };
    expect(await asks(entra(70021), entra(70021), given)).toMatchObject({ result: "given" });
  });

  test("is asked once for what no waiting mends", async () => {
    expect(await asks(entra(90002))).toMatchObject({ result: "refused", code: "90002" });
    expect(asked).toHaveLength(1);
  });

  test("proves nothing where Entra answers without a code", async () => {
    expect(await asks({ status: 502, body: {} })).toEqual({
      result: "unseen",
      missing: "an exchange at https://login.microsoftonline.com: HTTP 502",
    });
  });

  test("proves nothing where nobody answers, and says which host", async () => {
    jest
      .mocked(fetch)
      .mockRejectedValue(Object.assign(new Error("x"), { cause: { code: "ENOTFOUND" } }));
    expect(await asks()).toEqual({
      result: "unseen",
      missing:
        "login.microsoftonline.com gives no answer: ENOTFOUND; HTTPS_PROXY counts with NODE_USE_ENV_PROXY=1, from Node.js 22.21 on",
    });
  });

  test("is not made without the right to a token", async () => {
    const forbidden = kubectl(
      1,
      "",
      'Error from server (Forbidden): serviceaccounts "orders" is forbidden',
    );
    expect(await exchange(forbidden, CLOUD, ASKING)).toEqual({
      result: "unseen",
      missing: "Kubernetes: create serviceaccounts/token of shop/orders",
    });
    expect(asked).toEqual([]);
  });
});
