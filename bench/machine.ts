import { cpus, loadavg, totalmem, type as system } from 'node:os';

/** What the numbers were measured on. The load tells how much of the machine others had. */
export function machine(loadBefore: number): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = `${loadBefore.toFixed(1)} before, ${load1().toFixed(1)} at the end`;
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${memory} GB, ${system()}, Node ${process.versions.node}; load average ${load}.`;
}

/** The load average of the last minute. */
export const load1 = (): number => loadavg()[0] ?? 0;
