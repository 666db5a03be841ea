import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Facts about this database itself, by name. */
export const settings = sqliteTable('settings', { name: text('name').primaryKey(), value: text('value').notNull() });
