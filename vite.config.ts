/// <reference types="vitest/config" />
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [sveltekit()],
	build: { target: 'es2020', reportCompressedSize: false },
	css: { preprocessorOptions: { scss: { quietDeps: true, loadPaths: ['node_modules'] } } },
	test: {
		include: ['tests/**/*.test.ts'],
		exclude: ['tests/browser/**', 'tests/bench/**', 'tests/**/fixtures/**'],
		environment: 'node',
		pool: 'forks',
		// To load the modules again for each file would take as long as most of the tests. What lives as long as a process is kept
		// by site, so files that share one meet nothing of each other.
		isolate: false,
		setupFiles: ['tests/per-file.ts'],
		maxWorkers: 2,
		testTimeout: 20_000,
		hookTimeout: 60_000,
		coverage: {
			provider: 'v8',
			include: ['src/**/*.{ts,svelte}'],
			exclude: ['src/app.d.ts'],
			reporter: ['text-summary', 'html'],
		},
	},
});
