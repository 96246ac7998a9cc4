import type { webServer as Words } from '../en/web-server.ts';

export const webServer: typeof Words = {
  'webServer.foreignHost': '此地址只接受名称 localhost、127.0.0.1 和 [::1]。请使用其中之一打开。',
  'webServer.foreignPage': '此请求来自其他地址的页面。请直接打开此地址。',
};
