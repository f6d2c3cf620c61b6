/** Repeats a check until it no longer throws; the last error is what the test fails with. */
export async function eventually(check: () => Promise<void>, patience = 5000): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
  }
}
