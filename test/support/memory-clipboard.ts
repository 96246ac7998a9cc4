/** A clipboard of the test's own: tests without a screen have no other. */
export class MemoryClipboard {
  text = '';

  readText(): Promise<string> {
    return Promise.resolve(this.text);
  }

  writeText(text: string): Promise<void> {
    this.text = text;
    return Promise.resolve();
  }

  clear(): void {
    this.text = '';
  }
}
