/** The proxy in place of the managed identity of pod identity while an application migrates. */
export interface ProxySidecarOptions {
  /**
   * The port that the proxy listens on in the pod: 1 to 65535. No container may use it.
   *
   * @default 8000
   */
  readonly port?: number;
}
