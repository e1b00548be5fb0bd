// npm run verify: types, lint, layers and unit tests — what runs before every commit.
import { spawnSync } from 'node:child_process'
const steps = [['npx', ['tsc', '-p', 'tsconfig.json']], ['npx', ['eslint', '.', '--cache']], ['npm', ['run', '-s', 'layers']], ['npx', ['vitest', 'run', 'tests/unit', 'tests/property']]]
for (const [command, args] of steps) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
