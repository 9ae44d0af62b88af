import { existsSync } from 'node:fs';
import { context } from 'esbuild';

/** Shows the site until it is stopped, with a terminal or without. */
const folder = 'docs/site';
const port = Number(process.env.PORT ?? 8008);

if (existsSync(folder)) {
  const server = await context({ logLevel: 'silent' });
  try {
    await server.serve({ servedir: folder, host: '127.0.0.1', port });
    console.log(`http://127.0.0.1:${port}/`);
  } catch (error) {
    await server.dispose();
    console.error(`The site is not shown: ${error.message}. Another port can be given as PORT.`);
    process.exitCode = 3;
  }
} else {
  console.error(`There is no ${folder} yet: npm run docs builds it.`);
  process.exitCode = 3;
}
