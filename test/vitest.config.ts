import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * A test's kind is in its file name: `x.test.ts` is a unit test, `x.store.test.ts` needs the database, and so on.
 * `x.slow.test.ts` can be any of them, and is not part of `npm test`, which takes less than five minutes.
 */
const kinds = ['store', 'stack', 'local', 'browser', 'slow']
/** The kinds that run the synthesized stack. */
const running = ['store', 'local', 'browser', 'slow']
/**
 * The kinds whose files share their modules, since half of the time would go into imports; none leaves state behind.
 */
const sharing = ['store', 'stack']
const slow = { testTimeout: 60_000, hookTimeout: 90_000 }
/** A test that reaches no `expect` fails: its list was empty, or its callback never ran. */
const mustAssert = { requireAssertions: true }
/** Every rule about a supporter is in these folders, so tests must cover nearly every branch. */
const decisions = ['shared/domain/**', 'shared/workflows/**']

export default defineConfig({
  root,
  test: {
    coverage: {
      include: decisions,
      reporter: ['text'],
      thresholds: Object.fromEntries(decisions.map((folder) => [folder, { branches: 95 }])),
    },
    projects: [
      {
        root,
        test: {
          name: 'unit',
          // Property tests of whole lives take seconds on a busy machine.
          testTimeout: 30_000,
          expect: mustAssert,
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: kinds.map((kind) => `test/**/*.${kind}.test.ts`),
        },
      },
      ...kinds.map((name, index) => ({
        root,
        // Each of these starts real servers and a template's synthesis. Those that mostly wait for them leave room for
        // a third.
        test: {
          name,
          include: [`test/**/*.${name}.test.ts`],
          expect: mustAssert,
          ...slow,
          // Projects with other numbers of workers run one after the other.
          sequence: { groupOrder: index + 1 },
          maxWorkers: name === 'local' ? 3 : 2,
          isolate: !sharing.includes(name),
          ...(running.includes(name) && { globalSetup: 'test/support/synthesized.ts' }),
        },
      })),
    ],
  },
})
