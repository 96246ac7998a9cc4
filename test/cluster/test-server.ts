/** The ports of the test server, by the names under which pods declare them. */
export const testServerPorts = {
  /**
   * `/`, `/bytes?n=N`, `POST /sink`, `/slow?ms=N`, `/quit?code=N`, `/ready`, `/ready/on`, `/ready/off`, and for what is
   * between: `/request`, `/answer?code=N&header=H&body=B`, `/events`, `/ws`.
   */
  http: 8080,
  /** Sends back what it receives. */
  echo: 7000,
  /** Sends {@link bannerText} first, then echoes. */
  banner: 7001,
  /** Resets the connection once it has received a byte. */
  reset: 7002,
  /** Accepts and never reads. */
  stall: 7003,
  /** Answers the first line with 30 lines over 3 s, whether the client has half-closed or not. */
  lines: 7004,
  /** Sends {@link bannerText} and closes. */
  greet: 7005,
  /** Answers the end of the request with `N bytes`. */
  count: 7006,
} as const;

export const bannerText = '220 testserver ready\r\n';

const patternLength = 251;

/** The `length` bytes that `/bytes` sends from `offset` on: 0 to 250, again and again. */
export function patternBytes(length: number, offset = 0): Buffer {
  const first = offset % patternLength;
  const repeated = Buffer.alloc(
    length + first,
    Uint8Array.from({ length: patternLength }, (_, index) => index),
  );
  return repeated.subarray(first);
}
