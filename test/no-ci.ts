/** What is tested would take the CI that runs the tests for its own: its event, its summary, its token. */
for (const name of Object.keys(process.env))
  if (/^(?:CI|CI_.*|GITHUB_.*|GITLAB_.*)$/.test(name)) delete process.env[name];
