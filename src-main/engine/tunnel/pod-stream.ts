import type { EndOfFile } from '../../shared/forward.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PodRef } from '../../shared/session.ts';
import type { Transport } from '../../shared/transport.ts';

/** Why a stream ended badly, and what may be done about it. */
export interface StreamFailure {
  readonly problem: Problem;
  /** True when it is proven that no byte of ours reached the application: the connection may be tried on another pod. */
  readonly undelivered: boolean;
  /** True when the pod's sandbox is gone: the pod must be looked up again. */
  readonly podGone: boolean;
}

/** Told what the pod sends. After `ended` or `failed` nothing more comes. */
export interface StreamHandlers {
  /**
   * The chunk may be a view on memory that is read into again. Returns true where its bytes are still needed after the
   * call: that memory is then left alone.
   */
  data(chunk: Buffer): boolean;
  /** After `write` returned false: more is welcome. */
  drain(): void;
  /** The application closed its side and everything it sent was delivered. */
  ended(): void;
  failed(failure: StreamFailure): void;
}

/** What a stream is opened with. */
export interface Opening {
  readonly port: number;
  /** What the client has already sent: it travels in the same write as the opening. */
  readonly first: Buffer | null;
  readonly handlers: StreamHandlers;
}

/** The byte stream of one connection inside a tunnel. Callbacks, not a Duplex: the byte path copies and buffers nothing. */
export interface PodStream {
  /**
   * False: stop until `drain`. The chunk is taken in any case; `written` is called once its memory is no longer needed,
   * or never, where the stream ends before.
   */
  write(chunk: Buffer, written?: () => void): boolean;
  /**
   * The local client sent its FIN. When the pod learns of it is the tunnel's decision (tunnel.md, 2.3), unless it is to
   * be told `immediate`ly.
   */
  end(when?: EndOfFile): void;
  /** Ends both directions now; nothing more is told. Idempotent. */
  reset(): void;
  /** Stops `data` soon, by back-pressure on the tunnel where that harms nobody else. */
  pause(): void;
  resume(): void;
}

/** Opens streams to the pods of one context. */
export interface PodDialer extends AsyncDisposable {
  /** How the context's API server was last seen to forward; null before the first answer. */
  readonly transport: Transport | null;
  /**
   * Opens a stream to a port of a pod. Resolves once the stream is on its way (its answer comes through the handlers);
   * rejects with a `ProblemError` (`podGone`, `forbidden`, `unauthorized`, `apiUnreachable`, `upgradeRefused` …)
   * where no tunnel could be had, or with the signal's reason.
   */
  dial(pod: PodRef, opening: Opening, signal: AbortSignal): Promise<PodStream>;
  /** Have a tunnel to this pod ready before the first client comes. Failures are silent: `dial` will tell them. */
  warm(pod: PodRef): void;
  /** New streams to this pod get a fresh tunnel; running ones go on. */
  retire(pod: PodRef): void;
  /** Nothing runs in this pod any more: streams to it that stay silent fail (`podGone`). */
  abandon(pod: PodRef): void;
}
