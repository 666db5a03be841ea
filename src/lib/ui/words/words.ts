import type { Language } from '#core/instrument/index.ts';
import { en } from './en.ts';
import type { Words } from './en.ts';
import { gd } from './gd.ts';

const catalogues: Readonly<Record<string, Words>> = { en, gd };

/** The interface in `language`; in English where there is no catalogue for it. */
export function wordsIn(language: Language): Words {
	return catalogues[language] ?? en;
}
