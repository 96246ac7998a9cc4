import type { webServer as Words } from '../en/web-server.ts';

export const webServer: typeof Words = {
  'webServer.foreignHost':
    'このアドレスは localhost、127.0.0.1、[::1] の名前でのみ応答します。いずれかの名前で開いてください。',
  'webServer.foreignPage': '別のアドレスのページからの要求です。このアドレスを直接開いてください。',
};
