import { z } from 'zod';

/** What in somebody's own words may tell who they or others are; *by-hand*: what a person marked. */
export const DetailKind = z.enum([
	...(['e-mail', 'web-address', 'telephone', 'postcode', 'address', 'name'] as const),
	...(['national-insurance', 'health-number', 'vehicle', 'by-hand'] as const),
]);
export type DetailKind = z.infer<typeof DetailKind>;

/** A stretch of a text, from one UTF-16 unit up to and without another. */
export const Span = z
	.strictObject({ from: z.int().min(0), to: z.int().min(1), kind: DetailKind })
	.refine(({ from, to }) => from < to, 'a stretch that holds something');
export type Span = z.infer<typeof Span>;
