import { BlockList } from "node:net";

/** Whether two ranges of IPv4 addresses have an address in common: the one then holds the other. */
export function overlap(one: string, other: string): boolean {
  return rangeOf(one).check(addressOf(other)) || rangeOf(other).check(addressOf(one));
}

/** The length of the network part of a range. */
export function prefixOf(cidr: string): number {
  return Number(cidr.split("/")[1]);
}

/** The range as it is written with its first address. */
export function fromStart(cidr: string): string {
  const size = 2 ** (32 - prefixOf(cidr));
  const number = addressOf(cidr)
    .split(".")
    .reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const start = number - (number % size);
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(start / 2 ** bits) % 256);
  return `${octets.join(".")}/${prefixOf(cidr)}`;
}

function addressOf(cidr: string): string {
  const [address = ""] = cidr.split("/");
  return address;
}

function rangeOf(cidr: string): BlockList {
  const range = new BlockList();
  range.addSubnet(addressOf(cidr), prefixOf(cidr));
  return range;
}
