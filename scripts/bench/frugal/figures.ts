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
| \`reconcile daemon\`, observing, between looks | 111 to 141 | not measured |
| \`reconcile daemon\`, observing, at most | 142 to 164 | not measured |

The program of Node itself is 48 of them, and the code of Keywright, the AWS SDK and zod another 30. A resource takes about 9 KB: its manifest, what was applied last, and what is understood of its policies. What a pass was answered is forgotten with it. The flags (\`bin/reconcile.js\`) keep the young generation small and leave out the optimizing compilers, whose code and feedback take more than the looks are worth.

A fast look at 1,000 resources takes 4 seconds of the processor for 1,001 calls, a full look 7 seconds for 1,809, most of it in the SDK. A daemon that observes reads them in batches of a hundred and takes 1.2 % of a core for its fast looks, measured over two minutes of its usual cadence; one full look an hour adds 0.2 %. Without the flags it is about half as much.

\`npm run soak\` keeps the example estate for ten minutes with the embedded AWS in the same process, looks at everything every few seconds, and fails if its memory after ten minutes is more than 1.05 times that after five. It was 125 MB after five minutes and 124 MB after ten.
`;
