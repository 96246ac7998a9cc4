/** What a forwarder shall do: the first argument of a program, as JSON. */
export interface ForwardWish {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly forwards: readonly OneForward[];
}

export interface OneForward {
  /** kubectl's `TYPE/NAME`. */
  readonly target: string;
  /** Pod ports, or service ports; the local ones are free ones. */
  readonly ports: readonly number[];
}
