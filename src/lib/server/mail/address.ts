import { z } from 'zod';

/**
 * An e-mail address as it may stand in an envelope and in a header: nothing that could end either, no list, no comment, no
 * quotes.
 */
export const MailAddress = z
	.string()
	.max(254)
	.regex(
		/^[^\s@<>()[\],;:"\\\p{Cc}\p{Cf}]{1,64}@[^\s@<>()[\],;:"\\\p{Cc}\p{Cf}]+\.[^\s@<>()[\],;:"\\\p{Cc}\p{Cf}.]+$/u,
	);

/** An address with a name before it or none: `Surveys <surveys@example.org>`. */
export const NamedAddress = z
	.string()
	.trim()
	.max(300)
	.transform((typed) => /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]+)>|([^<>]+))$/u.exec(typed))
	.transform((read) => ({ name: read?.[1]?.trim() ?? '', address: (read?.[2] ?? read?.[3] ?? '').trim() }))
	.pipe(z.strictObject({ name: z.string(), address: MailAddress }));
export type NamedAddress = z.output<typeof NamedAddress>;

/** Text without the addresses in it and without line breaks, at most 200 characters: what may be stored of an answer. */
export function withoutAddresses(text: string): string {
	return text
		.replaceAll(/[^\s<>"'()]+@[^\s<>"'()]+/g, '(address)')
		.replaceAll(/[\s\p{Cc}]+/gu, ' ')
		.trim()
		.slice(0, 200);
}
