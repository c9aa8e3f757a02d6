/**
 * The last figures of a process that looks, as docs/performance.md shows them. They are measured by hand, since they need
 * the built program: `aws.ts RESOURCES DIR` serves an estate from a process beside, `looks.ts URL DIR full fast fast`
 * looks at it as a daemon does, and prints what it needs after each look.
 */
export const frugalPage = `## Memory of a daemon

Measured in November 2026 on two busy cores with Node 24.21.0, the built program, and the AWS in another process over HTTP. The launcher runs the program in its own process where Node is new enough; an older Node stays beside it as a parent of 44 MB. Each cell is the resident memory in MB.

| what runs | 1,000 resources | 5,000 resources |
| - | - | - |
| looks alone, after one full and two fast looks | 108 | 173 |
| the same, 25 seconds later | 94 | 119 |
| the same without the flags of the launcher | 413 | not measured |
| \`reconcile daemon\`, observing, between looks | 113 to 134 | 163 to 230 |
| \`reconcile daemon\`, observing, at most | 142 to 155 | 233 to 250 |

The program of Node itself is 48 of them, and the code of Keywright, the AWS SDK and zod another 30. A resource takes about 9 KB: its manifest, what was applied last, and what is understood of its policies. What a pass was answered is forgotten with it. The flags (\`bin/reconcile.js\`) keep the young generation small and leave out the optimizing compilers, whose code and feedback take more than the looks are worth.

A fast look at 1,000 resources takes 3 seconds of the processor for 1,001 calls, a full look 7 seconds for 1,809, most of it in the SDK and in collecting garbage. A daemon that observes reads them in batches of 250, each with what it depends on first, so that a round takes 1,005 calls; what a pass needs of the whole Stack is worked out once, until the Stack or the record changes. It takes 0.7 % of a core for its fast looks, measured over twelve minutes of its usual cadence (utime and stime of /proc/PID/stat, divided by the time that passed); one full look an hour adds 0.2 %. At 5,000 resources it took 9 % over five minutes, since each of 25 batches still reads the journal and plans with the whole Stack at hand, and more in the first minutes.

Neither 120 MB at 1,000 resources nor 200 MB at 5,000 is a bound that holds: the least that was seen between looks is below both, and the rest is garbage that V8 has not given back. At 1,000 resources, 78 MB are the programs named above and 36 to 40 MB is what lives after a collection (V8 says so with --trace-gc, looks alone); the rest are pages of the last look. At most it is the full look at the start.

\`npm run soak\` keeps the example estate for ten minutes with the embedded AWS in the same process, looks at everything every few seconds, and fails if its memory after ten minutes is more than 1.05 times that after five. It was 125 MB after five minutes and 124 MB after ten.
`;
