/** A row of a list that is dragged over the others. */
export class RowDrag {
  /** The key of the row under the pointer; null while there is none that could take it. */
  onto = $state.raw<string | null>(null);
  side = $state.raw<'before' | 'after'>('before');
  #from: string | null = null;

  begin({ dataTransfer }: DragEvent, row: HTMLElement | null): void {
    this.#from = row?.dataset['key'] ?? null;
    // Without data of its own Firefox and some Linux desktops end the drag at once; no other program takes this kind.
    dataTransfer?.setData('application/x-portolan-row', this.#from ?? '');
    if (dataTransfer !== null) dataTransfer.effectAllowed = 'move';
  }

  over(event: DragEvent, row: HTMLElement | null): void {
    const key = row?.dataset['key'];
    // What comes from outside is no row.
    if (this.#from === null || row === null || key === undefined || key === this.#from) {
      this.onto = null;
      return;
    }
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    this.onto = key;
    this.side = event.clientY < top + height / 2 ? 'before' : 'after';
  }

  /** What was dropped where; null for nothing. */
  drop(): { readonly from: string; readonly onto: string; readonly side: 'before' | 'after' } | null {
    const { onto, side } = this;
    const from = this.#from;
    this.end();
    return from === null || onto === null ? null : { from, onto, side };
  }

  end(): void {
    this.#from = null;
    this.onto = null;
  }
}
