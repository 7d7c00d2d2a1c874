import { generateKeyPairSync, sign } from "node:crypto";

export interface Certificate {
  /** The private key, in PEM. */
  readonly key: string;
  /** The certificate, in PEM; it signs itself. */
  readonly cert: string;
}

/** One element of DER: a tag, the length of the contents, the contents. */
function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const { length } = body;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length];
  return Buffer.concat([Buffer.from([tag, ...size.map((byte) => byte & 0xff)]), body]);
}

const sequence = (...contents: Uint8Array[]) => der(0x30, ...contents);
const identifier = (...bytes: number[]) => der(0x06, Buffer.from(bytes));
const time = (date: Date) =>
  der(0x17, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+|^20/g, "")));

const ECDSA_WITH_SHA256 = sequence(identifier(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const COMMON_NAME = identifier(0x55, 0x04, 0x03);
const SUBJECT_ALTERNATIVE_NAMES = identifier(0x55, 0x1d, 0x11);

/** A self-signed certificate for some host names, valid from yesterday until tomorrow. */
export function selfSigned(...hosts: string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const day = 86_400_000;
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from("test")))));
  const names = sequence(...hosts.map((host) => der(0x82, Buffer.from(host))));
  const tbs = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(SUBJECT_ALTERNATIVE_NAMES, der(0x04, names)))),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", tbs, privateKey));
  const body = sequence(tbs, ECDSA_WITH_SHA256, signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${body.match(/.{1,64}/g)?.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}
