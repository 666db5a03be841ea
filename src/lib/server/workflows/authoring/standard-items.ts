import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseStandardItems } from '#core/instrument/index.ts';
import type { StandardItem } from '#core/instrument/index.ts';
import { projectFolder } from '../../project-folder.ts';
import type { Site } from '../../site.ts';

export interface StandardItemsRead {
	readonly items: readonly StandardItem[];
	/** Why the file could not be used, in a line for whoever keeps it; null where it could. */
	readonly problem: string | null;
}

const readBefore = new Map<string, StandardItemsRead>();

/**
 * The standard items of `standard-items.json` in the folder of surveys, or of the file that is shipped where that folder has
 * none. Read once for as long as the server runs; a file that cannot be used leaves the bank without standard items.
 */
export function standardItems({ env }: Pick<Site, 'env'>): StandardItemsRead {
	const own = join(resolve(projectFolder, env.SOUNDINGS_SURVEYS), 'standard-items.json');
	const path = existsSync(own) ? own : join(projectFolder, 'surveys', 'standard-items.json');
	const before = readBefore.get(path);
	if (before !== undefined) return before;
	const read = readFrom(path);
	readBefore.set(path, read);
	return read;
}

function readFrom(path: string): StandardItemsRead {
	const refused = (words: string): StandardItemsRead => ({
		items: [],
		problem: `${path} ${words}. Mend it (soundings check says more) and start again.`,
	});
	let json: unknown;
	try {
		json = JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return refused('cannot be read as JSON');
	}
	const parsed = parseStandardItems(json);
	if (parsed.kind === 'items') return { items: parsed.items, problem: null };
	const [first] = parsed.misfits;
	return refused(
		`holds what is no standard item: ${first?.place || first?.path || 'the file'} ${first?.message ?? ''}`,
	);
}
