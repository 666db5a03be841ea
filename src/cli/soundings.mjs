// `npm run --silent soundings -- <verb> …`: readies the packages, then hands over to main.ts, which may use all of TypeScript.
import { checkNode, ensureInstalled, NotReady, say } from './ready.mjs';

async function launch() {
	checkNode();
	await ensureInstalled({ development: false });
	const { register } = await import('tsx/esm/api');
	register({ tsconfig: false });
	const { main } = await import('./main.ts');
	process.exitCode = await main(process.argv.slice(2));
}

launch().catch((error) => {
	say(error instanceof NotReady ? error.message : String(error?.stack ?? error));
	process.exitCode = 1;
});
