import { expect, test } from 'vitest';
import { connectStrings } from '../../../src-renderer/text/connect-strings.ts';

const loopback = { address: '127.0.0.1', port: 15432 };

function texts(...of: Parameters<typeof connectStrings>): Record<string, string> {
  return Object.fromEntries(connectStrings(...of).map(({ name, text }) => [name, text]));
}

test('a database has a URL, its own client, JDBC and a line for .env', () => {
  expect(texts('postgresql', loopback, 'shop db')).toEqual({
    URL: 'postgresql://localhost:15432',
    psql: 'psql -h localhost -p 15432',
    JDBC: 'jdbc:postgresql://localhost:15432/',
    '.env': 'SHOP_DB_URL=postgresql://localhost:15432',
  });
});

test("mysql's client is kept from its Unix socket", () => {
  expect(texts('mysql', loopback, 'db')['mysql']).toBe('mysql --protocol=TCP -h localhost -P 15432');
});

test('what has no scheme gets none', () => {
  expect(texts('grpc', loopback, 'api')).toEqual({
    address: 'localhost:15432',
    grpcurl: 'grpcurl -plaintext localhost:15432 list',
    '.env': 'API_URL=localhost:15432',
  });
});

test('an unknown protocol has host and port', () => {
  expect(connectStrings(null, loopback, '9 lives!')).toEqual([
    { name: '.env', text: '_9_LIVES_HOST=localhost\n_9_LIVES_PORT=15432' },
  ]);
});

test('a label without a letter of the Latin alphabet still names a variable', () => {
  expect(texts('http', loopback, '商店')['.env']).toBe('SERVICE_URL=http://localhost:15432');
});

test.each([
  ['::1', 'http://[::1]:8080'],
  ['192.168.1.20', 'http://192.168.1.20:8080'],
])('%s is reached at %s', (address, url) => {
  expect(texts('http', { address, port: 8080 }, 'web')['URL']).toBe(url);
});
