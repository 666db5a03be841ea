import { z } from 'zod';

/** How a respondent may decline to give a substantive answer. */
export const Declined = z.enum(['dont-know', 'refused']);
export type Declined = z.infer<typeof Declined>;

/**
 * What one respondent said to one question, as stored. Which shape a question takes is fixed by its kind:
 * `code` single, scale, knowledge, crosswise, consent, item-count (the count) · `codes` multiple · `items` grid ·
 * `number` number · `text` text · `ranks` ranking (option codes, first first) · `seen` information · `missing` any kind.
 */
export const Answer = z.union([
	z.strictObject({ missing: Declined }),
	z.strictObject({ code: z.int(), other: z.string().optional() }),
	z.strictObject({ codes: z.array(z.int()).min(1), other: z.string().optional() }),
	z.strictObject({ items: z.record(z.string(), z.union([z.int(), Declined])) }),
	z.strictObject({ number: z.number() }),
	z.strictObject({ text: z.string() }),
	z.strictObject({ ranks: z.array(z.int()).min(1) }),
	z.strictObject({ seen: z.literal(true) }),
]);
export type Answer = z.infer<typeof Answer>;
