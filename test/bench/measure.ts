import { Bench } from 'tinybench';

/** Times of one task, in milliseconds. */
export interface Times {
  readonly median: number;
  readonly p95: number;
}

/** Runs a task again and again, at least `iterations` times. */
export async function timesOf(
  task: () => unknown,
  iterations: number,
  warmup = Math.ceil(iterations / 5),
): Promise<Times> {
  const bench = new Bench({
    time: 0,
    iterations,
    warmupTime: 0,
    warmupIterations: warmup,
    retainSamples: true,
    throws: true,
  });
  bench.add('task', async () => {
    await task();
  });
  const [measured] = await bench.run();
  const result = measured?.result;
  if (!result || !('latency' in result) || !result.latency) throw new Error('nothing was measured');
  const { p50, samples } = result.latency;
  if (!samples) throw new Error('no samples were kept');
  return { median: p50, p95: samples[Math.ceil(samples.length * 0.95) - 1] ?? p50 };
}

/** A line of the result table. */
export interface Row {
  readonly measure: string;
  readonly value: string;
  /** Beside what: another program, or the same on less text. */
  readonly ratio?: string;
  /** What design asks for, and whether it is so. */
  readonly target?: { readonly text: string; readonly met: boolean };
}

export function printTable(title: string, rows: readonly Row[]): void {
  const cells = rows.map(({ measure, value, ratio = '', target }) => [
    measure,
    value,
    ratio,
    target?.text ?? '',
    target ? (target.met ? 'met' : 'MISSED') : '',
  ]);
  const table = [['measure', 'value', 'ratio', 'target', ''], ...cells];
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...table.map((row) => (row[i] ?? '').length)));
  console.log(`\n${title}`);
  for (const row of table) {
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

/** A target for the 95th percentile, in milliseconds. */
export function atMost(limit: number, times: Times): Row['target'] {
  return { text: `p95 <= ${limit} ms`, met: times.p95 <= limit };
}

export function both({ median, p95 }: Times): string {
  return `median ${milliseconds(median)}, p95 ${milliseconds(p95)}`;
}
