import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this installation, which has `drizzle/` and `surveys/`, whether this runs from sources or from the build. */
export const projectFolder = upwards(dirname(fileURLToPath(import.meta.url)));

function upwards(folder: string): string {
	if (existsSync(join(folder, 'drizzle', 'meta', '_journal.json'))) return folder;
	const parent = dirname(folder);
	if (parent === folder) throw new Error('the folder drizzle/ with the migrations is missing from this installation');
	return upwards(parent);
}
