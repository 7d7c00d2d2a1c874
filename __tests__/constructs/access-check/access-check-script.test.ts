import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccessCheck } from "../../../constructs";
import { type Answer, AzureServer } from "../../support/azure-server";
import { newServiceAccount } from "../../support/fixtures";
import { resources, synth } from "../../support/synth";

const SECRET = "hunter2-the-value-of-the-secret";
const ACCESS_TOKEN = "access-token-that-no-log-may-hold";
const CLAIMS = {
  iss: "https://eastus.oic.prod-aks.azure.com/tenant/cluster/",
  sub: "system:serviceaccount:shop:orders",
  aud: ["api://AzureADTokenExchange"],
};
const ASSERTION = ["header", JSON.stringify(CLAIMS), "signature-of-the-assertion"]
  .map((part) => Buffer.from(part).toString("base64url"))
  .join(".");
const TENANT = "99999999-2222-3333-4444-555555555555";
const CLIENT = "11111111-2222-3333-4444-555555555555";

const TOKEN: Answer = { status: 200, body: { access_token: ACCESS_TOKEN, expires_in: 3599 } };
const VALUE: Answer = { status: 200, body: { value: SECRET, id: "https://vault/secrets/a/1" } };

/** An answer of Entra, whose description quotes what it was sent. */
const entra = (code: number, status = 401): Answer => ({
  status,
  body: {
    error: "invalid_client",
    error_description: `AADSTS${code}: ${ASSERTION} is refused. Trace ID: 1`,
    error_codes: [code],
  },
});

/** An answer of Key Vault, whose message quotes the value. */
const vault = (status: number, code: string, inner?: string): Answer => ({
  status,
  body: {
    error: {
      code,
      message: `${SECRET} ${ACCESS_TOKEN}`,
      innererror: inner && { code: inner, message: SECRET },
    },
  },
});

/** A row of a table of answers and texts, with the text first, as the title of a test. */
const titled = ([answer, text]: (Answer | string)[]): [string, Answer] => [
  text as string,
  answer as Answer,
];

/** What the Job starts, as it stands in the synthesized stack. */
const [program, ...command] = (() => {
  const stack = synth((scope) => {
    const serviceAccount = newServiceAccount(scope);
    new AccessCheck(scope, "check", { serviceAccount, tokenScope: "a/.default" });
  });
  const [job] = resources(stack, "kubernetes_job_v1") as unknown as {
    spec: { template: { spec: { container: { command: string[] }[] } } };
  }[];
  return job.spec.template.spec.container[0].command;
})();

let azure: AzureServer;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "check-"));
  azure = await AzureServer.start();
  azure.tokenAnswers = [TOKEN];
  azure.vaultAnswers = [VALUE];
  writeFileSync(join(folder, "cert.pem"), azure.cert);
  writeFileSync(join(folder, "token"), `${ASSERTION}\n`);
  // The names of Azure lead to the local server.
  writeFileSync(
    join(folder, "names.js"),
    `require("node:dns").lookup = (host, options, done) =>
      host.startsWith("gone.")
        ? done(Object.assign(new Error(host), { code: "ENOTFOUND" }))
        : options.all
          ? done(null, [{ address: "127.0.0.1", family: 4 }])
          : done(null, "127.0.0.1", 4);`,
  );
  // A pause takes no time, and tells how long it would be; it is over when the test says so.
  writeFileSync(
    join(folder, "clock.js"),
    `let now = 0;
    Date.now = () => now;
    process.channel.unref();
    require("node:timers/promises").setTimeout = (pause) =>
      new Promise((over) => {
        process.channel.ref();
        process.once("message", () => {
          process.channel.unref();
          now += pause;
          over();
        });
        process.send({ pause });
      });
    AbortSignal.timeout = (limit) => {
      process.send({ limit });
      const over = new DOMException("The operation was aborted due to timeout", "TimeoutError");
      return process.env.TOO_SLOW ? AbortSignal.abort(over) : new AbortController().signal;
    };`,
  );
});

afterEach(() => {
  azure.stop();
  rmSync(folder, { recursive: true });
});

interface Result {
  readonly code: number | null;
  /** The termination message. */
  readonly reason: string;
  readonly log: string[];
  /** How long the pauses between attempts are, and how long each request may take, in milliseconds. */
  readonly pauses: number[];
  readonly limits: number[];
}

interface Circumstances {
  /** Happens in each pause. */
  readonly inPause?: () => void;
  /** Happens after the first line of the log, while the clock of the machine runs. */
  readonly afterFirstLine?: (child: ChildProcess) => void;
}

