import { z } from 'zod';
import { Edit } from '#core/authoring/index.ts';

const Kept = z.array(Edit).max(2000);

/** Keeps edits of a draft that are not known to be stored, in this tab and until it is closed. */
export function keep(root: string, edits: readonly Edit[]): void {
	if (edits.length > 0) sessionStorage.setItem(nameOf(root), JSON.stringify(edits));
}

/** The edits that were kept, once. */
export function takeKept(root: string): readonly Edit[] {
	const kept = sessionStorage.getItem(nameOf(root));
	sessionStorage.removeItem(nameOf(root));
	try {
		return Kept.safeParse(JSON.parse(kept ?? '[]')).data ?? [];
	} catch {
		return [];
	}
}

function nameOf(root: string): string {
	return `unsent of ${root}`;
}
