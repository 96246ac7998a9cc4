import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';

/** What each program is given, by the port that it is for. */
const programs = {
  '5432': {
    psql: 'psql -h localhost -p 15432',
    JDBC: 'jdbc:postgresql://localhost:15432/',
    URL: 'postgresql://localhost:15432',
  },
  mysql: {
    mysql: 'mysql --protocol=TCP -h localhost -P 13306',
    JDBC: 'jdbc:mysql://localhost:13306/',
    '.env': 'WEB_MYSQL_URL=mysql://localhost:13306',
  },
  'tcp-redis': { 'redis-cli': 'redis-cli -h localhost -p 16379' },
  '27017': { mongosh: 'mongosh "mongodb://localhost:17017/?directConnection=true"' },
} as const;

test('each program gets the text that it takes, known by the name or the number of the port', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  const ports = ['15432:5432', '13306:mysql', '16379:tcp-redis', '17017:27017'];
  await addForward(portolan, { label: 'web', ports, start: false });
  await page.getByText('svc/web').first().click();
  for (const [port, texts] of Object.entries(programs)) {
    const card = page.getByRole('region', { name: `Connect with → ${port}` });
    for (const [name, text] of Object.entries(texts)) {
      await card.getByRole('button', { name: `Copy for ${name}: ` }).click();
      await expect.poll(() => portolan.clipboard()).toBe(text);
    }
  }
});
