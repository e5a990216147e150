import { gatherPages } from '../subgraphs/protocols/http-pages.ts';

test('a list without an end is given up', async () => {
  let pages = 0;
  const endless = gatherPages({
    key: 'ID',
    ask: (page) => Promise.resolve({ total: 1_000_000, rows: [{ cells: { ID: `${page} ${(pages += 1)}` } }] }),
  });
  await expect(endless).rejects.toThrow('the pages never end');
  expect(pages).toBe(400);
});
