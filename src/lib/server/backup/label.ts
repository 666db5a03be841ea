import { z } from 'zod';

/** What a backup says of itself, inside its seal. `rows` are counts by table; `belongs` is the mark of the site's secret. */
export const BackupLabel = z.strictObject({
	holds: z.literal('database'),
	form: z.literal(1),
	madeAt: z.iso.datetime(),
	belongs: z.string(),
	rows: z.record(z.string(), z.int().nonnegative()),
});
export type BackupLabel = z.infer<typeof BackupLabel>;

/** The same of the file of keys beside it. */
export const KeysLabel = z.strictObject({
	holds: z.literal('keys'),
	form: z.literal(1),
	madeAt: z.iso.datetime(),
	belongs: z.string(),
});
export type KeysLabel = z.infer<typeof KeysLabel>;
