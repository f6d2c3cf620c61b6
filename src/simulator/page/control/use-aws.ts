import { useCallback, useEffect, useState } from 'preact/hooks';

import type { AwsKnown } from '../aws-api.js';
import { fetchAws, fetchAwsKnown, type AwsControlled } from '../aws-calls.js';

const EVERY_MS = 1500;
const NOTHING: AwsControlled = { faults: [], accounts: [], calls: [] };

/** What the panel shows of AWS, read again and again while it is open. */
export interface AwsControl extends AwsControlled {
  /** Read once: without it there is nothing to choose from. */
  readonly known: AwsKnown;
  readonly problem: string;
  /** Does something and reads everything again. */
  readonly act: (deed: () => Promise<void>) => Promise<void>;
}

/** The simulated AWS as it is now. */
export function useAws(): AwsControl {
  const [controlled, setControlled] = useState(NOTHING);
  const [known, setKnown] = useState<AwsKnown>({ operations: [], errors: [] });
  const [problem, setProblem] = useState('');
  const read = useCallback(async (): Promise<void> => {
    try {
      setControlled(await fetchAws());
      setProblem('');
    } catch {
      setProblem('The simulated AWS does not answer.');
    }
  }, []);
  useEffect(() => {
    fetchAwsKnown().then(setKnown, () => setProblem('The simulated AWS does not answer.'));
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => clearInterval(timer);
  }, [read]);
  const act = async (deed: () => Promise<void>): Promise<void> => {
    await deed().catch(() => setProblem('That did not work.'));
    await read();
  };
  return { ...controlled, known, problem, act };
}
