// `npm run bench`: makes the clone ready, then hands over to tests/bench/run.ts.
import { checkNode, ensureBuilt, ensureInstalled, NotReady, root, say } from '../src/cli/ready.mjs';

async function launch() {
	process.chdir(root);
	checkNode();
	await ensureInstalled({ development: true });
	await ensureBuilt();
	const { register } = await import('tsx/esm/api');
	register({ tsconfig: false });
	await import('./bench/run.ts');
}

launch().catch((error) => {
	say(error instanceof NotReady ? error.message : String(error?.stack ?? error));
	process.exitCode = 1;
});
