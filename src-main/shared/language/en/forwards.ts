/** What forwards, their ports and their tunnels say: problems and the lines of a timeline. */
export const forwards = {
  /** What has no translation: words that were written by a person or another program. */
  verbatim: ({ text }: { text: string }) => text,
  'problem.internal': 'Portolan made a mistake. Try again, and report it with the details if it comes back.',
};
