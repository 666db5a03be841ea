import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Without the type-checked presets the whole tree lints in seconds; the few typed rules that earn their time are named here. */
const typedRules = {
	'@typescript-eslint/no-floating-promises': 'error',
	'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
	'@typescript-eslint/await-thenable': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': [
		'error',
		{ considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: false },
	],
};

export default ts.config(
	{
		ignores: [
			'node_modules/',
			'build/',
			'.build-*/',
			'.svelte-kit/',
			'data/',
			'coverage/',
			'drizzle/',
			'**/fixtures/**',
		],
	},
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs['flat/recommended'],
	{
		rules: {
			'@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
			'@typescript-eslint/consistent-type-definitions': 'off',
			'@typescript-eslint/ban-ts-comment': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/no-invalid-void-type': 'off',
			'no-undef': 'off',
			'no-console': 'error',
			eqeqeq: ['error', 'always'],
			'prefer-const': 'error',
			'no-control-regex': 'off',
			'no-restricted-syntax': [
				'error',
				{ selector: 'TSEnumDeclaration', message: 'Use a union of literals or z.enum.' },
				{ selector: 'ExportDefaultDeclaration[declaration.type="ClassDeclaration"]', message: 'Export by name.' },
			],
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig, extraFileExtensions: ['.svelte'] } },
		rules: {
			// Kit's resolve() is for apps under a base path; this one owns its origin.
			'svelte/no-navigation-without-resolve': 'off',
			'prefer-const': 'off',
		},
	},
	{
		files: ['src/**/*.ts'],
		ignores: ['**/*.svelte.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: typedRules,
	},
	{
		files: ['src/lib/core/**/*.ts', 'src/lib/exchange/**/*.ts'],
		rules: {
			// Pure rooms: what they need of the world is an argument.
			'no-restricted-globals': [
				'error',
				'process',
				'fetch',
				'setTimeout',
				'setInterval',
				'performance',
				'crypto',
				'Buffer',
			],
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: 'Core has no clock: take `now` as an argument.' },
				{ object: 'Math', property: 'random', message: 'Core has no chance: take a seed as an argument.' },
			],
		},
	},
	{
		// Types are gone when dependency-cruiser sees a compiled component, so this net hangs under its rules.
		files: ['**/*.svelte'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{ patterns: [{ group: ['#server/*', '#exchange/*'], message: 'A component takes what it shows as props.' }] },
			],
		},
	},
	{ files: ['src/cli/**', 'tests/**/*.mjs', 'tests/bench/**'], rules: { 'no-console': 'off' } },
	{
		files: ['tests/**'],
		rules: {
			'@typescript-eslint/consistent-type-assertions': 'off',
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-empty-function': 'off',
		},
	},
);
