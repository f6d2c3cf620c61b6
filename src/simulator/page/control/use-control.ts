import { useCallback, useEffect, useState } from 'preact/hooks';

import type { ActiveFault, AppInstall, ControlCall, KnownMethod } from '../control-api.js';
import { fetchCalls, fetchFaults, fetchInstall, fetchMethods } from '../calls.js';

const EVERY_MS = 1500;

/** What the control panel shows, read again and again while it is open. */
export interface Control {
  readonly faults: readonly ActiveFault[];
  /** Newest first. */
  readonly calls: readonly ControlCall[];
  /** Every method of the simulated Web API, read once. */
  readonly methods: readonly KnownMethod[];
  /** `null` where the app was there beforehand. */
  readonly install: AppInstall | null;
  readonly problem: string;
  /** Does something and reads everything again. */
  readonly act: (deed: () => Promise<void>) => Promise<void>;
}

/** The faults in force and the calls that reached the simulated Web API. */
export function useControl(): Control {
  const [faults, setFaults] = useState<readonly ActiveFault[]>([]);
  const [calls, setCalls] = useState<readonly ControlCall[]>([]);
  const [methods, setMethods] = useState<readonly KnownMethod[]>([]);
  const [install, setInstall] = useState<AppInstall | null>(null);
  const [problem, setProblem] = useState('');
  const read = useCallback(async (): Promise<void> => {
    try {
      const [inForce, made, installed] = await Promise.all([fetchFaults(), fetchCalls(), fetchInstall()]);
      setFaults(inForce);
      setCalls([...made].reverse());
      setInstall(installed);
      setProblem('');
    } catch {
      setProblem('The simulator does not answer.');
    }
  }, []);
  useEffect(() => {
    // Only suggestions: without them one types the names.
    fetchMethods().then(setMethods, () => undefined);
  }, []);
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => clearInterval(timer);
  }, [read]);
  const act = async (deed: () => Promise<void>): Promise<void> => {
    await deed().catch(() => setProblem('That did not work.'));
    await read();
  };
  return { faults, calls, methods, install, problem, act };
}
