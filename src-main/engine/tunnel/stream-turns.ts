/** A FIN makes the runtime cut the reply (tunnel.md, 2.3), so it is held back until the pod is quiet for so long. */
const quietMs = 5_000;
const patientQuietMs = 60_000;
const httpRequest = /^[A-Z]{3,7} \S+ HTTP\/|^[A-Z]{3,7} \//;

/** Counts what passed in either direction, and tells whose turn it is to speak. */
export class StreamTurns {
  #sent = 0;
  #received = 0;
  #looksLikeHttp = false;
  #receivedAtLastWrite = 0;
  #receivedAtLocalEnd = 0;

  /** Bytes of the client. */
  get sent(): number {
    return this.#sent;
  }

  /** Bytes of the application. */
  get received(): number {
    return this.#received;
  }

  /** The pod has spoken since the client's FIN. */
  get answering(): boolean {
    return this.#received > this.#receivedAtLocalEnd;
  }

  noteSent(chunk: Buffer): void {
    if (this.#sent === 0) this.#looksLikeHttp = httpRequest.test(chunk.toString('latin1', 0, 256));
    this.#sent += chunk.length;
    this.#receivedAtLastWrite = this.#received;
  }

  noteReceived(length: number): void {
    this.#received += length;
  }

  /** The client sent its FIN. */
  noteLocalEnd(): void {
    this.#receivedAtLocalEnd = this.#received;
  }

  /** How long the pod must be silent before the FIN does no harm: long where an answer is due or still flows. */
  get quietBeforeFinMs(): number {
    const answerDue = this.#looksLikeHttp && this.#received === this.#receivedAtLastWrite;
    return answerDue || this.answering ? patientQuietMs : quietMs;
  }
}
