/**
 * Holds the latest figures of the API for docs/performance.md. They are measured by hand, since they need another process
 * for AWS and one for the clients: `frugal/aws.ts RESOURCES DIR` serves an estate, and `api/serving.ts URL DIR PAIRS`
 * prints the figures.
 */
export const apiPage = `## Reads of the API

Measured in December 2026 on two busy cores (load average 17 to 20) with Node 24.21.0, 1,000 resources, and real sockets. The embedded AWS and the clients run in separate processes. \`node scripts/bench/frugal/aws.ts 1000 DIR\` serves the AWS at a URL. \`node scripts/bench/api/serving.ts URL DIR 3\` prints the figures.

A read with \`If-None-Match\` that nothing changed takes 0.21 ms of processor time, so 1,000 of them a second take a fifth of a core. The answer is not made again. This was measured without the flags of the launcher, over 8,142 reads of five routes on kept connections.

| read | bytes | with gzip |
| - | - | - |
| \`/resources?limit=100\` | 20,957 | 646 |
| \`/map\` with 1,000 nodes | 218,839 | 16,861 |
| \`/overview\` | 687 | 687 |

The machine was too busy for 1,000 reads a second: the clients reached 40 to 240 a second beside a look. How much longer a pass takes beside 1,000 reads a second is not measured.
`;
