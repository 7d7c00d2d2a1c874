/** The class of a resource in a provider's binding. */
interface ResourceClass {
  readonly prototype: object;
}

/** Whether a resource has an argument, by its name in the binding, in the version of the provider that the stack has. */
export function hasArgument({ prototype }: ResourceClass, name: string): boolean {
  return `${name}Input` in prototype;
}

/** Whether it cannot be left out. */
export function needsArgument(resource: ResourceClass, name: string): boolean {
  const reset = `reset${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return hasArgument(resource, name) && !(reset in resource.prototype);
}
