import type { BrokenColumn, Fielded } from './cost.ts';
import type { Edit } from './edit.ts';
import type { Json } from './json.ts';
import { isList, isObject, sameJson } from './json.ts';
import { keyOf, sectionListOf, valueAt } from './place.ts';
import type { Place } from './place.ts';
import { versionJson } from './version-json.ts';

/**
 * The edits that put a question back as a version asked it, into its section where it is no longer there. None where it
 * stands as it was asked, or was not asked.
 */
export function puttingBack(document: Json, fielded: Fielded, asked: { version: number; question: string }): Edit[] {
	const version = fielded.versions.find((published) => published.version === asked.version);
	if (version === undefined) return [];
	const before = versionJson(version);
	const place = `questions/#${asked.question}`;
	const [was, now] = [valueAt(before, place), valueAt(document, place)];
	if (was === undefined || sameJson(was, now)) return [];
	if (now !== undefined) return [{ kind: 'set', place, value: was }];
	const list = sectionListOf(before, asked.question) ?? '';
	if (valueAt(document, list) === undefined) return [];
	return [{ kind: 'insert', list, value: was, after: keyBefore(before, list, `#${asked.question}`) }];
}

/**
 * The edits that declare columns to measure what they did in version `since`, although they differ as they do. The
 * reasons are written afterwards; until then the declarations hold for nothing.
 */
export function declaring(document: Json, columns: readonly BrokenColumn[], since: number): Edit[] {
	return columns.map(({ variable, kinds }): Edit => {
		const place = declarationAt(variable, since);
		const covered = valueAt(document, `${place}/differences`);
		if (covered === undefined || !isList(covered)) {
			return { kind: 'insert', list: 'equivalences', value: { variable, since, differences: kinds } };
		}
		return { kind: 'set', place: `${place}/differences`, value: [...new Set([...covered, ...kinds])], was: covered };
	});
}

/** The places of the declarations that stand for columns since a version, in the order of the columns. */
export function declarationsOf(document: Json, columns: readonly string[], since: number): Place[] {
	return columns.map((variable) => declarationAt(variable, since)).filter((place) => isDeclared(document, place));
}

function declarationAt(variable: string, since: number): Place {
	return `equivalences/#${variable}@${since}`;
}

function isDeclared(document: Json, place: Place): boolean {
	const declared = valueAt(document, place);
	return declared !== undefined && isObject(declared);
}

function keyBefore(document: Json, list: Place, key: string): string | null {
	const members = valueAt(document, list);
	const keys = members !== undefined && isList(members) ? members.map(keyOf) : [];
	return keys[keys.indexOf(key) - 1] ?? null;
}
