/** A file as the simulated Slack keeps it. Tests read it with `content.toString('utf8')`. */
export interface StoredFile {
  id: string;
  name: string;
  title: string;
  size: number;
  content: Buffer;
  /** Who uploaded it. */
  user: string;
  created: number;
  /** Below the simulator's address, with a part nobody can guess. */
  path: string;
}
