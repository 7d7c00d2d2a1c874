// What AccessCheck runs in its pod, as `node --eval`. It needs Node.js 20 or later and nothing else.
//
// It ends with one of the exit codes below, its reason in one line in the log and in the termination
// message. Neither a token nor a value is ever written: of what a server answers only the HTTP status and
// codes known to this file are, and of an error its code, never its message, which may quote the answer.
//
// Terraform and Kubernetes would read a dollar or percent sign before a bracket as theirs: do not use
// template literals here.
"use strict";

const { readFileSync, writeFileSync } = require("node:fs");
const { setTimeout: sleep } = require("node:timers/promises");

const SETTINGS = { exit: 10, name: "settings of the check" };
const VARIABLES = { exit: 11, name: "injected variables" };
const TOKEN_FILE = { exit: 12, name: "token file" };
const EXCHANGE = { exit: 13, name: "token exchange" };
const READ = { exit: 14, name: "reading the secret" };
const UNEXPECTED = { exit: 1, name: "the check itself" };

const INJECTED = [
  "AZURE_CLIENT_ID",
  "AZURE_TENANT_ID",
  "AZURE_FEDERATED_TOKEN_FILE",
  "AZURE_AUTHORITY_HOST",
];

// https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
const VAULT_CLOUDS = ["vault.azure.net", "vault.usgovcloudapi.net", "vault.azure.cn"];

// https://learn.microsoft.com/entra/identity-platform/reference-error-codes; `final` is what no waiting
// fixes. A claim is read from the Kubernetes token and shown, to be compared with the credential.
const ENTRA = ENTRA_CODES; // put in by access-check-script.ts

// https://learn.microsoft.com/azure/key-vault/general/rest-error-codes
const VAULT = {
  SecretDisabled: { hint: "the secret is disabled", final: true },
  SecretNotFound: { hint: "the vault has no secret of this name", final: true },
  BadParameter: { hint: "the vault does not understand the name of the secret", final: true },
  ForbiddenByRbac: { hint: "no role lets the identity read the secret, or not yet" },
  ForbiddenByPolicy: { hint: "the vault uses access policies and none lets the identity read" },
  ForbiddenByFirewall: { hint: "the vault's network rules keep the pod out" },
  ForbiddenByConnection: { hint: "the vault is reached by private endpoint only" },
  Unauthorized: { hint: "the vault does not accept the token; is it of another tenant?" },
  Forbidden: { hint: "the identity may not read the secret, or not yet" },
};

