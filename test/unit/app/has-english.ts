/** Names that are the same in every language, and access keys. */
const sameEverywhere = /Portolan|\bPod\b|\bLAN\b|localhost|\(&[A-Z]\)/g;

/** True where a label in Chinese or Japanese holds a word that stayed English. */
export function hasEnglish(label: string): boolean {
  return /[a-z]/i.test(label.replace(sameEverywhere, ''));
}
