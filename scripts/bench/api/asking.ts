/** Asks an API 1,000 times a second whether anything changed, until its input ends: clients in a process of their own. */
import { Agent, request } from 'node:http';

const [origin, given, ...paths] = process.argv.slice(2);
if (origin === undefined || given === undefined)
  throw new Error('usage: asking.ts ORIGIN TOKEN[,TOKEN…] PATH…');
const tokens = given.split(',');

const perSecond = 1000;
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const etags = new Map<string, string>();
const told = { asked: 0, unchanged: 0, changed: 0, failed: 0, open: 0, slowest: 0 };

function ask(path: string, token: string): void {
  const begun = performance.now();
  told.asked += 1;
  told.open += 1;
  const etag = etags.get(`${token} ${path}`);
  const headers = {
    authorization: `Bearer ${token}`,
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
  };
  const asked = request(`${origin ?? ''}${path}`, { agent, headers }, (response) => {
    response.resume();
    response.on('end', () => {
      told.open -= 1;
      told.slowest = Math.max(told.slowest, performance.now() - begun);
      if (response.statusCode === 304) told.unchanged += 1;
      else if (response.statusCode === 200) told.changed += 1;
      else told.failed += 1;
      if (response.headers.etag !== undefined) etags.set(`${token} ${path}`, response.headers.etag);
    });
  });
  asked.on('error', () => {
    told.open -= 1;
    told.failed += 1;
  });
  asked.end();
}

const begun = performance.now();
const timer = setInterval(() => {
  // Whoever waits for 200 answers sends no more: a server that cannot follow is measured by its rate.
  const due = Math.floor(((performance.now() - begun) / 1000) * perSecond);
  while (told.asked < due && told.open < 200) {
    const turn = Math.floor(told.asked / paths.length);
    ask(paths[told.asked % paths.length] ?? '/', tokens[turn % tokens.length] ?? '');
  }
}, 5);
process.stdin.on('end', () => {
  clearInterval(timer);
  const seconds = (performance.now() - begun) / 1000;
  console.log(JSON.stringify({ seconds, ...told }));
  process.exit(0);
});
process.stdin.resume();