const UNTRUSTED = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** A step that failed. A final one is not tried again. */
class Failure extends Error {
  constructor(step, reason, { final = false, retryAfter = 0 } = {}) {
    super(reason);
    Object.assign(this, { step, final, retryAfter });
  }
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** One request. A redirect is an answer like any other: a token follows no link. */
async function ask(step, url, options, deadline) {
  const time = Math.min(15_000, Math.max(1_000, deadline - Date.now()));
  try {
    const answer = await fetch(url, {
      ...options,
      redirect: "manual",
      signal: AbortSignal.timeout(time),
    });
    const body = parsed(await answer.text());
    const retryAfter = Number(answer.headers.get("retry-after")) || 0;
    return { status: answer.status, body, retryAfter: Math.min(retryAfter, 60) * 1_000 };
  } catch (error) {
    const codes = [error.cause?.code, error.cause?.name, error.name];
    const code = codes.find((text) => /^[A-Z]\w+$/i.test(text ?? "")) ?? "unknown";
    const final = UNTRUSTED.test(code);
    const hint = final ? "; something between the pod and Azure inspects TLS" : "";
    throw new Failure(step, url.hostname + " gives no answer: " + code + hint, { final });
  }
}

/** What may be shown of the claims of a token: they are names, never keys. */
function claimsOf(token, names) {
  const claims = parsed(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  return names
    .map((name) => [name, [claims[name]].flat().join(" ")])
    .filter(([, value]) => /^[-\w:/. ]{1,300}$/.test(value))
    .map(([name, value]) => name + " " + value);
}

function refusedByEntra({ status, body, retryAfter }, assertion) {
  const described = /^AADSTS(\d{4,8})\b/.exec(body.error_description)?.[1];
  const code = [body.error_codes].flat().find(Number.isInteger) ?? described;
  const { hint, claims = [], final } = ENTRA[code] ?? {};
  const known = [hint, ...claimsOf(assertion, claims)].filter(Boolean).join(", ");
  const reason = "HTTP " + status + (code ? " AADSTS" + code : "") + (known ? ": " + known : "");
  return new Failure(EXCHANGE, reason, { final, retryAfter });
}

function refusedByVault({ status, body, retryAfter }) {
  const codes = [body.error?.innererror?.code, body.error?.code];
  const code = codes.find((known) => Object.hasOwn(VAULT, known));
  const { hint, final = status === 400 || status === 404 } = VAULT[code] ?? {};
  const missing = status === 200 ? " without a secret; is it the vault that answers?" : "";
  const known = code ? " " + code + ": " + hint : missing;
  return new Failure(READ, "HTTP " + status + known, { final, retryAfter });
}

function required(step, final, read) {
  try {
    return read();
  } catch {
    throw new Failure(step, final, { final: true });
  }
}

function httpsUrl(text) {
  const url = new URL(text);
  if (url.protocol !== "https:") throw new Error("not https");
  return url;
}

/** What to ask for, from the settings of the check. */
function target(env) {
  if (env.ACCESS_CHECK_SCOPE) return { scope: env.ACCESS_CHECK_SCOPE };
  const name = env.ACCESS_CHECK_SECRET_NAME ?? "";
  const url = required(SETTINGS, "the vault URI is not an https URL", () =>
    httpsUrl(new URL("/secrets/" + encodeURIComponent(name), env.ACCESS_CHECK_VAULT_URI)),
  );
  url.search = "api-version=7.4";
  const cloud = VAULT_CLOUDS.find((suffix) => url.hostname.endsWith("." + suffix));
  if (!cloud || !name) {
    const reason = cloud
      ? "no secret is named"
      : url.hostname + " is not a Key Vault host of a known cloud";
    throw new Failure(SETTINGS, reason, { final: true });
  }
  return { scope: "https://" + cloud + "/.default", url };
}

function checkInjected(env) {
  const missing = INJECTED.filter((name) => !env[name]);
  if (missing.length === 0) return;
  const hint =
    missing.join() === "AZURE_CLIENT_ID"
      ? "the service account has no annotation azure.workload.identity/client-id"
      : "is workload identity on in the cluster, and the label azure.workload.identity/use on the pod?";
  throw new Failure(VARIABLES, missing.join(", ") + " not set: " + hint, { final: true });
}

/** Read anew for each exchange: the kubelet rotates it. */
function readToken(env) {
  const token = required(TOKEN_FILE, "AZURE_FEDERATED_TOKEN_FILE cannot be read", () =>
    readFileSync(env.AZURE_FEDERATED_TOKEN_FILE, "utf8").trim(),
  );
  if (!token) throw new Failure(TOKEN_FILE, "the token file is empty", { final: true });
  return token;
}

async function exchange(env, scope, deadline) {
  const assertion = readToken(env);
  const url = required(VARIABLES, "AZURE_AUTHORITY_HOST is not an https URL", () =>
    httpsUrl(env.AZURE_AUTHORITY_HOST.replace(/\/*$/, "/")),
  );
  url.pathname += encodeURIComponent(env.AZURE_TENANT_ID) + "/oauth2/v2.0/token";
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: env.AZURE_CLIENT_ID,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
    scope,
  });
  const answer = await ask(EXCHANGE, url, { method: "POST", body: form }, deadline);
  const token = answer.body.access_token;
  if (answer.status === 200 && typeof token === "string" && token) return token;
  throw refusedByEntra(answer, assertion);
}

async function readSecret(url, token, deadline) {
  const headers = { authorization: "Bearer " + token };
  const answer = await ask(READ, url, { headers }, deadline);
  if (answer.status === 200 && typeof answer.body.value === "string") return;
  throw Object.assign(refusedByVault(answer), { renewToken: answer.status === 401 });
}

function log(line) {
  process.stdout.write("access-check: " + line + "\n");
}

/** Ends the check: the last line of the log is the termination message as well. */
function finish(exitCode, line) {
  log(line);
  process.exitCode = exitCode;
  try {
    const path = process.env.ACCESS_CHECK_TERMINATION_LOG ?? "/dev/termination-log";
    writeFileSync(path, line);
  } catch {
    log("there is no termination log");
  }
}

function numberOf(text, otherwise) {
  const number = Number(text ?? NaN);
  return Number.isFinite(number) ? number : otherwise;
}

async function main(env) {
  const started = Date.now();
  const deadline = started + numberOf(env.ACCESS_CHECK_SECONDS, 600) * 1_000;
  const seconds = () => Math.round((Date.now() - started) / 1_000) + " s";
  let pause = numberOf(env.ACCESS_CHECK_FIRST_PAUSE_MS, 1_000);
  let token;

  for (let attempt = 1; ; attempt += 1) {
    try {
      const { scope, url } = target(env);
      checkInjected(env);
      token ??= await exchange(env, scope, deadline);
      if (url) await readSecret(url, token, deadline);
      const done = url ? "the secret was read" : "a token was given for " + scope;
      return finish(0, "passed after " + seconds() + ": " + done);
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      const { step, message, final } = failure;
      const left = deadline - Date.now();
      if (final || left <= 0) {
        const times = attempt === 1 ? "1 attempt, " : attempt + " attempts, ";
        return finish(step.exit, step.name + " failed (" + times + seconds() + "): " + message);
      }
      if (failure.renewToken) token = undefined;
      const wait = Math.min(Math.max(pause, failure.retryAfter), left);
      log(step.name + ": " + message + " (next attempt in " + Math.ceil(wait / 1_000) + " s)");
      await sleep(wait);
      pause = Math.min(pause * 2, 30_000);
    }
  }
}

// The first process of a container is not stopped by a signal that it does not listen to.
process.once("SIGTERM", () => process.exit(143));

main(process.env).catch((error) => {
  const name = /^\w+$/.test(error?.name) ? error.name : "unknown error";
  finish(UNEXPECTED.exit, UNEXPECTED.name + " failed: " + name);
});
