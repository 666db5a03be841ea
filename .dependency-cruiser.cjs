/**
 * Which room may import which. The order is
 * core <- exchange <- server/storage <- server/workflows <- routes, cli, and core <- ui <- routes.
 * tests/house/import-rules.test.ts plants a violation of each rule and expects it to be caught.
 */
const core = '^src/lib/core/';
const exchange = '^src/lib/exchange/';
const server = '^src/lib/server/';
const storage = '^src/lib/server/storage/';
const workflows = '^src/lib/server/workflows/';
const accounts = '^src/lib/server/accounts/';
const ui = '^src/lib/ui/';
const routes = '^src/routes/';
const cli = '^src/cli/';
const tests = '^tests/';
const installed = 'node_modules/';
/** Routes that anybody can reach and that show what has been released, never answers. */
const publicRoutes = '^src/routes/(\\(public\\)|api)/';

module.exports = {
	forbidden: [
		{
			name: 'no-cycles',
			severity: 'error',
			comment: 'A component may still draw itself, as a tree does.',
			from: { path: '^((?:src|tests)/.+)$' },
			to: { circular: true, pathNot: '^$1$' },
		},
		{
			name: 'resolvable',
			comment: 'Every import leads somewhere; otherwise no other rule could see it.',
			severity: 'error',
			from: { path: '^(src|tests)/' },
			to: { couldNotResolve: true, pathNot: '^(\\$app|\\$env|\\$service-worker|\\./\\$types|.*/\\$types)' },
		},
		{
			name: 'core-front-doors',
			comment: 'From outside a room of core only its index.ts is imported.',
			severity: 'error',
			from: { path: '^src/', pathNot: core },
			to: { path: `${core}[^/]+/.+`, pathNot: `${core}[^/]+/index\\.ts$` },
		},
		{
			name: 'core-front-doors-within',
			comment: 'And so it is from another room of core.',
			severity: 'error',
			from: { path: `${core}([^/]+)/` },
			to: { path: `${core}[^/]+/.+`, pathNot: [`${core}$1/`, `${core}[^/]+/index\\.ts$`] },
		},
		{
			name: 'core-is-pure',
			comment: 'Core imports itself, zod and a distributions library.',
			severity: 'error',
			from: { path: core },
			to: { pathNot: [core, `${installed}(zod|@stdlib/[^/]+|jstat)/`] },
		},
		{
			name: 'exchange-is-pure',
			comment: 'Exchange turns values of core into bytes and back; it touches neither disk nor server nor screen.',
			severity: 'error',
			from: { path: exchange },
			to: { path: [server, ui, routes, cli, '^src/hooks'] },
		},
		{
			name: 'exchange-no-node',
			severity: 'error',
			from: { path: exchange },
			to: { dependencyTypes: ['core'], pathNot: '^(node:)?(stream|buffer|zlib|util)(/|$)' },
		},
		{
			name: 'storage-below-workflows',
			severity: 'error',
			from: { path: storage },
			to: { path: [workflows, accounts, `${server}(http|mail)/`, ui, routes, cli, '^src/hooks'] },
		},
		{
			name: 'server-below-routes',
			severity: 'error',
			from: { path: server },
			to: { path: [ui, routes, cli, '^src/hooks'] },
		},
		{
			name: 'sql-only-in-storage',
			severity: 'error',
			from: { path: '^src/', pathNot: storage },
			to: { path: `${installed}(drizzle-orm|better-sqlite3)/` },
		},
		{
			name: 'sign-in-only-in-accounts',
			severity: 'error',
			from: { path: '^src/', pathNot: accounts },
			to: { path: `${installed}(better-auth|@better-auth/[^/]+)/` },
		},
		{
			name: 'ui-never-server',
			severity: 'error',
			from: { path: ui },
			to: { path: [server, exchange, routes, cli, '^src/hooks'] },
		},
		{
			name: 'routes-never-storage',
			comment: 'A route calls a workflow.',
			severity: 'error',
			from: { path: `${routes}|^src/hooks`, pathNot: publicRoutes },
			to: { path: storage },
		},
		{
			name: 'staff-on-their-own-behalf',
			comment: 'A route of staff has the site that acts for whoever asks, event.locals.site, and never the whole one.',
			severity: 'error',
			from: { path: `${routes}\\((staff|author)\\)/` },
			to: { path: `${server}site\\.ts$`, dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'public-reads-releases',
			comment: 'Public pages and the API reach releases and components only, never answers.',
			severity: 'error',
			from: { path: publicRoutes },
			to: {
				path: '^src/',
				pathNot: [
					publicRoutes,
					`${core}release/index\\.ts$`,
					ui,
					`${storage}releases(\\.ts|/index\\.ts)$`,
					`${server}workflows/releases(\\.ts|/index\\.ts)$`,
					`${server}http/`,
					'^src/app\\.d\\.ts$',
				],
			},
		},
		{
			name: 'routes-know-no-files',
			severity: 'error',
			from: { path: routes },
			to: { path: [cli, '^src/hooks'] },
		},
		{
			name: 'cli-on-workflows',
			severity: 'error',
			from: { path: cli },
			to: { path: [storage, ui, routes, '^src/hooks'] },
		},
		{
			name: 'nothing-imports-tests',
			severity: 'error',
			from: { path: '^src/' },
			to: { path: tests },
		},
		{
			name: 'no-development-packages',
			severity: 'error',
			from: { path: '^src/' },
			to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: ['/fixtures/', '^build/', '^\\.svelte-kit/'] },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
			extensions: ['.ts', '.js', '.mjs', '.svelte', '.d.ts', '.json'],
			mainFields: ['module', 'main', 'types'],
		},
		skipAnalysisNotInRules: true,
	},
};
