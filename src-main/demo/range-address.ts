/** The address of that index in a range of 16 bits, such as `10.244`; it begins anew after 62,500. */
export function rangeAddress(range: string, index: number): string {
  return `${range}.${String(Math.floor(index / 250) % 250)}.${String((index % 250) + 1)}`;
}
