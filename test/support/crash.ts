import type { Ports } from '../../src/engine/ports.js';

/** The process ended here: nothing after it happens, and nobody is told. */
export class Crash extends Error {}

/** Where a process ends: right before the nth thing that leaves it, or right after, before it hears the answer. */
export interface CrashPoint {
  readonly step: number;
  readonly when: 'before' | 'after';
}

/**
 * Ports of a process that ends at the given point. Everything that leaves the process is a step: each write, each read
 * of the database, each question to Slack, each call. `steps` tells afterwards how far it came.
 */
export function crashing(ports: Ports, point: CrashPoint): { ports: Ports; steps: string[] } {
  const steps: string[] = [];
  const counted = <A extends readonly unknown[], R>(name: string, leave: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      // A process that has ended does nothing more, whoever still holds a promise of it.
      if (steps.length > point.step) throw new Crash('ended already');
      steps.push(name);
      const here = steps.length - 1 === point.step;
      if (here && point.when === 'before') throw new Crash(`before ${name}`);
      const answer = await leave(...args);
      if (here) throw new Crash(`after ${name}`);
      return answer;
    };
  };
  const { records, admin } = ports;
  return {
    steps,
    ports: {
      ...ports,
      records: {
        ...records,
        advance: counted('advance', (move) => records.advance(move)),
        find: counted('find', (id) => records.find(id)),
        due: counted('due', (states, now) => records.due(states, now)),
        abandoned: counted('abandoned', (now) => records.abandoned(now)),
      },
      admin: { call: counted('call', (method, send) => admin.call(method, send)) },
      readAnew: () => {
        const reader = ports.readAnew();
        return {
          ...reader,
          person: counted('person', (id) => reader.person(id)),
          workspace: counted('workspace', (id) => reader.workspace(id)),
        };
      },
    },
  };
}