/**
 * Runs the program as the pod does, by a clock that only pauses move: how busy the machine is does not show.
 * Whatever comes of it, no token and no value is written.
 */
async function check(
  env: Record<string, string | undefined> = {},
  { inPause, afterFirstLine }: Circumstances = {},
): Promise<Result> {
  const log = join(folder, "termination-log");
  const before = ["names.js", ...(afterFirstLine ? [] : ["clock.js"])];
  const required = before.flatMap((name) => ["--require", join(folder, name)]);
  const child = spawn(process.execPath, [...required, ...command], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      NODE_EXTRA_CA_CERTS: join(folder, "cert.pem"),
      AZURE_CLIENT_ID: CLIENT,
      AZURE_TENANT_ID: TENANT,
      AZURE_FEDERATED_TOKEN_FILE: join(folder, "token"),
      AZURE_AUTHORITY_HOST: azure.url("login.test"),
      ACCESS_CHECK_VAULT_URI: azure.url("orders.vault.azure.net"),
      ACCESS_CHECK_SECRET_NAME: "db-password",
      ACCESS_CHECK_SECONDS: "0",
      ACCESS_CHECK_FIRST_PAUSE_MS: "20",
      ACCESS_CHECK_TERMINATION_LOG: log,
      ...env,
    },
  });
  const pauses: number[] = [];
  const limits: number[] = [];
  child.on("message", (told: { pause?: number; limit?: number }) => {
    if (told.limit !== undefined) limits.push(told.limit);
    if (told.pause === undefined) return;
    pauses.push(told.pause);
    inPause?.();
    child.send("over");
  });
  let output = "";
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on("data", (text) => {
      output += text;
      afterFirstLine?.(child);
    });
  }
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const reason = existsSync(log) ? readFileSync(log, "utf8") : "";
  for (const forbidden of [SECRET, ACCESS_TOKEN, ...ASSERTION.split(".")]) {
    expect(output).not.toContain(forbidden);
    expect(reason).not.toContain(forbidden);
  }
  expect(reason.split("\n")).toHaveLength(1);
  return { code, reason, log: output.trimEnd().split("\n"), pauses, limits };
}

test("the Job starts node with the program as its argument", () => {
  expect([program, command[0]]).toEqual(["node", "--eval"]);
  expect(command).toHaveLength(2);
});

test("passes when the secret can be read, after one exchange and one request", async () => {
  // WHEN
  const { code, reason, log } = await check();

  // THEN
  expect({ code, reason }).toEqual({ code: 0, reason: "passed after 0 s: the secret was read" });
  expect(log).toEqual(["access-check: passed after 0 s: the secret was read"]);
  expect(azure.seen).toEqual([
    {
      host: "login.test",
      method: "POST",
      path: `/${TENANT}/oauth2/v2.0/token`,
      authorization: undefined,
      form: {
        grant_type: "client_credentials",
        client_id: CLIENT,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: ASSERTION,
        scope: "https://vault.azure.net/.default",
      },
    },
    {
      host: "orders.vault.azure.net",
      method: "GET",
      path: "/secrets/db-password?api-version=7.4",
      authorization: `Bearer ${ACCESS_TOKEN}`,
      form: {},
    },
  ]);
});

test("asks only for a token when it is given a scope", async () => {
  // WHEN
  const scope = "https://storage.azure.com/.default";
  const { code, reason } = await check({
    ACCESS_CHECK_SCOPE: scope,
    ACCESS_CHECK_VAULT_URI: undefined,
    ACCESS_CHECK_SECRET_NAME: undefined,
  });

  // THEN
  expect({ code, reason }).toEqual({
    code: 0,
    reason: `passed after 0 s: a token was given for ${scope}`,
  });
  expect(azure.seen.map(({ form }) => form.scope)).toEqual([scope]);
});

test.each([
  ["vault.azure.net", "https://vault.azure.net/.default"],
  ["vault.usgovcloudapi.net", "https://vault.usgovcloudapi.net/.default"],
  ["vault.azure.cn", "https://vault.azure.cn/.default"],
])("asks a vault of %s for its own cloud's scope", async (suffix, scope) => {
  const { code } = await check({ ACCESS_CHECK_VAULT_URI: azure.url(`orders.${suffix}`) });
  expect(code).toBe(0);
  expect(azure.seen[0].form.scope).toBe(scope);
});

test("the authority may come without its slash, and the vault without its own", async () => {
  const { code } = await check({
    AZURE_AUTHORITY_HOST: azure.url("login.test").replace(/\/$/, ""),
    ACCESS_CHECK_VAULT_URI: azure.url("orders.vault.azure.net").replace(/\/$/, ""),
  });
  expect(code).toBe(0);
});

