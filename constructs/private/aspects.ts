import type { IAspect } from "cdktf";

const ours = new WeakSet<IAspect>();

/** Marks an aspect as the library's: it puts nothing into a cluster. */
export function markOurs<A extends IAspect>(aspect: A): A {
  ours.add(aspect);
  return aspect;
}

export function isOurs(aspect: IAspect): boolean {
  return ours.has(aspect);
}
