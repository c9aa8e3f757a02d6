/**
 * Holds the latest memory figures for docs/performance.md. They are measured by hand because they need the built program:
 * `aws.ts RESOURCES DIR` serves an estate from another process. `looks.ts URL DIR full fast fast` observes it as a daemon
 * does, and prints its memory after each look.
 */
export const frugalPage = `## Memory of a daemon

Measured in November 2026 on two busy cores with Node 24.21.0, the built program, and the embedded AWS in another process over HTTP. The launcher runs the program in its own process if Node is new enough; an older Node stays as a parent process of 44 MB. Each cell is the resident memory in MB.

| process | 1,000 resources | 5,000 resources |
| - | - | - |
| looks alone, after one full and two fast looks | 108 | 173 |
| the same, 25 seconds later | 94 | 119 |
| the same, without the flags of the launcher | 413 | not measured |
| \`reconcile daemon\`, observing, between looks | 113 to 134 | 163 to 230 |
| \`reconcile daemon\`, observing, at most | 142 to 155 | 233 to 250 |

Node itself takes 48 MB, and the code of Keywright, the AWS SDK and zod another 30 MB. A resource takes about 9 KB: its manifest, its last applied values, and its parsed policies. The answers of a pass are dropped after it. The flags (\`bin/reconcile.js\`) keep the young generation small and turn off the optimizing compilers, whose code and feedback take more memory than they are worth here.

A fast look at 1,000 resources takes 3 processor seconds for 1,001 calls, and a full look 7 seconds for 1,809. Most of it is spent in the SDK and in garbage collection. An observing daemon reads in batches of 250, each with its dependencies first, so a round takes 1,005 calls. It computes the data of the whole Stack once, until the Stack or the record changes.

Its fast looks take 0.7 % of a core, measured over twelve minutes of the default cadence (utime and stime of /proc/PID/stat, divided by the elapsed time). One full look per hour adds 0.2 %. At 5,000 resources it took 9 % over five minutes, and more in the first minutes, because each of 25 batches still reads the journal and plans with the whole Stack.

Do not rely on 120 MB at 1,000 resources or 200 MB at 5,000 as a limit. The lowest value between looks is below both; the rest is memory that V8 has not returned yet. At 1,000 resources, 78 MB are the programs named above, and 36 to 40 MB survive a garbage collection (V8's --trace-gc, looks alone). The first full look needs the most.

\`npm run soak\` reconciles the example estate for ten minutes, with the embedded AWS in the same process and a full look every few seconds. It fails if the memory after ten minutes is more than 1.05 times the memory after five. The last run measured 125 MB after five minutes and 124 MB after ten.
`;