describe("each step that fails has its exit code and says why", () => {
  test.each([
    [
      { ACCESS_CHECK_VAULT_URI: "https://orders.vault.example.com/" },
      "settings of the check failed (1 attempt, 0 s): orders.vault.example.com is not a Key Vault host of a known cloud",
    ],
    [
      { ACCESS_CHECK_VAULT_URI: "https://vault.azure.net.example.com/" },
      "settings of the check failed (1 attempt, 0 s): vault.azure.net.example.com is not a Key Vault host of a known cloud",
    ],
    [
      { ACCESS_CHECK_VAULT_URI: "http://orders.vault.azure.net/" },
      "settings of the check failed (1 attempt, 0 s): the vault URI is not an https URL",
    ],
    [
      { ACCESS_CHECK_VAULT_URI: undefined },
      "settings of the check failed (1 attempt, 0 s): the vault URI is not an https URL",
    ],
    [
      { ACCESS_CHECK_SECRET_NAME: undefined },
      "settings of the check failed (1 attempt, 0 s): no secret is named",
    ],
  ])("10 for the settings %j", async (env, text) => {
    expect(await check({ ...env, ACCESS_CHECK_SECONDS: "60" })).toMatchObject({
      code: 10,
      reason: text,
    });
    expect(azure.seen).toEqual([]);
  });

  test.each([
    "AZURE_CLIENT_ID",
    "AZURE_TENANT_ID",
    "AZURE_FEDERATED_TOKEN_FILE",
    "AZURE_AUTHORITY_HOST",
  ])("11 without %s", async (name) => {
    const hint =
      name === "AZURE_CLIENT_ID"
        ? "the service account has no annotation azure.workload.identity/client-id"
        : "is workload identity on in the cluster, and the label azure.workload.identity/use on the pod?";
    expect(await check({ [name]: undefined, ACCESS_CHECK_SECONDS: "60" })).toMatchObject({
      code: 11,
      reason: `injected variables failed (1 attempt, 0 s): ${name} not set: ${hint}`,
    });
  });

  test("11 when the webhook passed the pod by", async () => {
    const none = {
      AZURE_CLIENT_ID: undefined,
      AZURE_TENANT_ID: "",
      AZURE_FEDERATED_TOKEN_FILE: undefined,
      AZURE_AUTHORITY_HOST: undefined,
    };
    expect((await check(none)).reason).toBe(
      "injected variables failed (1 attempt, 0 s): AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE, AZURE_AUTHORITY_HOST not set: is workload identity on in the cluster, and the label azure.workload.identity/use on the pod?",
    );
  });

  test("11 when the authority is not reached by https", async () => {
    expect(
      await check({ AZURE_AUTHORITY_HOST: "http://login.test", ACCESS_CHECK_SECONDS: "60" }),
    ).toMatchObject({
      code: 11,
      reason:
        "injected variables failed (1 attempt, 0 s): AZURE_AUTHORITY_HOST is not an https URL",
    });
  });

  test("12 without a token file, and for an empty one", async () => {
    expect(
      await check({ AZURE_FEDERATED_TOKEN_FILE: "/nowhere", ACCESS_CHECK_SECONDS: "60" }),
    ).toMatchObject({
      code: 12,
      reason: "token file failed (1 attempt, 0 s): AZURE_FEDERATED_TOKEN_FILE cannot be read",
    });
    writeFileSync(join(folder, "token"), "\n");
    expect(await check({ ACCESS_CHECK_SECONDS: "60" })).toMatchObject({
      code: 12,
      reason: "token file failed (1 attempt, 0 s): the token file is empty",
    });
  });

  test.each([
    [
      70021,
      `no federated credential matches the token, iss ${CLAIMS.iss}, sub ${CLAIMS.sub}, aud ${CLAIMS.aud}`,
    ],
    [
      700211,
      `no federated credential has the token's issuer; compare it, with its trailing slash, iss ${CLAIMS.iss}`,
    ],
    [700212, `no federated credential has the token's audience, aud ${CLAIMS.aud}`],
    [
      700213,
      `no federated credential has the token's subject; compare namespace and service account, sub ${CLAIMS.sub}`,
    ],
    [
      7002138,
      `a federated credential has the token's subject, but with other capitals, sub ${CLAIMS.sub}`,
    ],
    [70025, "the identity has no federated credential at all"],
    [7000272, `the issuer does not publish the key that signed the token, iss ${CLAIMS.iss}`],
    [700016, "the tenant has no identity of this client id; is it the principal id?"],
  ])("13 with the code and a hint for AADSTS%d", async (code, hint) => {
    azure.tokenAnswers = [entra(code)];
    expect(await check()).toMatchObject({
      code: 13,
      reason: `token exchange failed (1 attempt, 0 s): HTTP 401 AADSTS${code}: ${hint}`,
    });
  });

  test("13 with a code that is only in the description, and without any", async () => {
    azure.tokenAnswers = [
      { status: 400, body: { error_description: `AADSTS900999: ${ASSERTION}` } },
    ];
    expect((await check()).reason).toBe(
      "token exchange failed (1 attempt, 0 s): HTTP 400 AADSTS900999",
    );
    azure.tokenAnswers = [{ status: 502, body: `<html>${ASSERTION}</html>` }];
    expect((await check()).reason).toBe("token exchange failed (1 attempt, 0 s): HTTP 502");
  });

  test("13 at once for what no waiting fixes", async () => {
    azure.tokenAnswers = [entra(90002, 400)];
    expect(await check({ ACCESS_CHECK_SECONDS: "60" })).toMatchObject({
      code: 13,
      reason:
        "token exchange failed (1 attempt, 0 s): HTTP 400 AADSTS90002: there is no such tenant",
    });
  });

  test("13 at once when something in between has another certificate", async () => {
    const env = { NODE_EXTRA_CA_CERTS: undefined, ACCESS_CHECK_SECONDS: "60" };
    expect(await check(env)).toMatchObject({
      code: 13,
      reason:
        "token exchange failed (1 attempt, 0 s): login.test gives no answer: DEPTH_ZERO_SELF_SIGNED_CERT; something between the pod and Azure inspects TLS",
    });
  });

  test.each(
    [
      [
        vault(403, "Forbidden", "ForbiddenByRbac"),
        "HTTP 403 ForbiddenByRbac: no role lets the identity read the secret, or not yet",
      ],
      [
        vault(403, "Forbidden", "ForbiddenByFirewall"),
        "HTTP 403 ForbiddenByFirewall: the vault's network rules keep the pod out",
      ],
      [
        vault(403, "Forbidden"),
        "HTTP 403 Forbidden: the identity may not read the secret, or not yet",
      ],
      [
        vault(401, "Unauthorized"),
        "HTTP 401 Unauthorized: the vault does not accept the token; is it of another tenant?",
      ],
      [vault(403, SECRET.replace(/\W/g, ""), SECRET), "HTTP 403"],
      [{ status: 500, body: `"${SECRET}` }, "HTTP 500"],
      [{ status: 500, body: { error: SECRET } }, "HTTP 500"],
      [{ status: 200, body: SECRET }, "HTTP 200 without a secret; is it the vault that answers?"],
      [
        { status: 302, body: "", headers: { location: "https://elsewhere.vault.azure.net" } },
        "HTTP 302",
      ],
    ].map(titled),
  )("14 for the answer %s", async (text, answer) => {
    azure.vaultAnswers = [answer];
    expect(await check()).toMatchObject({
      code: 14,
      reason: `reading the secret failed (1 attempt, 0 s): ${text}`,
    });
    expect(azure.seen).toHaveLength(2);
  });

  test.each(
    [
      [
        vault(404, "SecretNotFound"),
        "HTTP 404 SecretNotFound: the vault has no secret of this name",
      ],
      [
        vault(403, "Forbidden", "SecretDisabled"),
        "HTTP 403 SecretDisabled: the secret is disabled",
      ],
    ].map(titled),
  )("14 at once for the answer %s", async (text, answer) => {
    azure.vaultAnswers = [answer];
    expect(await check({ ACCESS_CHECK_SECONDS: "60" })).toMatchObject({
      code: 14,
      reason: `reading the secret failed (1 attempt, 0 s): ${text}`,
    });
  });

  test("14 when the name of the vault leads nowhere", async () => {
    expect(await check({ ACCESS_CHECK_VAULT_URI: "https://gone.vault.azure.net/" })).toMatchObject({
      code: 14,
      reason:
        "reading the secret failed (1 attempt, 0 s): gone.vault.azure.net gives no answer: ENOTFOUND",
    });
  });
});

