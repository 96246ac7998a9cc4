/** What servers of ours on this computer say to a browser. */
export const webServer = {
  'webServer.foreignHost':
    'This address answers by the names localhost, 127.0.0.1 and [::1] only. Open it by one of them.',
  'webServer.foreignPage': 'A page of another address asked for this. Open the address itself.',
};
