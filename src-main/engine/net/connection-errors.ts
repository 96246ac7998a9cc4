/** What Node says of a connection that the other side has ended, where Node itself did not see it. */
export function connectionClosed(): Error {
  return Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' });
}

/** What Node says of a connection that nobody has answered. */
export function connectionTimedOut(through = ''): Error {
  return Object.assign(new Error(`no answer${through}`), { code: 'ETIMEDOUT' });
}