test("waits for slow propagation, first of the trust and then of the role", async () => {
  // GIVEN
  azure.tokenAnswers = [entra(70021), entra(700213), TOKEN];
  azure.vaultAnswers = [
    vault(401, "Unauthorized"),
    vault(403, "Forbidden", "ForbiddenByRbac"),
    vault(403, "Forbidden", "ForbiddenByRbac"),
    VALUE,
  ];

  // WHEN
  const { code, log } = await check({ ACCESS_CHECK_SECONDS: "60" });

  // THEN
  expect(code).toBe(0);
  expect(log.map((line) => line.replace(/:? HTTP (\d+ \w+).*| after \d+ s/, " $1"))).toEqual([
    "access-check: token exchange 401 AADSTS70021",
    "access-check: token exchange 401 AADSTS700213",
    "access-check: reading the secret 401 Unauthorized",
    "access-check: reading the secret 403 ForbiddenByRbac",
    "access-check: reading the secret 403 ForbiddenByRbac",
    "access-check: passed : the secret was read",
  ]);
  const asked = azure.seen.map(({ path }) => (path.includes("/oauth2/") ? "token" : "vault"));
  expect(asked.join(" ")).toBe("token token token vault token vault vault vault");
});

test("pauses twice as long each time, and as long as it is told to", async () => {
  azure.tokenAnswers = [
    entra(70021),
    entra(70021),
    { status: 429, body: {}, headers: { "retry-after": "9" } },
    TOKEN,
  ];
  const { pauses, log, reason } = await check({
    ACCESS_CHECK_SECONDS: "60",
    ACCESS_CHECK_FIRST_PAUSE_MS: "600",
  });
  expect(pauses).toEqual([600, 1_200, 9_000]);
  expect(log.map((line) => /next attempt in \d s/.exec(line)?.[0])).toEqual([
    "next attempt in 1 s",
    "next attempt in 2 s",
    "next attempt in 9 s",
    undefined,
  ]);
  expect(reason).toBe("passed after 11 s: the secret was read");
});

