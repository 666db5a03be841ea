import { defineConfig } from 'drizzle-kit';

export default defineConfig({
	dialect: 'sqlite',
	schema: './src/lib/server/storage/tables',
	out: './drizzle',
	strict: true,
});
