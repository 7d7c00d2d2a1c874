import { inflateRawSync } from "node:zlib";

const ENTRY = 0x02014b50;
const END = 0x06054b50;

/** The files in a zip archive, such as a saved plan, as text by name. */
export function unzip(archive: Buffer): Record<string, string> {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06"));
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error("not a zip archive");
  const files: Record<string, string> = {};
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(entry) !== ENTRY) throw new Error("the zip's directory is damaged");
    const method = archive.readUInt16LE(entry + 10);
    const size = archive.readUInt32LE(entry + 20);
    const [name, extra, comment] = [28, 30, 32].map((at) => archive.readUInt16LE(entry + at));
    const header = archive.readUInt32LE(entry + 42);
    const start =
      header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const content = archive.subarray(start, start + size);
    const title = archive.toString("utf8", entry + 46, entry + 46 + name);
    files[title] = (method === 0 ? content : inflateRawSync(content)).toString("utf8");
    entry += 46 + name + extra + comment;
  }
  return files;
}