test("pauses half a minute at most", async () => {
  azure.tokenAnswers = [...Array(7).fill(entra(70021)), TOKEN];
  const { pauses } = await check({
    ACCESS_CHECK_SECONDS: undefined,
    ACCESS_CHECK_FIRST_PAUSE_MS: undefined,
  });
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test("gives up at its limit, and not before", async () => {
  // GIVEN
  azure.vaultAnswers = [vault(403, "Forbidden", "ForbiddenByRbac")];

  // WHEN
  const { code, reason, pauses } = await check({ ACCESS_CHECK_SECONDS: "1" });

  // THEN
  expect(pauses).toEqual([20, 40, 80, 160, 320, 380]);
  expect(code).toBe(14);
  expect(reason).toBe(
    "reading the secret failed (7 attempts, 1 s): HTTP 403 ForbiddenByRbac: no role lets the identity read the secret, or not yet",
  );
});

test("says that there was no answer in time", async () => {
  const { code, reason } = await check({ TOO_SLOW: "1" });
  expect(code).toBe(13);
  expect(reason).toBe(
    "token exchange failed (1 attempt, 0 s): login.test gives no answer: TimeoutError",
  );
});

test("a request may take what is left, from one second to a quarter of a minute", async () => {
  azure.tokenAnswers = [entra(70021)];
  const env = { ACCESS_CHECK_SECONDS: "22", ACCESS_CHECK_FIRST_PAUSE_MS: "10000" };
  const { limits } = await check(env);
  expect(limits).toEqual([15_000, 12_000, 1_000]);
});

test("stops at once when its pod is deleted", async () => {
  azure.vaultAnswers = [vault(403, "Forbidden")];
  const env = { ACCESS_CHECK_SECONDS: "600", ACCESS_CHECK_FIRST_PAUSE_MS: "600000" };
  const { code } = await check(env, { afterFirstLine: (child) => child.kill("SIGTERM") });
  expect(code).toBe(143);
});

test("reads the token file anew for each exchange", async () => {
  azure.tokenAnswers = [entra(700024), TOKEN];
  const rotated = `${ASSERTION}rotated`;
  const inPause = () => writeFileSync(join(folder, "token"), rotated);
  const { code } = await check({ ACCESS_CHECK_SECONDS: "60" }, { inPause });
  expect(code).toBe(0);
  expect(azure.seen.slice(0, 2).map(({ form }) => form.client_assertion)).toEqual([
    ASSERTION,
    rotated,
  ]);
});

test("without a termination log the exit code and the log still tell", async () => {
  const { code, log } = await check({ ACCESS_CHECK_TERMINATION_LOG: join(folder, "no", "log") });
  expect(code).toBe(0);
  expect(log).toEqual([
    "access-check: passed after 0 s: the secret was read",
    "access-check: there is no termination log",
  ]);
});
